"""What is expected of the tables charts are drawn from: curves that can be, rows that add up."""

from expectations.curves import EPSILON, never_falls, within_limits
from expectations.expected import Expected, NoRows, critical
from expectations.shares_and_rates import rate_expected, share_expected
from warehouse.schema import TABLES

_PART = "endpoint, time_origin, stratum, stratum_value"
_CURVE, _AT_RISK = "published.sre_curve", "published.sre_number_at_risk"
_BY_PART, _TEST = "published.sre_rate_by_part", "published.sre_test_since_agent"
_SURVIVAL, _ATTRITION = "published.survival_curve", "published.cohort_attrition"
_SITE, _BESIDE = "published.event_site", "published.benchmark_beside"
_QUARTER = "published.care_indicator_quarter"

_CURVES = (
    never_falls(_CURVE, "curve_estimate", f"{_PART}, curve_measure", "curve_day"),
    within_limits(_CURVE, "curve_estimate", "curve_lower", "curve_upper"),
    critical(
        _CURVE,
        NoRows(
            "a share is not more than everybody",
            f"FROM this WHERE curve_measure <> 'mean_count' AND curve_estimate > 1 + {EPSILON}",
            ("curve_measure", "curve_estimate"),
        ),
        "Only a mean number of events can pass 1.",
    ),
    critical(
        _CURVE,
        NoRows(
            "event and death add up to one at most",
            "FROM (SELECT sum(curve_estimate) AS total FROM this "
            f"WHERE curve_measure IN ('incidence', 'death') GROUP BY {_PART}, curve_day) "
            f"WHERE total > 1 + {EPSILON}",
            ("curve_estimate", "curve_measure"),
        ),
        "More patients would have had an event or died than there are: the dead are still at risk.",
    ),
    critical(
        _CURVE,
        NoRows(
            "the naive figure is not below the incidence",
            "FROM this AS naive JOIN this AS told "
            f"USING ({_PART}, curve_day) WHERE naive.curve_measure = 'wrong_naive' "
            "AND told.curve_measure = 'incidence' "
            f"AND naive.curve_estimate < told.curve_estimate - {EPSILON}",
            ("curve_estimate", "curve_measure", "curve_day"),
        ),
        "Taking the dead for still at risk can only add: one of the two is of other patients.",
    ),
    critical(
        _SURVIVAL,
        NoRows(
            "never rises",
            "FROM (SELECT survival - lag(survival) OVER (PARTITION BY survival_comparison, "
            "survival_arm ORDER BY day_from_stage_iv) AS step FROM this) "
            f"WHERE step > {EPSILON}",
            ("survival",),
        ),
        "Survival that rises brings somebody back.",
    ),
    within_limits(_SURVIVAL, "survival", "lower", "upper"),
)

_NUMBERS_AT_RISK = (
    critical(
        _AT_RISK,
        NoRows(
            "nobody is at risk without being followed",
            "FROM this WHERE n_risk > followed_count",
            ("n_risk", "followed_count"),
        ),
        "Who waits for a first event is under observation.",
    ),
    critical(
        _AT_RISK,
        NoRows(
            "the parts of histology are everybody",
            "FROM (SELECT sum(n_risk) FILTER (stratum = 'histology') AS parts, "
            "sum(n_risk) FILTER (stratum = 'all') AS everybody, time_origin "
            "FROM this GROUP BY endpoint, time_origin, at_month) "
            "WHERE time_origin <> 'first_event' AND parts <> everybody",
            ("n_risk", "stratum"),
        ),
        "Every patient has one histology, known or not: somebody is lost, or counted twice.",
    ),
    critical(
        _AT_RISK,
        NoRows(
            "months are in the order of their days",
            "FROM (SELECT at_day - lag(at_day) OVER "
            f"(PARTITION BY {_PART} ORDER BY at_month) AS step FROM this) WHERE step <= 0",
            ("at_month", "at_day"),
        ),
        "The number under a month would be of another day.",
    ),
)

_PARTS = (
    rate_expected("sre_rate_by_part", "rate_per_100_patient_years", "patient_years"),
    critical(
        _BY_PART,
        NoRows(
            "the parts of histology are everybody",
            "FROM (SELECT sum(event_count) FILTER (stratum = 'histology') AS parts, "
            "sum(event_count) FILTER (stratum = 'all') AS everybody "
            "FROM this GROUP BY endpoint, time_origin) WHERE parts <> everybody",
            ("event_count", "stratum"),
        ),
        "Every patient has one histology, known or not: an event is lost, or counted twice.",
    ),
    critical(
        _TEST,
        NoRows(
            "tests two parts or more, or has no result",
            "FROM this WHERE (gray_p_value IS NOT NULL AND (len(compared_values) < 2 "
            "OR gray_df <> len(compared_values) - 1)) OR event_count > patient_count",
            ("gray_p_value", "gray_df", "compared_values"),
        ),
        "A p-value of one group, or of groups that are not named.",
    ),
)

_COHORT = (
    critical(
        _ATTRITION,
        NoRows(
            "each step holds the one before without those left out",
            "FROM (SELECT patient_count, patients_left_out_count, step_number, left_out_because, "
            "lag(patient_count) OVER (ORDER BY step_number) AS before FROM this) "
            "WHERE coalesce(before, patient_count) <> patient_count + patients_left_out_count "
            "OR (before IS NULL) <> (left_out_because IS NULL)",
            ("patient_count", "patients_left_out_count"),
        ),
        "Patients would come back into a cohort they had left, or leave it without a reason.",
    ),
    critical(
        _SITE,
        NoRows(
            "counts its patients once, out of the same everywhere",
            "FROM this WHERE patient_count > item_count OR patient_count > denominator "
            "OR denominator <> (SELECT max(denominator) FROM this)",
            ("item_count", "patient_count", "denominator"),
        ),
        "Bones can only be compared over the same patients.",
    ),
    critical(
        _BESIDE,
        NoRows(
            "lies within its limits, of a table there is",
            "FROM this WHERE our_lower > our_value * (1 + 1e-6) "
            "OR our_upper < our_value * (1 - 1e-6) OR our_numerator > our_denominator "
            f"OR our_table NOT IN ({', '.join(repr(name) for name in TABLES)})",
            ("our_value", "our_table"),
        ),
        "Our figure would be beside limits or counts of another row.",
    ),
    critical(
        _BESIDE,
        NoRows(
            "stands beside a published value",
            "FROM this ANTI JOIN published.benchmark USING (benchmark_id)",
            ("benchmark_id",),
        ),
        "Our figure would be shown beside nothing.",
    ),
)

_CARE = (
    share_expected("care_indicator_quarter", "numerator", "case_count"),
    critical(
        _QUARTER,
        NoRows(
            "is a first of a quarter, and none is left out",
            "FROM (SELECT quarter_on, lag(quarter_on) OVER "
            "(PARTITION BY indicator_code ORDER BY quarter_on) AS before FROM this) "
            "WHERE quarter_on <> date_trunc('quarter', quarter_on) "
            "OR quarter_on <> before + INTERVAL 3 MONTH",
            ("quarter_on",),
        ),
        "A quarter without cases would be drawn as if it had the share of its neighbours.",
    ),
    critical(
        _QUARTER,
        NoRows(
            "the quarters add up to all cases",
            "FROM (SELECT indicator_code, sum(numerator) AS met, sum(case_count) AS judged, "
            "sum(not_judged_count) AS waiting FROM this GROUP BY indicator_code) "
            "JOIN published.care_indicator AS whole USING (indicator_code) "
            "WHERE indicator_period = 'all' AND (met <> whole.numerator "
            "OR judged <> whole.case_count OR waiting <> whole.not_judged_count)",
            ("numerator", "case_count", "not_judged_count"),
        ),
        "A case is in no quarter, or in two.",
    ),
)

DRAWN: tuple[Expected, ...] = (*_CURVES, *_NUMBERS_AT_RISK, *_PARTS, *_COHORT, *_CARE)
