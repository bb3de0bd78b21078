"""Published hazard ratios, and the markers against events and death."""

from warehouse.schema.declare import Table, Tier

_COMPARED = (
    "patient_count",
    "exposed_patient_count",
    "exposed_outcome_count",
    "exposed_patient_years",
    "unexposed_patient_count",
    "unexposed_outcome_count",
    "unexposed_patient_years",
    "hazard_ratio",
    "hazard_ratio_lower",
    "hazard_ratio_upper",
    "p_value",
    "is_withheld",
)
_ALWAYS_THERE = tuple(
    name for name in _COMPARED if not name.startswith("hazard_ratio") and name != "p_value"
)

HAZARD_TABLES = (
    Table(
        "death_hazard",
        Tier.PUBLISHED,
        "Crude hazard ratio of death in bone metastasis, each fact counted from when it is one.",
        columns=("death_comparison", *_COMPARED),
        key=("death_comparison",),
        required=("death_comparison", *_ALWAYS_THERE),
        order=("death_comparison",),
        caveat="Crude and confounded: nothing is adjusted for age, performance status, histology "
        "or treatment, and agents are given to those expected to live. A fact tells of death, it "
        "does not say what causes it.",
    ),
    Table(
        "death_hazard_by_value",
        Tier.PUBLISHED,
        "Crude hazard ratio of death in bone metastasis for each step of HbA1c and DKK1 at baseline.",
        columns=(
            "analyte_code",
            "value_step",
            "patient_count",
            "death_count",
            "patient_years",
            "hazard_ratio",
            "hazard_ratio_lower",
            "hazard_ratio_upper",
            "p_value",
            "is_withheld",
        ),
        key=("analyte_code",),
        required=(
            "analyte_code",
            "value_step",
            "patient_count",
            "death_count",
            "patient_years",
            "is_withheld",
        ),
        order=("analyte_code",),
        caveat="Crude and confounded, in those in whom it was measured. Every step is taken to "
        "multiply the hazard alike, from the lowest value to the highest.",
    ),
    Table(
        "event_hazard",
        Tier.PUBLISHED,
        "Crude hazard ratio of skeletal events, first and later ones (Andersen-Gill).",
        columns=("endpoint", "event_comparison", *_COMPARED),
        key=("endpoint", "event_comparison"),
        required=("endpoint", "event_comparison", *_ALWAYS_THERE),
        order=("endpoint", "event_comparison"),
        caveat="Crude and confounded: agents are given to those thought at risk, and often because "
        "of an event, so that they can seem to bring events. Limits are robust to patients who "
        "have many. Death ends observation: a ratio of hazards is not one of numbers of events.",
    ),
    Table(
        "marker_outcome",
        Tier.PUBLISHED,
        "Survival and skeletal events by stratum and class of bone markers at baseline.",
        columns=(
            "analyte_code",
            "stratum",
            "stratum_value",
            "endpoint",
            "patient_count",
            "death_count",
            "median_survival_months",
            "median_lower_months",
            "median_upper_months",
            "event_count",
            "patient_years",
            "rate_per_100_patient_years",
            "rate_lower",
            "rate_upper",
            "at_month",
            "at_day",
            "n_risk",
            "incidence",
            "lower",
            "upper",
        ),
        key=("analyte_code", "stratum", "stratum_value", "endpoint"),
        required=("analyte_code", "stratum", "stratum_value", "endpoint", "patient_count"),
        order=("analyte_code", "stratum", "stratum_value", "endpoint"),
        caveat="Descriptive: strata differ in treatment and disease. Bone markers are not "
        "recommended for routine follow-up (ESMO 2020): research and quality only.",
    ),
    Table(
        "marker_landmark",
        Tier.PUBLISHED,
        "Bone markers normal or elevated at baseline and month 3, and survival from the landmark.",
        columns=(
            "analyte_code",
            "landmark_treatment",
            "landmark_class",
            "patient_count",
            "baseline_class_count",
            "proportion",
            "lower",
            "upper",
            "landmark_patient_count",
            "death_count",
            "median_survival_months",
            "median_lower_months",
            "median_upper_months",
            "hazard_ratio",
            "hazard_ratio_lower",
            "hazard_ratio_upper",
            "p_value",
            "is_withheld",
        ),
        key=("analyte_code", "landmark_treatment", "landmark_class"),
        required=(
            "analyte_code",
            "landmark_treatment",
            "landmark_class",
            "patient_count",
            "baseline_class_count",
            "landmark_patient_count",
            "death_count",
        ),
        order=("analyte_code", "landmark_treatment", "landmark_class"),
        caveat="Only patients who lived to be sampled at month 3 have a class. Agents are not "
        "given at random: the two treatments are not two arms of a trial. A marker may normalise "
        "because the patient does well, not the reverse.",
    ),
)
