"""The published tables, as they are: the population page computes nothing of its own."""

import polars as pl

from warehouse.reader import Reader

ORIGIN_OF_BONE_METASTASIS = "bone_metastasis"


def strata(reader: Reader, endpoint: str, origin: str) -> list[str]:
    """What the patients of an endpoint and origin are divided by; fewest parts first."""
    found = reader.frame(
        "SELECT stratum FROM published.sre_number_at_risk WHERE endpoint = $1 AND time_origin = $2 "
        "GROUP BY stratum ORDER BY stratum <> 'all', count(DISTINCT stratum_value), stratum",
        [endpoint, origin],
    )
    return found["stratum"].to_list()


def curves(reader: Reader, endpoint: str, origin: str, stratum: str) -> pl.DataFrame:
    """Every curve of one endpoint, origin and stratum: rows of published.sre_curve."""
    return reader.frame(
        "SELECT * FROM published.sre_curve "
        "WHERE endpoint = $1 AND time_origin = $2 AND stratum = $3 "
        "ORDER BY stratum_value, curve_measure, curve_day",
        [endpoint, origin, stratum],
    )


def at_risk(reader: Reader, endpoint: str, origin: str, stratum: str) -> pl.DataFrame:
    """The patients behind them by month: rows of published.sre_number_at_risk."""
    return reader.frame(
        "SELECT * FROM published.sre_number_at_risk "
        "WHERE endpoint = $1 AND time_origin = $2 AND stratum = $3 "
        "ORDER BY stratum_value, at_month",
        [endpoint, origin, stratum],
    )


def rates(reader: Reader, endpoint: str, origin: str, stratum: str) -> pl.DataFrame:
    """Events for 100 patient-years of each part: rows of published.sre_rate_by_part."""
    return reader.frame(
        "SELECT * FROM published.sre_rate_by_part "
        "WHERE endpoint = $1 AND time_origin = $2 AND stratum = $3 ORDER BY stratum_value",
        [endpoint, origin, stratum],
    )


def morbidity(reader: Reader, endpoint: str) -> pl.DataFrame:
    """The morbidity rates of the trials: the row of published.sre_morbidity, or none."""
    return reader.frame("SELECT * FROM published.sre_morbidity WHERE endpoint = $1", [endpoint])


def gray_test(reader: Reader, endpoint: str, origin: str, stratum: str) -> pl.DataFrame:
    """Gray's test between the parts of a stratum: one row, or none of everybody together."""
    table = "sre_incidence_test" if origin == ORIGIN_OF_BONE_METASTASIS else "sre_test_since_agent"
    return reader.frame(
        f"SELECT * FROM published.{table} WHERE endpoint = $1 AND stratum = $2",
        [endpoint, stratum],
    )


def attrition(reader: Reader) -> pl.DataFrame:
    """How the cohort is come to: rows of published.cohort_attrition."""
    return reader.frame("SELECT * FROM published.cohort_attrition ORDER BY step_number")


def completeness(reader: Reader) -> pl.DataFrame:
    """Who was lost, of everybody: the row of published.followup_completeness, or none."""
    return reader.frame("SELECT * FROM published.followup_completeness WHERE stratum = 'all'")


def events_by_kind(reader: Reader, endpoint: str) -> pl.DataFrame:
    """Patients with at least one event of each kind: rows of published.sre_by_kind."""
    return reader.frame(
        "SELECT * FROM published.sre_by_kind WHERE endpoint = $1 "
        "ORDER BY patient_count DESC, event_kind",
        [endpoint],
    )


def events_at_diagnosis(reader: Reader) -> pl.DataFrame:
    """Events that come with bone metastasis, without grace: rows of published.sre_at_diagnosis."""
    return reader.frame(
        "SELECT * FROM published.sre_at_diagnosis "
        "WHERE grace_days = (SELECT min(grace_days) FROM published.sre_at_diagnosis) "
        "ORDER BY patient_count DESC, event_class"
    )


def sites(reader: Reader, content: str) -> pl.DataFrame:
    """Where events are, or lesions: rows of published.event_site."""
    return reader.frame(
        "SELECT * FROM published.event_site WHERE site_content = $1 "
        "ORDER BY item_count DESC, bone_region, laterality",
        [content],
    )


def lesion_rates(reader: Reader) -> pl.DataFrame:
    """Events of bones with metastasis: rows of published.lesion_event_rate."""
    return reader.frame(
        "SELECT * FROM published.lesion_event_rate ORDER BY stratum, lesion_count DESC, "
        "stratum_value"
    )


def calcium_by_month(reader: Reader) -> pl.DataFrame:
    """Corrected calcium by month: rows of published.calcium_by_month."""
    return reader.frame("SELECT * FROM published.calcium_by_month ORDER BY month_on")


def incomplete_feeds(reader: Reader) -> pl.DataFrame:
    """Nights on which a feed declared nightly brought nothing, or far fewer rows than usual.

    Out: feed, night_on, is_missing.
    """
    return reader.frame(
        "SELECT feed, night_on, is_missing FROM ops.feed_night "
        "WHERE is_missing OR (is_volume_unusual AND rows_in < usual_row_count) "
        "ORDER BY night_on, feed"
    )


def hypercalcaemia(reader: Reader) -> pl.DataFrame:
    """Who ever had hypercalcaemia and a crisis: rows of published.hypercalcaemia_frequency."""
    return reader.frame(
        "SELECT * FROM published.hypercalcaemia_frequency "
        "ORDER BY calcium_level, stratum, denominator DESC, stratum_value"
    )


def marker_outcomes(reader: Reader, endpoint: str) -> pl.DataFrame:
    """Markers against events and death: rows of published.marker_outcome."""
    return reader.frame(
        "SELECT * FROM published.marker_outcome WHERE endpoint = $1 "
        "ORDER BY analyte_code DESC, stratum DESC, stratum_value",
        [endpoint],
    )


def marker_landmarks(reader: Reader) -> pl.DataFrame:
    """Markers normal or not at month 3: rows of published.marker_landmark."""
    return reader.frame(
        "SELECT * FROM published.marker_landmark "
        "ORDER BY analyte_code DESC, landmark_treatment, landmark_class"
    )


def death_hazards(reader: Reader) -> pl.DataFrame:
    """Hazard ratios of death: rows of published.death_hazard."""
    return reader.frame("SELECT * FROM published.death_hazard ORDER BY death_comparison")


def death_hazards_by_value(reader: Reader) -> pl.DataFrame:
    """Hazard ratios of death for a step of a value: rows of published.death_hazard_by_value."""
    return reader.frame("SELECT * FROM published.death_hazard_by_value ORDER BY analyte_code")


def event_hazards(reader: Reader, endpoint: str) -> pl.DataFrame:
    """Hazard ratios of events: rows of published.event_hazard."""
    return reader.frame(
        "SELECT * FROM published.event_hazard WHERE endpoint = $1 ORDER BY event_comparison",
        [endpoint],
    )


def mutations(reader: Reader) -> pl.DataFrame:
    """Bone metastasis by altered group: crude, and ours adjusted, one row a group.

    The columns of published.bone_metastasis_by_mutation, and of the adjusted table those that say
    its odds ratio and how many are in its model.
    """
    return reader.frame("""
        SELECT crude.*, adjusted.* EXCLUDE (mutation_group, exposed_event_count, exposed_count,
                                            unexposed_event_count, unexposed_count)
        FROM published.bone_metastasis_by_mutation AS crude
        LEFT JOIN published.bone_metastasis_by_mutation_adjusted AS adjusted USING (mutation_group)
        ORDER BY mutation_group
    """)


def survival_comparisons(reader: Reader) -> list[str]:
    """Which comparisons of survival are published."""
    found = reader.frame(
        "SELECT survival_comparison FROM published.survival_by_group GROUP BY survival_comparison "
        "ORDER BY survival_comparison <> 'by_group', survival_comparison"
    )
    return found["survival_comparison"].to_list()


def survival(reader: Reader, comparison: str) -> pl.DataFrame:
    """The curves of one comparison: rows of published.survival_curve."""
    return reader.frame(
        "SELECT * FROM published.survival_curve WHERE survival_comparison = $1 "
        "ORDER BY survival_arm, day_from_stage_iv",
        [comparison],
    )


def survival_medians(reader: Reader, comparison: str) -> pl.DataFrame:
    """Medians and test of one comparison: rows of published.survival_by_group."""
    return reader.frame(
        "SELECT * FROM published.survival_by_group WHERE survival_comparison = $1 "
        "ORDER BY survival_arm",
        [comparison],
    )


def benchmarks(reader: Reader) -> pl.DataFrame:
    """Every published value, with ours where a row of ours can be set beside it."""
    return reader.frame("""
        SELECT benchmark.*, beside.* EXCLUDE (benchmark_id)
        FROM published.benchmark
        LEFT JOIN published.benchmark_beside AS beside USING (benchmark_id)
        ORDER BY string_split(statement_number, '.')[2]::INTEGER, benchmark_id
    """)
