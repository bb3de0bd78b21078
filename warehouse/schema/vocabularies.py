"""Closed lists of codes: events, sites, histologies, genes, agents, statuses."""

from warehouse.schema.declare import BoneSite, Vocabulary


def _vertebrae() -> list[BoneSite]:
    levels = (
        [(f"C{i}", "cervical_spine", i == 7) for i in range(1, 8)]
        + [(f"T{i}", "thoracic_spine", True) for i in range(1, 13)]
        + [(f"L{i}", "lumbar_spine", True) for i in range(1, 6)]
        + [(f"S{i}", "sacrum", True) for i in range(1, 6)]
    )
    return [
        BoneSite(code, f"vertebra {code}", region, is_vertebra=True, is_weight_bearing=bearing)
        for code, region, bearing in levels
    ]


def _site(code: str, region: str, *, long: bool = False, bearing: bool = False) -> BoneSite:
    name = code.replace("_", " ")
    return BoneSite(code, name, region, is_long_bone=long, is_weight_bearing=bearing)


# Weight-bearing: vertebra C7 to sacrum, pelvis, femur, tibia (domain.md §5, default set).
BONE_SITES: dict[str, BoneSite] = {
    site.code: site
    for site in [
        *_vertebrae(),
        BoneSite(
            "spine", "spine, level unknown", "spine", is_vertebra=True, is_weight_bearing=True
        ),
        _site("skull", "skull"),
        _site("mandible", "skull"),
        _site("rib", "rib"),
        _site("sternum", "thorax"),
        _site("scapula", "upper_limb"),
        _site("clavicle", "upper_limb"),
        _site("humerus", "humerus", long=True),
        _site("radius_ulna", "forearm", long=True),
        _site("hand", "hand"),
        _site("pelvis", "pelvis", bearing=True),
        _site("ilium", "pelvis", bearing=True),
        _site("acetabulum", "pelvis", bearing=True),
        _site("ischium", "pelvis", bearing=True),
        _site("pubis", "pelvis", bearing=True),
        _site("sacrum", "sacrum", bearing=True),
        _site("femur", "femur", long=True, bearing=True),
        _site("femur_head", "femur", long=True, bearing=True),
        _site("femur_neck", "femur", long=True, bearing=True),
        _site("femur_peritrochanteric", "femur", long=True, bearing=True),
        _site("femur_subtrochanteric", "femur", long=True, bearing=True),
        _site("femur_diaphysis", "femur", long=True, bearing=True),
        _site("femur_distal", "femur", long=True, bearing=True),
        _site("tibia", "tibia", long=True, bearing=True),
        _site("fibula", "fibula", long=True),
        _site("foot", "foot"),
        _site("other_bone", "other_bone"),
    ]
}

# The founding text's own narrower set: femur and vertebra.
SEED_WEIGHT_BEARING: frozenset[str] = frozenset(
    code for code, site in BONE_SITES.items() if site.is_vertebra or site.region == "femur"
)

# ICD-O-3 morphology to the five histologies of the published series (domain.md §7.2, §9).
HISTOLOGY_OF_MORPHOLOGY: dict[str, str] = {
    "8140/3": "adenocarcinoma",
    "8070/3": "squamous",
    "8041/3": "small_cell",
    "8012/3": "large_cell",
    "8013/3": "large_cell",
    "8046/3": "not_specified",
    "8010/3": "not_specified",
    "8560/3": "not_specified",
}

_VOCABULARIES = [
    Vocabulary("sex", {"M": "male", "F": "female", "U": "unknown"}),
    Vocabulary("vital_status", {"alive": "alive", "dead": "dead", "unknown": "unknown"}),
    Vocabulary(
        "smoking",
        {"never": "never", "former": "former", "current": "current", "unknown": "unknown"},
    ),
    Vocabulary(
        "date_precision",
        {
            "day": "the day is known",
            "month": "only the month is known; the 15th is written",
            "year": "only the year is known; 1 July is written",
        },
    ),
    Vocabulary(
        "diagnosis_kind",
        {
            "primary": "primary lung cancer",
            "bone_metastasis": "metastasis in bone",
            "other_metastasis": "metastasis elsewhere",
            "recurrence": "recurrence",
            "other_disease": "another disease, as a stay codes it",
        },
    ),
    Vocabulary(
        "diagnosis_basis",
        {
            "histology": "tissue",
            "cytology": "cells",
            "imaging": "imaging report",
            "clinical": "clinical",
            "coded": "coded stay (CIM-10)",
        },
    ),
    Vocabulary(
        "histology",
        {
            "adenocarcinoma": "adenocarcinoma",
            "squamous": "squamous-cell carcinoma",
            "small_cell": "small-cell carcinoma",
            "large_cell": "large-cell carcinoma",
            "not_specified": "carcinoma, not otherwise specified",
        },
    ),
    Vocabulary(
        "gene",
        {
            "EGFR": "epidermal growth factor receptor",
            "KRAS": "KRAS",
            "ALK": "anaplastic lymphoma kinase",
            "ROS1": "ROS1",
            "BRAF": "BRAF",
            "MET": "MET",
            "RET": "RET",
            "HER2": "HER2",
        },
    ),
    Vocabulary(
        "test_result",
        {
            "positive": "altered",
            "negative": "not altered",
            "failed": "test failed",
            "not_done": "not tested",
        },
    ),
    Vocabulary(
        "value_operator", {"=": "as written", "<": "below the limit", ">": "above the limit"}
    ),
    Vocabulary(
        "result_status",
        {"final": "final", "corrected": "corrected", "cancelled": "cancelled: not a value"},
    ),
    Vocabulary(
        "modality",
        {
            "CT": "computed tomography",
            "MR": "magnetic resonance",
            "PT": "positron emission tomography",
            "NM": "bone scan",
            "DX": "digital radiograph",
            "CR": "computed radiograph",
            "US": "ultrasound",
            "XA": "angiography",
            "BMD": "densitometry",
        },
    ),
    Vocabulary("conclusion", {"yes": "yes", "no": "no", "equivocal": "equivocal"}),
    Vocabulary("laterality", {"L": "left", "R": "right", "M": "midline", "U": "unknown"}),
    Vocabulary(
        "lesion_type",
        {"lytic": "lytic", "sclerotic": "sclerotic", "mixed": "mixed", "unknown": "unknown"},
    ),
    Vocabulary(
        "lesion_pain",
        {"none": "none", "mild": "mild", "moderate": "moderate", "functional": "on use"},
    ),
    Vocabulary(
        "lesion_status",
        {
            "new": "new",
            "stable": "stable",
            "progressive": "progressive",
            "responding": "responding",
            "resolved": "resolved",
        },
    ),
    Vocabulary(
        "radiotherapy_intent",
        {
            "analgesic": "against pain",
            "palliative": "palliative",
            "decompressive": "decompression of the cord",
            "postoperative": "after surgery to bone",
            "fracture_prevention": "to prevent a fracture",
            "ablative": "ablative, oligometastatic",
            "curative": "curative",
            "prophylactic_cranial": "prophylactic cranial",
            "radiopharmaceutical": "radiopharmaceutical",
            "unknown": "unknown",
        },
    ),
    Vocabulary(
        "surgery_intent",
        {
            "preventive": "preventive of a fracture",
            "fracture": "fixation of a fracture",
            "decompression": "decompression of the cord",
            "percutaneous": "cementoplasty, vertebroplasty, kyphoplasty",
            "biopsy": "biopsy",
            "hardware_removal": "removal of hardware",
            "other": "other",
        },
    ),
    Vocabulary(
        "fracture_mechanism",
        {
            "pathological": "through a metastatic bone",
            "traumatic": "high-energy trauma",
            "osteoporotic": "osteoporotic or fatigue",
            "unknown": "unknown",
        },
    ),
    Vocabulary(
        "confirmed_by",
        {
            "MR": "magnetic resonance",
            "CT": "computed tomography",
            "DX": "radiograph",
            "clinical": "clinical signs",
            "surgery": "seen at surgery",
            "unknown": "unknown",
        },
    ),
    Vocabulary(
        "frankel",
        {
            "A": "complete",
            "B": "sensation only",
            "C": "motor useless",
            "D": "motor useful",
            "E": "no deficit",
        },
    ),
    Vocabulary(
        "systemic_class",
        {
            "chemotherapy": "chemotherapy",
            "egfr_tki": "EGFR inhibitor",
            "alk_tki": "ALK inhibitor",
            "kras_inhibitor": "KRAS inhibitor",
            "immunotherapy": "immune checkpoint inhibitor",
            "chemo_immunotherapy": "chemotherapy with immunotherapy",
            "other": "other",
        },
    ),
    Vocabulary(
        "visit_kind",
        {
            "consultation": "consultation",
            "mdt_bone": "multidisciplinary meeting (RCP) on bone",
            "dental": "dental check",
            "phone": "telephone",
            "news": "news of vital status",
        },
    ),
    Vocabulary(
        "atc_bone_agent",
        {
            "M05BA08": "zoledronic acid",
            "M05BA03": "pamidronate",
            "M05BA06": "ibandronate",
            "M05BA02": "clodronate",
            "M05BX04": "denosumab",
        },
    ),
    Vocabulary(
        "event_kind",
        {
            "SCC": "spinal cord compression",
            "FX": "pathological fracture",
            "SX": "surgery to bone",
            "RT": "radiotherapy to bone",
            "HCM": "malignant hypercalcaemia",
        },
    ),
    Vocabulary(
        "endpoint",
        {
            "SRE4": "skeletal-related events without hypercalcaemia",
            "SRE5": "skeletal-related events with hypercalcaemia",
            "SSE": "symptomatic skeletal events; a fracture of unknown symptom does not count: "
            "the fewest there can be",
            "SSE_upper": "symptomatic skeletal events; a fracture of unknown symptom counts: the "
            "most there can be",
        },
    ),
    Vocabulary(
        "pairing",
        {
            "same_sample": "albumin of the same sample",
            "same_time": "albumin drawn at the same time",
            "within_24_hours": "nearest albumin within 24 hours",
            "within_7_days": "nearest albumin within 7 days: stale, no crisis alert",
            "not_computable": "no albumin: calcium is not corrected",
        },
    ),
    Vocabulary(
        "calcium_basis",
        {
            "ionised": "ionised calcium within 24 hours",
            "corrected_seed": "total calcium corrected with slope 0.025",
            "corrected_payne": "total calcium corrected with slope 0.02",
        },
    ),
    Vocabulary(
        "index_basis",
        {
            "histology": "histology of bone",
            "imaging": "imaging concluding to bone metastasis",
            "mdt": "multidisciplinary meeting on bone",
            "clinical": "clinical diagnosis",
            "coded": "coded stay C79.5",
            "revealing_event": "a fracture or cord compression that revealed the disease",
        },
    ),
    Vocabulary("exit_status", {"dead": "died", "censored": "alive when last known"}),
    Vocabulary(
        "certainty",
        {
            "confirmed": "imaging, laboratory or operation report, or accepted by a clinician",
            "probable": "clinical or coded, or PTH not measured",
            "uncertain": "to be reviewed",
        },
    ),
    Vocabulary(
        "event_exclusion",
        {
            "traumatic": "traumatic fracture",
            "benign": "osteoporotic or fatigue fracture",
            "mechanism_unknown": "mechanism of the fracture not known: to be reviewed",
            "no_lesion": "imaging of those weeks shows bone lesions, none in that bone: to be "
            "reviewed",
            "not_confirmed": "cord compression without imaging or clinical confirmation",
            "biopsy": "biopsy alone",
            "hardware_removal": "removal of hardware",
            "surgery_other": "surgery that neither prevents nor mends a fracture nor decompresses",
            "percutaneous": "cementoplasty, when it is not counted as surgery to bone",
            "intent_unknown": "intent not known: to be reviewed",
            "rt_non_bone": "irradiation of something else than bone",
            "rt_target_unknown": "irradiated volume not known: to be reviewed",
            "rt_curative": "curative irradiation",
            "rt_ablative": "ablative irradiation of oligometastatic bone",
            "rt_radiopharmaceutical": "radiopharmaceutical, when it is not counted",
            "rt_intent_not_counted": "irradiation of bone for a purpose that is not counted",
            "rt_not_delivered": "no fraction was delivered",
            "pth_high": "hypercalcaemia with PTH above its range: probably of the parathyroid",
            "X01": "patient without documented bone metastasis of lung cancer",
            "X02": "after death",
            "after_exit": "after the end of observation",
            "before_index": "too long before bone metastasis was documented",
            "rejected_by_review": "rejected by a clinician",
            "merged_by_review": "one with another event, says a clinician",
        },
    ),
    Vocabulary(
        "incidence_cause",
        {
            "sre": "first skeletal event",
            "bone_metastasis": "bone metastasis",
            "death": "death before any",
        },
    ),
    Vocabulary(
        "rule_severity",
        {
            "block": "row rejected",
            "error": "kept; what it says cannot be right",
            "warning": "kept, shown",
            "info": "for information",
        },
    ),
    Vocabulary("file_status", {"merged": "read into the warehouse", "refused": "refused whole"}),
    Vocabulary(
        "verdict_severity", {"critical": "refuses publication", "warning": "published, shown"}
    ),
    Vocabulary(
        "change_measure",
        {
            "counted_event": "skeletal events counted",
            "cohort_patient": "patients in the cohort",
            "hypercalcaemia_episode": "hypercalcaemia episodes",
            "incidence": "incidence of a first event",
        },
    ),
    # In the order in which an incidence is estimated again.
    Vocabulary(
        "change_cause",
        {
            "new_row": "new rows",
            "late_row": "late rows, about days taken as complete before",
            "corrected": "a corrected row",
            "withdrawn": "a withdrawn row",
            "review_accepted": "accepted by a clinician",
            "review_rejected": "rejected by a clinician",
            "review_merged": "merged by a clinician",
            "review_taken_back": "a verdict taken back, or no longer applied",
            "patient_entered": "the patient entered the cohort",
            "patient_left": "the patient left the cohort",
            "out_of_lag": "the last days became complete",
            "observation_changed": "the observation of the patient changed",
            "neighbour_event": "another event within the counting window came or went",
            "other_row": "another row of the patient changed",
            "calculation_changed": "the definitions or the calculation changed",
        },
    ),
    Vocabulary(
        "change_state",
        {
            "absent": "not there",
            "not_counted": "there, not counted",
            "counted": "counted",
            "present": "there",
            "followed": "followed without event",
            "had_event": "first event",
            "died": "died without event",
        },
    ),
    Vocabulary(
        "row_change",
        {
            "added": "new",
            "corrected": "another version in force",
            "withdrawn": "no longer in force",
            "unchanged": "unchanged",
        },
    ),
    Vocabulary("run_outcome", {"published": "published", "refused": "last version stays"}),
    Vocabulary(
        "aside_reason",
        {
            "superseded": "a later version exists",
            "withdrawn": "cancelled, or missing from a later full delivery",
            "orphan": "its patient is not known",
            "opposed": "the patient opposes: only the pseudonym is kept, to go on refusing",
        },
    ),
    Vocabulary("bone_site", {code: site.name for code, site in BONE_SITES.items()}),
    Vocabulary(
        "gap_kind",
        {
            "no_calcium": "no calcium in 90 days, and not known to be dead",
            "old_vital_status": "no news for more than a year, and not known to be dead",
            "no_molecular_group": "adenocarcinoma without EGFR, ALK and KRAS all tested",
            "no_histology": "histology not specified",
            "no_stage": "stage at diagnosis not known",
        },
    ),
    Vocabulary(
        "molecular_group",
        {
            "EGFR": "EGFR, deletion of exon 19 or L858R",
            "EGFR_other": "EGFR altered otherwise, or the alteration is not stated",
            "ALK": "ALK rearranged",
            "KRAS": "KRAS mutated",
            "triple_negative": "EGFR, KRAS and ALK all tested and not altered",
            "incomplete_testing": "nothing found, and one of the three has no result",
        },
    ),
    Vocabulary(
        "egfr_variant",
        {"exon19del": "deletion of exon 19", "L858R": "L858R", "other": "another alteration"},
    ),
    Vocabulary(
        "kras_variant",
        {
            "G12A": "G12A",
            "G12C": "G12C",
            "G12D": "G12D",
            "G12V": "G12V",
            "other": "another mutation",
        },
    ),
    Vocabulary("stage_group", {"I": "I", "II": "II", "III": "III", "IV": "IV: metastatic"}),
    Vocabulary(
        "metastatic_class",
        {
            "bone_only": "bone, no viscera, no distant node",
            "bone_node": "bone and distant nodes, no viscera",
            "bone_visceral": "bone and viscera",
            "visceral_only": "viscera without bone",
            "node_only": "distant nodes without viscera or bone",
        },
    ),
    Vocabulary(
        "mirels_class",
        {
            "observe": "7 or less: observe, or irradiate",
            "judgement": "8: clinical judgement",
            "fixation": "9 or more: prophylactic fixation",
        },
    ),
    Vocabulary(
        "sins_class",
        {
            "stable": "0 to 6: stable",
            "potentially_unstable": "7 to 12: potentially unstable",
            "unstable": "13 to 18: unstable",
        },
    ),
    Vocabulary(
        "assessment_basis",
        {
            "cord_compression": "a cord compression that day",
            "first_vertebral_lesion": "the first examination that shows a vertebral lesion",
        },
    ),
    Vocabulary(
        "tokuhashi_class",
        {
            "under_6_months": "0 to 8: less than 6 months",
            "6_months_or_more": "9 to 11: 6 months or more",
            "12_months_or_more": "12 to 15: 12 months or more",
        },
    ),
    Vocabulary(
        "tomita_class",
        {
            "wide_or_marginal": "2 to 3: wide or marginal excision",
            "marginal_or_intralesional": "4 to 5: marginal or intralesional excision",
            "palliative": "6 to 7: palliative surgery",
            "supportive": "8 to 10: supportive care",
        },
    ),
    Vocabulary(
        "body_composition_method",
        {"L3_CT": "muscle area on a CT slice at L3", "DXA": "dual-energy X-ray absorptiometry"},
    ),
    Vocabulary(
        "cutoff_set",
        {
            "prado08": "L3: men under 52.4, women under 38.5",
            "kim21_55_39": "L3: men under 55, women under 39",
            "derstine18": "L3: men under 45.4, women under 34.4",
            "martin13": "L3: men under 43 (BMI under 25) or 53, women under 41; not verified",
            "dxa_no_cutoff": "DXA: no cut-off is declared, the index alone is shown",
        },
    ),
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
            "exact": "conditional exact limits: an expected count is under 5",
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
            "sarcopenia_prado08": "low muscle on CT at baseline, cut-offs prado08",
            "sarcopenia_kim21_55_39": "low muscle on CT at baseline, cut-offs kim21_55_39",
            "sarcopenia_derstine18": "low muscle on CT at baseline, cut-offs derstine18",
            "sarcopenia_martin13": "low muscle on CT at baseline, cut-offs martin13 (not verified)",
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
    Vocabulary("benchmark_limits", {"ci95": "95 % confidence limits", "range": "range of values"}),
    Vocabulary(
        "benchmark_unit",
        {
            "proportion": "part of the denominator",
            "odds_ratio": "odds ratio",
            "hazard_ratio": "hazard ratio",
            "rate_ratio": "ratio of rates",
            "months": "months",
            "days": "days",
            "patients": "patients",
            "patients_a_year": "patients a year",
            "euros": "euros",
            "events_a_patient": "events a patient",
        },
    ),
    Vocabulary(
        "evidence_level",
        {
            "founding_text": "stated by the founding text",
            "verified": "read at its source",
            "calculated": "calculated from published figures",
        },
    ),
    Vocabulary(
        "weight_basis",
        {"visit": "weighed at a visit near the sample", "file": "weight on the patient's file"},
    ),
    Vocabulary(
        "preanalytical_status",
        {
            "ok": "nothing against it",
            "caution": "something may have moved it: used by trends, not by strata",
            "invalid": "not a value of the marker: used by neither",
        },
    ),
    Vocabulary(
        "preanalytical_reason",
        {
            "excluded": "kept out of every count by a data-quality rule, or replaced by a corrected result",
            "cancelled": "cancelled by the laboratory",
            "no_value": "words, not a number",
            "drawn_late": "CTX drawn at or after 09:00",
            "not_fasting": "CTX not fasting",
            "time_unknown": "CTX at an unknown time of day",
            "fasting_unknown": "CTX, fasting not known",
            "low_gfr": "filtration under 30 mL/min/1.73 m2: the marker is retained",
            "recent_fracture": "fracture in the six months before: formation markers are up",
            "glucocorticoid": "under a glucocorticoid",
        },
    ),
    Vocabulary(
        "trend_class",
        {
            "rise": "rise beyond the reference change value",
            "fall": "fall beyond the reference change value",
            "stable": "change within the reference change value",
        },
    ),
    Vocabulary(
        "normalisation",
        {
            "normal_baseline": "baseline within the limit",
            "elevated": "elevated at baseline and now",
            "to_be_confirmed": "elevated at baseline, normal now, not confirmed yet",
            "normalised": "elevated at baseline, normal now and confirmed",
        },
    ),
    Vocabulary(
        "marker_stratum",
        {
            "low": "NTX under 50; BALP activity under 146",
            "moderate": "NTX from 50 to under 100",
            "high": "NTX of 100 or more; BALP activity of 146 or more",
        },
    ),
    Vocabulary("marker_class", {"N": "normal", "E": "elevated"}),
    Vocabulary(
        "landmark_class",
        {
            "N_N": "normal, still normal at month 3",
            "N_E": "normal, elevated at month 3",
            "E_N": "elevated, normalised at month 3",
            "E_E": "elevated, still elevated at month 3",
        },
    ),
    Vocabulary(
        "landmark_treatment",
        {
            "bone_agent": "month 3 and landmark after the first dose of a bone-targeted agent",
            "no_agent": "no dose by the landmark: month 3 and landmark after index",
        },
    ),
    Vocabulary(
        "exposure_end",
        {
            "switched": "another agent took over",
            "interrupted": "a dose was missed or held, and treatment went on",
            "stopped": "no dose for more than two intervals",
            "dead": "death under treatment",
            "observed": "still under treatment when observation ended",
        },
    ),
    Vocabulary(
        "clearance_basis",
        {
            "computed": "Cockcroft-Gault from a creatinine of the 7 days before",
            "noted": "written with the administration",
        },
    ),
    Vocabulary(
        "dose_verdict",
        {
            "matches": "dose of the label for this clearance",
            "too_high": "above it",
            "too_low": "below it",
            "not_recommended": "the label advises against this agent at this clearance",
            "clearance_unknown": "creatinine clearance not known",
            "dose_unknown": "dose not written",
            "no_band": "the label gives no dose for this form or clearance",
        },
    ),
    Vocabulary(
        "not_judged",
        {
            "before_entry": "due before the patient was under observation here",
            "pending": "not due yet, or due in the last days, which are not complete",
            "died": "died before it was due",
            "lost": "last known alive before it was due",
            "not_applicable": "does not apply to this case, says the team",
        },
    ),
    Vocabulary(
        "indicator_period",
        {"all": "every case", "year": "cases of the 365 days before the night"},
    ),
    Vocabulary(
        "worklist_answer",
        {
            "contraindicated": "contraindicated for this patient",
            "patient_declined": "proposed, and the patient declined",
            "comfort_care": "care limited to comfort",
            "done_elsewhere": "done in another hospital, without a record here",
            "wrong_record": "the record that opened the case is wrong",
            "other": "another reason",
        },
    ),
    Vocabulary(
        "review_decision",
        {
            "accept": "accepted as a skeletal event",
            "reject": "rejected: no skeletal event",
            "merge": "merged into another event",
        },
    ),
    Vocabulary(
        "review_reason",
        {
            "report_confirms": "a report or an image confirms it",
            "clinically_certain": "certain from the history, without a report",
            "traumatic": "traumatic fracture",
            "benign_bone": "osteoporotic or fatigue fracture",
            "not_a_fracture": "no fracture: old, or an image misread",
            "not_a_compression": "no compression of the cord or cauda equina",
            "not_of_bone": "what was treated is not bone",
            "not_malignant": "bone or calcium, the cause is not the cancer",
            "other_purpose": "done for another purpose than a skeletal event",
            "not_done": "planned and never done",
            "wrong_patient": "the record of another patient",
            "wrong_date": "wrong date: recorded again at the right one, or to be corrected",
            "duplicate": "the same event recorded twice",
            "consequence_of_other": "part of the care of another event",
            "other": "another reason",
        },
    ),
    Vocabulary(
        "time_origin",
        {
            "bone_metastasis": "bone metastasis",
            "bone_agent": "first bone-targeted agent",
            "first_event": "first skeletal event",
        },
    ),
    Vocabulary(
        "curve_measure",
        {
            "incidence": "had an event, death competing",
            "death": "died before any event",
            "mean_count": "mean events a patient",
            "wrong_naive": "1 - Kaplan-Meier: WRONG, the dead are taken for still at risk",
        },
    ),
    Vocabulary(
        "attrition_step",
        {
            "known": "patients known to the hospital's extracts",
            "lung_cancer": "with a primary lung cancer",
            "bone_metastasis": "with bone metastasis of it",
            "observed": "under observation for a day or more",
            "observed_since_agent": "under observation after a first bone-targeted agent",
        },
    ),
    Vocabulary(
        "left_out_because",
        {
            "no_lung_cancer": "no primary lung cancer is documented",
            "no_bone_metastasis": "no bone metastasis is documented",
            "never_observed": "died or last seen before observation could start, or found in the "
            "last days, which are not complete",
            "no_agent_observed": "no bone-targeted agent, or not followed after its first dose",
        },
    ),
    Vocabulary(
        "site_content",
        {
            "SRE4": "skeletal events without hypercalcaemia",
            "SSE": "symptomatic skeletal events, unknown symptoms taken as none",
            "SSE_upper": "symptomatic skeletal events, unknown symptoms taken as felt",
            "lesion": "bones with metastasis",
        },
    ),
    Vocabulary(
        "bone_region",
        {
            "skull": "skull and mandible",
            "cervical_spine": "cervical spine",
            "thoracic_spine": "thoracic spine",
            "lumbar_spine": "lumbar spine",
            "spine": "spine, level unknown",
            "sacrum": "sacrum",
            "rib": "ribs",
            "thorax": "sternum",
            "upper_limb": "scapula and clavicle",
            "humerus": "humerus",
            "forearm": "forearm",
            "hand": "hand",
            "pelvis": "pelvis",
            "femur": "femur",
            "tibia": "tibia",
            "fibula": "fibula",
            "foot": "foot",
            "other_bone": "another bone",
            "not_stated": "bone not stated",
        },
    ),
]

VOCABULARIES: dict[str, Vocabulary] = {item.name: item for item in _VOCABULARIES}
