"""Published counts, incidences, comparisons, values beside them."""

from warehouse.schema.columns.kinds import BOOLEAN, DATE, INTEGER, NUMBER, TEXT
from warehouse.schema.declare import Column

_POPULATION = [
    Column("stratum", TEXT, "What the patients are divided by."),
    Column("stratum_value", TEXT, "Which part."),
    Column("incidence_cause", TEXT, "What happened first.", vocabulary="incidence_cause"),
    Column("day", NUMBER, "Days from index.", unit="d", minimum=0),
    Column("n_risk", INTEGER, "Patients at risk just before.", minimum=0),
    Column("n_event", INTEGER, "Events of this cause that day.", minimum=0),
    Column("n_censor", INTEGER, "Patients censored that day.", minimum=0),
    Column("incidence", NUMBER, "Cumulative incidence (Aalen-Johansen).", minimum=0, maximum=1),
    Column("std_err", NUMBER, "Standard error (infinitesimal jackknife).", minimum=0),
    Column("lower", NUMBER, "Lower 95 % limit (log-log).", minimum=0, maximum=1),
    Column("upper", NUMBER, "Upper 95 % limit (log-log).", minimum=0, maximum=1),
    Column("patient_count", INTEGER, "Patients.", minimum=0),
    Column("event_count", INTEGER, "Events.", minimum=0),
    Column("denominator", INTEGER, "Patients the count is out of.", minimum=0),
    Column("proportion", NUMBER, "Share of the denominator.", minimum=0, maximum=1),
    Column("month_on", DATE, "First day of the month."),
    Column("result_count", INTEGER, "Results.", minimum=0),
    Column(
        "limit_count",
        INTEGER,
        "Results that are limits, as a value or for their albumin.",
        minimum=0,
    ),
    Column("not_computable_count", INTEGER, "Calcium results without any albumin.", minimum=0),
    Column("calcium_p05_mmol_l", NUMBER, "5th centile of corrected calcium.", unit="mmol/L"),
    Column("calcium_p25_mmol_l", NUMBER, "25th centile of corrected calcium.", unit="mmol/L"),
    Column("calcium_median_mmol_l", NUMBER, "Median of corrected calcium.", unit="mmol/L"),
    Column("calcium_p75_mmol_l", NUMBER, "75th centile of corrected calcium.", unit="mmol/L"),
    Column("calcium_p95_mmol_l", NUMBER, "95th centile of corrected calcium.", unit="mmol/L"),
    Column("hypercalcaemia_patient_count", INTEGER, "Patients with 3.0 mmol/L or more.", minimum=0),
    Column("crisis_patient_count", INTEGER, "Patients in crisis.", minimum=0),
]

_COMPARISON = [
    Column(
        "metastasis_timing", TEXT, "When bone metastasis counts.", vocabulary="metastasis_timing"
    ),
    Column(
        "share_of_bone_metastasis",
        NUMBER,
        "Part of all patients with bone metastasis who are of this stratum.",
        minimum=0,
        maximum=1,
    ),
    Column("day_from_cancer", NUMBER, "Days from the diagnosis of cancer.", unit="d", minimum=0),
    Column("risk_factor", TEXT, "Factor, against its absence.", vocabulary="risk_factor"),
    Column(
        "mutation_group",
        TEXT,
        "Altered group, against triple-negative.",
        vocabulary="mutation_group",
    ),
    Column("exposed_event_count", INTEGER, "With the factor and bone metastasis.", minimum=0),
    Column("exposed_count", INTEGER, "With the factor.", minimum=0),
    Column("exposed_proportion", NUMBER, "Bone metastasis with the factor.", minimum=0, maximum=1),
    Column("exposed_lower", NUMBER, "Its lower 95 % limit (Wilson).", minimum=0, maximum=1),
    Column("exposed_upper", NUMBER, "Its upper 95 % limit (Wilson).", minimum=0, maximum=1),
    Column("unexposed_event_count", INTEGER, "Bone metastasis without the factor.", minimum=0),
    Column("unexposed_count", INTEGER, "Without the factor.", minimum=0),
    Column(
        "unexposed_proportion", NUMBER, "Bone metastasis without the factor.", minimum=0, maximum=1
    ),
    Column("unexposed_lower", NUMBER, "Its lower 95 % limit (Wilson).", minimum=0, maximum=1),
    Column("unexposed_upper", NUMBER, "Its upper 95 % limit (Wilson).", minimum=0, maximum=1),
    Column("unknown_count", INTEGER, "Patients for whom it is not known.", minimum=0),
    Column("odds_ratio", NUMBER, "Crude odds ratio; null when withheld.", minimum=0),
    Column("odds_ratio_lower", NUMBER, "Its lower 95 % limit.", minimum=0),
    Column("odds_ratio_upper", NUMBER, "Its upper 95 % limit.", minimum=0),
    Column("odds_ratio_method", TEXT, "How its limits were made.", vocabulary="odds_ratio_method"),
    Column("p_value", NUMBER, "Two-sided p-value.", minimum=0, maximum=1),
    Column("is_withheld", BOOLEAN, "Too few patients or events for a comparison: it is not made."),
    Column("survival_comparison", TEXT, "What is compared.", vocabulary="survival_comparison"),
    Column("survival_arm", TEXT, "Which part of the comparison."),
    Column("death_count", INTEGER, "Deaths.", minimum=0),
    Column(
        "median_survival_months",
        NUMBER,
        "Median survival; null when not reached.",
        unit="mo",
        minimum=0,
    ),
    Column("median_lower_months", NUMBER, "Its lower 95 % limit.", unit="mo", minimum=0),
    Column(
        "median_upper_months",
        NUMBER,
        "Its upper 95 % limit; null when not reached.",
        unit="mo",
        minimum=0,
    ),
    Column(
        "log_rank_p_value",
        NUMBER,
        "Log-rank test of the comparison, late entry taken into account.",
        minimum=0,
        maximum=1,
    ),
    Column(
        "log_rank_patient_count", INTEGER, "Patients in that test: all arms together.", minimum=0
    ),
]

_BURDEN = [
    Column(
        "event_outcome",
        TEXT,
        "What is followed: an endpoint, or one kind of event.",
        vocabulary="event_outcome",
    ),
    Column("at_month", INTEGER, "Months of 30.4375 days.", unit="mo", minimum=0),
    Column("at_day", INTEGER, "The same in whole days.", unit="d", minimum=0),
    Column(
        "mean_count",
        NUMBER,
        "Mean events a patient by then, death ending them (Ghosh-Lin).",
        minimum=0,
    ),
    Column("mean_count_std_err", NUMBER, "Its standard error.", minimum=0),
    Column("mean_count_lower", NUMBER, "Its lower 95 % limit.", minimum=0),
    Column("mean_count_upper", NUMBER, "Its upper 95 % limit.", minimum=0),
    Column(
        "wrong_naive_incidence",
        NUMBER,
        "1 - Kaplan-Meier, the dead counted as censored: WRONG, shown to see by how much.",
        minimum=0,
        maximum=1,
    ),
    Column("patient_years", NUMBER, "Time under observation.", unit="a", minimum=0),
    Column("rate_per_100_patient_years", NUMBER, "Events for 100 patient-years.", minimum=0),
    Column(
        "rate_lower",
        NUMBER,
        "Lower 95 % limit of the rate, robust to patients who have many.",
        minimum=0,
    ),
    Column(
        "rate_upper",
        NUMBER,
        "Upper 95 % limit of the rate, robust to patients who have many.",
        minimum=0,
    ),
    Column(
        "poisson_rate_lower",
        NUMBER,
        "Lower limit were events independent: too narrow, for comparison.",
        minimum=0,
    ),
    Column(
        "poisson_rate_upper",
        NUMBER,
        "Upper limit were events independent: too narrow, for comparison.",
        minimum=0,
    ),
    Column(
        "mean_patient_rate",
        NUMBER,
        "Mean over patients of their own events a year under observation.",
        minimum=0,
    ),
    Column("median_patient_rate", NUMBER, "Median of the same.", minimum=0),
    Column(
        "short_stay_patient_count",
        INTEGER,
        "Patients under observation for less than a month, whose own rate is hardly one.",
        minimum=0,
    ),
    Column("period_count", INTEGER, "Periods of 12 weeks begun under observation.", minimum=0),
    Column("period_with_event_count", INTEGER, "Those with a counted event.", minimum=0),
    Column(
        "period_share", NUMBER, "Periods with an event out of those begun.", minimum=0, maximum=1
    ),
    Column(
        "period_share_lower",
        NUMBER,
        "Its lower 95 % limit, robust to patients who have many.",
        minimum=0,
        maximum=1,
    ),
    Column(
        "period_share_upper",
        NUMBER,
        "Its upper 95 % limit, robust to patients who have many.",
        minimum=0,
        maximum=1,
    ),
    Column(
        "rolling_event_count",
        INTEGER,
        "Events 21 days or more after the one before, counted or not: for sensitivity.",
        minimum=0,
    ),
    Column(
        "rolling_rate_per_100_patient_years",
        NUMBER,
        "Those events for 100 patient-years.",
        minimum=0,
    ),
    Column("lesion_count", INTEGER, "Lesions: bones with metastasis, each side once.", minimum=0),
    Column(
        "lesion_years", NUMBER, "Time those lesions were under observation.", unit="a", minimum=0
    ),
    Column("rate_per_100_lesion_years", NUMBER, "Events for 100 lesion-years.", minimum=0),
    Column(
        "hypercalcaemia_timing",
        TEXT,
        "When, against the diagnosis of cancer.",
        vocabulary="hypercalcaemia_timing",
    ),
    Column("episode_count", INTEGER, "Episodes.", minimum=0),
    Column(
        "agent_state", TEXT, "Covered by a bone-targeted agent or not.", vocabulary="agent_state"
    ),
]

_BENCHMARK = [
    Column("benchmark_id", TEXT, "Stable name of the published value."),
    Column("statement_number", TEXT, "Statement of the founding text it belongs to."),
    Column("benchmark_measure", TEXT, "What was measured."),
    Column("benchmark_population", TEXT, "In whom."),
    Column("benchmark_value", NUMBER, "Published value; null when only a range is."),
    Column("benchmark_lower", NUMBER, "Its lower limit."),
    Column("benchmark_upper", NUMBER, "Its upper limit."),
    Column("benchmark_limits", TEXT, "What the limits are.", vocabulary="benchmark_limits"),
    Column("benchmark_unit", TEXT, "Unit of the value.", vocabulary="benchmark_unit"),
    Column("benchmark_numerator", INTEGER, "Patients counted, when published.", minimum=0),
    Column("benchmark_denominator", INTEGER, "Patients out of, when published.", minimum=0),
    Column("denominator_definition", TEXT, "Who the denominator is."),
    Column("reference", TEXT, "Where it is published."),
    Column("evidence_level", TEXT, "How well the value is known.", vocabulary="evidence_level"),
    Column("benchmark_caveat", TEXT, "How the value may mislead."),
    Column("compares_with", TEXT, "Our table to set beside it, as schema.table; null for context."),
]

POPULATION_COLUMNS = (
    *_POPULATION,
    *_COMPARISON,
    *_BURDEN,
    *_BENCHMARK,
)
