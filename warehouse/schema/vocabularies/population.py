"""Groups of patients, and how they are compared."""

from warehouse.schema.declare import Vocabulary

POPULATION_VOCABULARIES = [
    Vocabulary(
        "metastasis_timing",
        {"ever": "at any time", "synchronous": "within 90 days of the diagnosis of cancer"},
    ),
    Vocabulary(
        "risk_factor",
        {
            "male": "men, against women",
            "over_20_mm": "primary over 20 mm, against 20 mm or less",
            "node_positive": "N1 to N3, against N0",
            "one_other_site": "one other metastatic organ, against none",
            "two_other_sites": "two other metastatic organs, against none",
            "three_other_sites": "three or more other metastatic organs, against none",
        },
    ),
    Vocabulary(
        "adjusted_factor",
        {
            "male": "men, against women",
            "over_20_mm": "primary over 20 mm, against 20 mm or less",
            "node_positive": "N1 to N3, against N0",
            "one_other_site": "one other metastatic organ, against none",
            "two_other_sites": "two other metastatic organs, against none",
            "three_other_sites": "three or more other metastatic organs, against none",
            "histology_squamous": "squamous-cell carcinoma, against adenocarcinoma",
            "histology_small_cell": "small-cell carcinoma, against adenocarcinoma",
            "histology_large_cell": "large-cell carcinoma, against adenocarcinoma",
            "histology_not_specified": "carcinoma not otherwise specified, against adenocarcinoma",
        },
    ),
    Vocabulary(
        "not_estimated_reason",
        {
            "too_few": "fewer than 20 patients or 5 events in an arm: not shown",
            "separated": "all or none of them have it: the odds ratio is infinite or 0",
            "determined": "the other factors tell it, or nobody differs in it",
            "not_converged": "the model has no stable answer",
        },
    ),
    Vocabulary(
        "mutation_group",
        {
            "EGFR": "EGFR, deletion of exon 19 or L858R",
            "EGFR_exon19del": "EGFR, deletion of exon 19",
            "EGFR_L858R": "EGFR, L858R",
            "EGFR_other": "EGFR altered otherwise",
            "ALK": "ALK rearranged",
            "KRAS": "KRAS mutated",
            "KRAS_G12A": "KRAS G12A",
            "KRAS_G12C": "KRAS G12C",
            "KRAS_G12D": "KRAS G12D",
            "KRAS_G12V": "KRAS G12V",
            "KRAS_other": "KRAS, another mutation",
        },
    ),
    Vocabulary(
        "odds_ratio_method",
        {
            "woolf": "normal limits on the logarithm",
            "mid_p": "conditional exact limits, mid-p: an expected count is under 5",
        },
    ),
    Vocabulary(
        "survival_comparison",
        {
            "EGFR_by_bone": "EGFR: with bone metastasis at stage IV, or without",
            "KRAS_by_bone": "KRAS: with bone metastasis at stage IV, or without",
            "ALK_by_bone": "ALK: with bone metastasis at stage IV, or without",
            "triple_negative_by_bone": "triple-negative: with bone metastasis at stage IV, or "
            "without",
            "bone_EGFR_triple_negative": "with bone metastasis: EGFR or triple-negative",
            "bone_KRAS_status": "with bone metastasis: KRAS mutated, or tested and not mutated",
            "bone_spread": "with bone metastasis: alone, with nodes, or with viscera",
            "bone_or_viscera": "bone alone, viscera alone, or both",
            "by_group": "molecular groups",
        },
    ),
    Vocabulary(
        "death_comparison",
        {
            "kras_wild_type": "from stage IV, bone metastasis then: KRAS not mutated against mutated",
            "visceral_since": "since the first visceral metastasis, against known to have none",
            "hypercalcaemia_since": "since the first hypercalcaemia of 3.0 mmol/L or more",
            "sre4_at_diagnosis": "an event of SRE4 at index or before, against none",
            "sre5_at_diagnosis": "an event of SRE5 at index or before, against none",
            "sre4_since": "since the first event of SRE4, at diagnosis or later",
            "sre5_since": "since the first event of SRE5, at diagnosis or later",
            "sarcopenia_prado08": "low muscle on CT at baseline, cut-offs of Prado 2008",
            "sarcopenia_kim21_55_39": "low muscle on CT at baseline, cut-offs of Kim 2021",
            "sarcopenia_derstine18": "low muscle on CT at baseline, cut-offs of Derstine 2018",
            "sarcopenia_martin13": "low muscle on CT at baseline, cut-offs of Martin 2013 (not verified)",
            "ntx_moderate_not_low": "urinary NTX at baseline: 50 to under 100 against under 50",
            "ntx_high_not_low": "urinary NTX at baseline: 100 or more against under 50",
            "ntx_elevated": "urinary NTX at baseline: 64 or more against under 64",
            "balp_activity_high": "BALP activity at baseline: 146 U/L or more against less",
            "bone_agent_since": "since the first bone-targeted agent",
            "denosumab_not_zoledronate": "from the first dose until another agent: denosumab "
            "against zoledronic acid",
        },
    ),
    Vocabulary(
        "event_comparison",
        {
            "prior_event_since": "since the first event, at diagnosis or later, against none yet",
            "bone_agent_since": "since the first bone-targeted agent",
            "zoledronate_since": "since the first zoledronic acid, against before any agent",
            "denosumab_not_zoledronate": "from the first dose until another agent: denosumab "
            "against zoledronic acid",
            "ntx_moderate_not_low": "urinary NTX at baseline: 50 to under 100 against under 50",
            "ntx_high_not_low": "urinary NTX at baseline: 100 or more against under 50",
            "ntx_elevated": "urinary NTX at baseline: 64 or more against under 64",
            "ntx_latest_high": "most recent urinary NTX: 100 or more against less",
            "ntx_latest_high_before_agent": "most recent urinary NTX, before any bone-targeted "
            "agent: 100 or more against less",
            "balp_activity_high": "BALP activity at baseline: 146 U/L or more against less",
            "ever_smoker": "non-small-cell: smoker, former or current, against never",
            "without_egfr_inhibitor": "non-small-cell: until the first EGFR inhibitor (the "
            "receptor's, not filtration), against since",
            "not_adenocarcinoma": "non-small-cell: another histology than adenocarcinoma",
        },
    ),
    Vocabulary(
        "event_outcome",
        {
            "SRE4": "first skeletal event without hypercalcaemia",
            "SRE5": "first skeletal event with hypercalcaemia",
            "SSE": "first symptomatic skeletal event, unknown symptoms taken as none",
            "SSE_upper": "first symptomatic skeletal event, unknown symptoms taken as felt",
            "SCC": "first spinal cord compression",
            "FX": "first pathological fracture",
            "SX": "first surgery to bone",
            "RT": "first radiotherapy to bone",
            "HCM": "first malignant hypercalcaemia",
        },
    ),
    Vocabulary(
        "incidence_stratum",
        {
            "all": "everybody with bone metastasis",
            "histology": "histology of the primary",
            "molecular_group": "molecular group, from the day the three genes had a result",
            "ntx_stratum": "urinary NTX at baseline, from the day of the sample",
            "weight_bearing_lesion": "a lesion of a weight-bearing bone is described by index",
            "bone_agent": "before the first bone-targeted agent, and since it",
            "first_agent": "which bone-targeted agent was given first, whatever came after it",
        },
    ),
    Vocabulary(
        "first_agent",
        {
            "zoledronate": "zoledronic acid",
            "denosumab": "denosumab",
            "other": "another agent, or two begun on one day",
        },
    ),
    Vocabulary(
        "event_class",
        {
            "any": "any skeletal event, with hypercalcaemia",
            "clinical": "fracture, cord compression or hypercalcaemia",
            "therapeutic": "radiotherapy or surgery to bone",
            "SCC": "spinal cord compression",
            "FX": "pathological fracture",
            "SX": "surgery to bone",
            "RT": "radiotherapy to bone",
            "HCM": "malignant hypercalcaemia",
        },
    ),
    Vocabulary(
        "preanalytical_requirement",
        {
            "before_09": "drawn before 09:00",
            "fasting": "drawn fasting",
            "both": "drawn before 09:00 and fasting",
        },
    ),
    Vocabulary(
        "calcium_level",
        {
            "hypercalcaemia": "3.0 mmol/L or more, once or more often",
            "crisis": "above 3.5 mmol/L, once or more often",
        },
    ),
    Vocabulary(
        "hypercalcaemia_timing",
        {
            "before": "more than 30 days before the diagnosis of cancer",
            "revealing": "from 30 days before to 14 days after the diagnosis of cancer",
            "during": "later in the disease",
        },
    ),
    Vocabulary(
        "hcm_etiology",
        {
            "malignant_probable": "PTH within or below its range, or PTHrP above it",
            "pth_high": "PTH above its range: primary hyperparathyroidism probable",
            "unknown": "neither was measured near the episode",
        },
    ),
    Vocabulary(
        "alert_level",
        {
            "critical": "beyond a critical limit",
            "page": "to be telephoned: corrected calcium of 3.5 or more, ionised above 1.8",
        },
    ),
    Vocabulary("alert_side", {"high": "too high", "low": "too low"}),
    Vocabulary(
        "alert_basis",
        {
            "measured": "the result itself",
            "ionised": "ionised calcium",
            "corrected_seed": "total calcium corrected with slope 0.025",
            "corrected_payne": "total calcium corrected with slope 0.02",
            "total": "total calcium that could not be corrected",
        },
    ),
    Vocabulary(
        "agent_state",
        {
            "on_agent": "on days covered by a bone-targeted agent",
            "off_agent": "on days not covered by any",
        },
    ),
]
