"""What is expected of every published share, rate and comparison: counts that hold together."""

from expectations.expected import Expected, NoRows, critical, warning
from warehouse.schema import TABLES
from warehouse.schema.thresholds import threshold

# table: count, what it is out of
_SHARES = {
    "sre_by_kind": ("patient_count", "denominator"),
    "bone_metastasis_frequency": ("patient_count", "denominator"),
    "pain_at_index": ("patient_count", "denominator"),
    "hypercalcaemia_timing": ("patient_count", "denominator"),
    "care_indicator": ("numerator", "case_count"),
}
# table: rate, time it is counted over
_RATES = {
    "sre_rate": ("rate_per_100_patient_years", "patient_years"),
    "hypercalcaemia_on_off_agent": ("rate_per_100_patient_years", "patient_years"),
    "lesion_event_rate": ("rate_per_100_lesion_years", "lesion_years"),
}
_TWO_BY_TWO = ("bone_metastasis_risk_factor", "bone_metastasis_by_mutation")


def share_expected(table: str, count: str, whole: str) -> Expected:
    """Of a published table: the share is its count over its denominator, within its limits."""
    return critical(
        f"published.{table}",
        NoRows(
            "the share is its count over its denominator, within its limits",
            f"FROM this WHERE {count} > {whole} OR abs(proportion - {count} / {whole}) > 1e-9 "
            "OR lower > proportion + 1e-9 OR upper < proportion - 1e-9 "
            f"OR ({whole} = 0 AND proportion IS NOT NULL)",
            (count, whole, "proportion"),
        ),
        "n of N and the share beside it must be the same number.",
    )


def rate_expected(table: str, rate: str, time: str) -> Expected:
    """Of a published table: the rate is its events over its time, within its limits."""
    return critical(
        f"published.{table}",
        NoRows(
            "the rate is its events over its time, within its limits",
            f"FROM this WHERE abs({rate} - 100 * event_count / {time}) > 1e-6 * {rate} "
            f"OR rate_lower > {rate} + 1e-9 OR rate_upper < {rate} - 1e-9 "
            f"OR ({time} = 0 AND {rate} IS NOT NULL)",
            (rate, time, "event_count"),
        ),
        "Events, time and the rate beside them must be the same number.",
    )


def _two_by_two(table: str) -> tuple[Expected, ...]:
    halves = " OR ".join(
        f"{half}_event_count > {half}_count "
        f"OR abs({half}_proportion - {half}_event_count / {half}_count) > 1e-9 "
        f"OR {half}_lower > {half}_proportion + 1e-9 OR {half}_upper < {half}_proportion - 1e-9"
        for half in ("exposed", "unexposed")
    )
    return (
        critical(
            f"published.{table}",
            NoRows(
                "both shares are their counts, within their limits",
                f"FROM this WHERE {halves}",
                ("exposed_count", "unexposed_count"),
            ),
            "n of N and the share beside it must be the same number.",
        ),
        critical(
            f"published.{table}",
            NoRows(
                "nothing is compared when it is withheld",
                "FROM this WHERE is_withheld AND (odds_ratio IS NOT NULL OR p_value IS NOT NULL)",
                ("is_withheld", "odds_ratio"),
            ),
            "An odds ratio of four patients will be quoted.",
        ),
        critical(
            f"published.{table}",
            NoRows(
                "the odds ratio lies within its limits",
                "FROM this WHERE odds_ratio_lower > odds_ratio * (1 + 1e-6) "
                "OR odds_ratio_upper < odds_ratio * (1 - 1e-6)",
                ("odds_ratio",),
            ),
            "The limits belong to another table.",
        ),
    )


SHARES_AND_RATES: tuple[Expected, ...] = (
    *(share_expected(table, count, whole) for table, (count, whole) in _SHARES.items()),
    *(rate_expected(table, rate, time) for table, (rate, time) in _RATES.items()),
    *(expected for table in _TWO_BY_TWO for expected in _two_by_two(table)),
    critical(
        "published.bone_metastasis_frequency",
        NoRows(
            "at diagnosis is not more often than ever",
            "FROM this AS ever JOIN this AS early USING (stratum, stratum_value) "
            "WHERE ever.metastasis_timing = 'ever' AND early.metastasis_timing = 'synchronous' "
            "AND early.patient_count > ever.patient_count",
            ("patient_count",),
        ),
        "Who has it at diagnosis has it.",
    ),
    warning(
        "published.bone_metastasis_by_mutation",
        NoRows(
            "EGFR has more bone metastasis than triple-negative",
            "FROM this WHERE mutation_group = 'EGFR' "
            f"AND least(exposed_count, unexposed_count) >= {threshold('comparison_minimum')} "
            "AND exposed_proportion < unexposed_proportion",
            ("exposed_proportion", "unexposed_proportion"),
            observed="SELECT printf('EGFR %.0f %%, triple-negative %.0f %%', "
            "100 * exposed_proportion, 100 * unexposed_proportion) FROM this "
            "WHERE mutation_group = 'EGFR' AND least(exposed_count, unexposed_count) "
            f">= {threshold('comparison_minimum')}",
            about_rows=False,
        ),
        "Unlike published series: a gene read for another, or patients tested for a reason.",
    ),
    critical(
        "published.survival_by_group",
        NoRows(
            "deaths are among patients and the median within its limits",
            "FROM this WHERE death_count > patient_count "
            "OR median_lower_months > median_survival_months + 1e-9 "
            "OR median_upper_months < median_survival_months - 1e-9",
            ("death_count", "patient_count", "median_survival_months"),
        ),
        "More deaths than patients, or a band without its curve.",
    ),
    critical(
        "published.care_indicator",
        NoRows(
            "has a share, or says why not",
            "FROM this WHERE is_computable <> (not_computable_reason IS NULL) "
            "OR (NOT is_computable AND proportion IS NOT NULL)",
            ("is_computable", "not_computable_reason"),
        ),
        "An indicator that is empty without a word looks like bad care.",
    ),
    critical(
        "published.sre_morbidity",
        NoRows(
            "parts are among their wholes and the share is theirs",
            "FROM this WHERE rolling_event_count > event_count "
            "OR short_stay_patient_count > patient_count OR period_count < patient_count "
            "OR abs(period_share - period_with_event_count / period_count) > 1e-9 "
            "OR period_with_event_count > least(event_count, period_count)",
            ("rolling_event_count", "period_with_event_count", "period_count", "period_share"),
        ),
        "A period is somebody's, and what a stricter rule counts the usual one counts too.",
    ),
    critical(
        "published.benchmark",
        NoRows(
            "lies within its limits and is compared with a table there is",
            "FROM this WHERE benchmark_lower > benchmark_value OR benchmark_upper "
            "< benchmark_value OR benchmark_numerator > benchmark_denominator "
            f"OR compares_with NOT IN ({', '.join(repr(name) for name in TABLES)})",
            ("benchmark_value", "compares_with"),
        ),
        "A published figure copied wrong is believed more than ours.",
    ),
)
