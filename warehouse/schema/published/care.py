"""How care was given, and what happened on and off bone agents."""

from warehouse.schema.declare import Table, Tier

CARE_TABLES = [
    Table(
        "care_indicator",
        Tier.PUBLISHED,
        "Quality indicators of care, with the target of each, or why it cannot be computed.",
        columns=(
            "indicator_code",
            "indicator_period",
            "indicator_meaning",
            "numerator_meaning",
            "denominator_meaning",
            "numerator",
            "case_count",
            "not_judged_count",
            "proportion",
            "lower",
            "upper",
            "median_wait_days",
            "target",
            "is_lower_better",
            "is_computable",
            "not_computable_reason",
            "indicator_source",
        ),
        key=(
            "indicator_code",
            "indicator_period",
        ),
        required=(
            "indicator_code",
            "indicator_period",
            "indicator_meaning",
            "is_lower_better",
            "is_computable",
        ),
        order=(
            "indicator_period",
            "indicator_code",
        ),
        caveat="Descriptive: patients who died before an act was due are not counted, and nothing is adjusted for their condition.",
    ),
    Table(
        "hypercalcaemia_on_off_agent",
        Tier.PUBLISHED,
        "Episodes of hypercalcaemia for 100 patient-years on and off bone-targeted agents.",
        columns=(
            "agent_state",
            "patient_count",
            "event_count",
            "patient_years",
            "rate_per_100_patient_years",
            "rate_lower",
            "rate_upper",
        ),
        key=("agent_state",),
        required=("agent_state",),
        order=("agent_state",),
        caveat="Descriptive and confounded: agents are given to those thought at risk, and also to "
        "treat hypercalcaemia. Bisphosphonates act beyond the days they cover.",
    ),
]
