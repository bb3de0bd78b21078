"""Every statement of the founding text that has a number (domain.md §1), and what answers it."""

from warehouse.schema.declare import Statement

_MUTATION = (
    "published.bone_metastasis_by_mutation",
    "published.bone_metastasis_by_mutation_adjusted",
)
_SURVIVAL = ("published.survival_by_group", "published.survival_curve")
_DEATH_HAZARD, _EVENT_HAZARD = "published.death_hazard", "published.event_hazard"

_STATEMENTS = (
    Statement(
        "1.1",
        "Lung cancer is the third cancer in France.",
        not_computed_because="One hospital cannot count the cancers of a country.",
    ),
    Statement(
        "1.2",
        "About 36 % of lung cancers go to bone.",
        ("published.bone_metastasis_frequency", "published.bone_metastasis_incidence"),
    ),
    Statement(
        "1.3",
        "At autopsy 52 % have bone metastasis.",
        not_computed_because="Autopsies are not delivered, and find what nobody looked for.",
    ),
    Statement(
        "1.4",
        "Men, large tumours, nodes and more metastatic sites go to bone more often.",
        (
            "published.bone_metastasis_risk_factor",
            "published.bone_metastasis_logistic",
            "published.survival_by_group",
        ),
    ),
    Statement(
        "1.5",
        "Adenocarcinoma gives most bone metastases.",
        ("published.bone_metastasis_frequency", "published.bone_metastasis_incidence"),
    ),
    Statement("1.6", "ALK has little affinity for bone.", _MUTATION),
    Statement("1.7", "EGFR goes to bone more often than triple-negative.", _MUTATION),
    Statement("1.8", "So does KRAS G12A, and not the other codons.", _MUTATION),
    Statement("1.9", "With bone metastasis, EGFR lives longer than triple-negative.", _SURVIVAL),
    Statement("1.10", "With EGFR, bone metastasis does not change survival.", _SURVIVAL),
    Statement("1.11", "With KRAS, bone metastasis shortens survival.", _SURVIVAL),
    Statement(
        "1.12", "With bone metastasis, KRAS mutated lives less long.", (*_SURVIVAL, _DEATH_HAZARD)
    ),
    Statement("1.13", "Visceral metastases are worse than bone alone.", _SURVIVAL),
    Statement("1.14", "Later visceral spread is a turning point.", (_DEATH_HAZARD,)),
    Statement(
        "1.15",
        "Sarcopenia and the metabolic state bear on survival.",
        (
            "published.sarcopenia_frequency",
            "published.survival_by_group",
            _DEATH_HAZARD,
            "published.death_hazard_by_value",
        ),
    ),
    Statement("1.16", "CTX is drawn fasting, before 09:00.", ("published.marker_compliance",)),
    Statement(
        "1.17",
        "Urinary NTX high at diagnosis goes with more events and deaths.",
        (
            "published.sre_incidence",
            "published.sre_incidence_test",
            "published.marker_outcome",
            "published.marker_landmark",
            _DEATH_HAZARD,
            _EVENT_HAZARD,
        ),
    ),
    Statement("1.18", "Pain is the most common symptom.", ("published.pain_at_index",)),
    Statement(
        "1.19",
        "Without a bone-targeted agent half have an event.",
        ("published.sre_without_bone_agent",),
    ),
    Statement(
        "1.20",
        "At 21 months 48 % had an event: 22 % fracture, 34 % radiotherapy, 5 % surgery, 4 % "
        "compression.",
        (
            "published.sre_incidence_by_kind",
            "published.sre_incidence",
            "published.sre_incidence_test",
            "published.sre_by_kind",
            "published.sre_at_diagnosis",
            "published.sre_burden",
            "published.sre_rate",
            "published.sre_morbidity",
            "published.sre_curve",
            "published.sre_number_at_risk",
            "published.sre_rate_by_part",
            "published.sre_test_since_agent",
            _EVENT_HAZARD,
            _DEATH_HAZARD,
        ),
    ),
    Statement(
        "1.21", "An event raises the risk of another.", ("published.sre_recurrence", _EVENT_HAZARD)
    ),
    Statement(
        "1.22",
        "Weight-bearing bones are at higher risk.",
        ("published.lesion_event_rate", "published.event_site"),
    ),
    Statement("1.23", "Events bear on survival.", (_DEATH_HAZARD, *_SURVIVAL)),
    Statement("1.24", "Events cost.", not_computed_because="Costs are not delivered; optional."),
    Statement(
        "1.25",
        "Calcium is corrected for albumin.",
        ("derived.corrected_calcium", "published.calcium_by_month"),
    ),
    Statement(
        "1.26",
        "Above 3.5 mmol/L it is a crisis.",
        ("published.hypercalcaemia_frequency", "published.calcium_by_month"),
    ),
    Statement(
        "1.27",
        "Hypercalcaemia can reveal the disease.",
        ("published.hypercalcaemia_timing",),
    ),
    Statement(
        "1.28",
        "Early antiresorptive agents reduced hypercalcaemia.",
        ("published.hypercalcaemia_on_off_agent",),
    ),
    Statement(
        "1.29",
        "Skeletal-related events are of five kinds.",
        ("derived.skeletal_event", "published.sre_by_kind"),
    ),
)

STATEMENTS: dict[str, Statement] = {item.number: item for item in _STATEMENTS}
