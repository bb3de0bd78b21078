"""Published tables that say how many of how many."""

from warehouse.schema.declare import Table, Tier

_SHARE = ("proportion", "lower", "upper")

FREQUENCY_TABLES = (
    Table(
        "sre_at_diagnosis",
        Tier.PUBLISHED,
        "Patients whose bone metastasis comes with a skeletal event.",
        columns=(
            "grace_days",
            "event_class",
            "patient_count",
            "event_count",
            "denominator",
            *_SHARE,
        ),
        key=("grace_days", "event_class"),
        required=("grace_days", "event_class", "patient_count", "event_count", "denominator"),
        order=("grace_days", "event_class"),
        caveat="Prevalence, never incidence. Classes and kinds overlap: a patient is in each they had. Those referred later are in: what happened before is as complete as their file.",
    ),
    Table(
        "followup_completeness",
        Tier.PUBLISHED,
        "Patients not known to have died and not heard of for more than six months.",
        columns=(
            "stratum",
            "stratum_value",
            "patient_count",
            "denominator",
            "death_count",
            *_SHARE,
        ),
        key=("stratum", "stratum_value"),
        required=("stratum", "stratum_value", "patient_count", "denominator", "death_count"),
        order=("stratum", "stratum_value"),
        caveat="Out of everybody with bone metastasis, the dead included. Those lost are censored at their last contact, as if they did like the others.",
    ),
    Table(
        "marker_compliance",
        Tier.PUBLISHED,
        "CTX results drawn as they must be: fasting, before 09:00.",
        columns=(
            "preanalytical_requirement",
            "compliant_count",
            "unknown_result_count",
            "result_count",
            *_SHARE,
        ),
        key=("preanalytical_requirement",),
        required=(
            "preanalytical_requirement",
            "compliant_count",
            "unknown_result_count",
            "result_count",
        ),
        order=("preanalytical_requirement",),
        caveat="Results, not patients: who is sampled often weighs more. Unknown is not compliant. The target is all of them.",
    ),
    Table(
        "sarcopenia_frequency",
        Tier.PUBLISHED,
        "Low muscle when bone metastasis is found, by cut-off set and sex.",
        columns=(
            "cutoff_set",
            "stratum",
            "stratum_value",
            "patient_count",
            "denominator",
            "unknown_count",
            *_SHARE,
        ),
        key=("cutoff_set", "stratum", "stratum_value"),
        required=("cutoff_set", "stratum", "stratum_value", "patient_count", "denominator"),
        order=("cutoff_set", "stratum", "stratum_value"),
        caveat="Sets differ by tens of points: name the set. Only patients with a measurement within 60 days of index, who are not like the others.",
    ),
    Table(
        "hypercalcaemia_frequency",
        Tier.PUBLISHED,
        "Patients with bone metastasis who ever had hypercalcaemia, and a crisis.",
        columns=(
            "calcium_level",
            "stratum",
            "stratum_value",
            "patient_count",
            "denominator",
            "unknown_count",
            *_SHARE,
        ),
        key=("calcium_level", "stratum", "stratum_value"),
        required=("calcium_level", "stratum", "stratum_value", "patient_count", "denominator"),
        order=("calcium_level", "stratum", "stratum_value"),
        caveat="Ever, over the follow-up there is: it grows with it. The sick are sampled more often, and those never sampled are unknown.",
    ),
)
