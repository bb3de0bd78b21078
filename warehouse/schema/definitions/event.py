"""Skeletal events: what is one event, which kinds count, from when."""

from warehouse.schema.declare import Definition

EVENT_DEFINITIONS = [
    Definition(
        "hcm_gap_days",
        14,
        "d",
        "A longer gap starts a new hypercalcaemia episode.",
        "domain.md §2.2",
    ),
    Definition(
        "pth_before_days",
        3,
        "d",
        "PTH and PTHrP drawn this long before the first high sample speak for the episode; earlier, "
        "calcium was not known to be high, and PTH may be high for another reason.",
        "design choice",
    ),
    Definition(
        "pth_after_days",
        14,
        "d",
        "PTH and PTHrP drawn this long after the last high sample speak for the episode, until "
        "calcium is back: high samples as far apart would be one episode.",
        "design choice, by hcm_gap_days",
    ),
    Definition(
        "count_pth_high",
        0,
        None,
        "1 to count hypercalcaemia with PTH above its range as malignant.",
        "domain.md §1.A: exclude or label",
    ),
    Definition(
        "page_calcium_mmol_l",
        3.5,
        "mmol/L",
        "Corrected calcium from here on an albumin of the day is to be telephoned.",
        "domain.md §8, page",
    ),
    Definition(
        "alert_analytes",
        ("CA_TOTAL", "CA_ION", "ALB", "VITD25", "CREAT", "LDH", "HB"),
        None,
        "Analytes whose critical limits raise an alert. NTX over creatinine is not among them: its "
        "limit is a stratum of risk, not an emergency.",
        "domain.md §8, critical; §3.4",
    ),
    Definition(
        "hypercalcaemia_code",
        "E83.50",
        None,
        "CIM-10 code of hypercalcaemia above hypercalcaemia_coded_mmol_l.",
        "French CIM-10; domain.md §7.2",
    ),
    Definition(
        "hypercalcaemia_coded_mmol_l",
        3.0,
        "mmol/L",
        "Calcium that E83.50 stands for, strictly above.",
        "French CIM-10; domain.md §1.A",
    ),
    Definition(
        "hypercalcaemia_coded_days",
        30,
        "d",
        "A code this near an episode is its code: a coded stay dates the stay.",
        "design choice",
    ),
    Definition(
        "laboratory_correction_mmol_l",
        0.05,
        "mmol/L",
        "Calcium corrected by the laboratory and by a formula further apart than this disagree.",
        "domain.md §8, L15",
    ),
    Definition(
        "rt_gap_days", 14, "d", "A longer gap starts a new radiotherapy course.", "domain.md §2.2"
    ),
    Definition(
        "counting_window_days",
        21,
        "d",
        "An event counts if it is this long after the last counted one.",
        "denosumab label table; domain.md §2.2",
    ),
    Definition(
        "linkage_days",
        21,
        "d",
        "Treatment this soon after its cause is linked to it.",
        "domain.md §2.2",
    ),
    Definition(
        "no_lesion_days",
        60,
        "d",
        "A fracture without lesion of its bone this near goes to review.",
        "domain.md §2.2",
    ),
    Definition(
        "prevalent_grace_days",
        0,
        "d",
        "Events this soon after index are prevalent.",
        "domain.md §2.3",
    ),
    Definition(
        "revealing_days",
        30,
        "d",
        "A pathological fracture or cord compression this long before bone metastasis is "
        "documented reveals it.",
        "domain.md §8",
    ),
    Definition(
        "denosumab_oncology_minimum_mg",
        100,
        "mg",
        "Denosumab under this dose is the osteoporosis product.",
        "domain.md §6",
    ),
    Definition(
        "zoledronate_osteoporosis_mg",
        5,
        "mg",
        "Zoledronate of this dose is the osteoporosis product.",
        "domain.md §6",
    ),
    Definition(
        "morbidity_period_days",
        84,
        "d",
        "A period of 12 weeks, in which an event was had or not.",
        "ibandronate trials; domain.md §2.4",
    ),
    Definition(
        "prevalent_grace_sensitivity_days",
        ("0", "14", "30"),
        "d",
        "Events at diagnosis are counted with those this soon after index, once for each.",
        "domain.md §2.3",
    ),
    Definition(
        "clinical_event_kinds",
        ("SCC", "FX", "HCM"),
        None,
        "Events that happen to the patient.",
        "GFPC 0601; domain.md §1",
    ),
    Definition(
        "therapeutic_event_kinds",
        ("SX", "RT"),
        None,
        "Events that are a treatment.",
        "GFPC 0601; domain.md §1",
    ),
    Definition(
        "lost_to_follow_up_days",
        183,
        "d",
        "Not heard of for longer than this before the night, and not known dead: lost.",
        "six months; domain.md §2.3",
    ),
    Definition(
        "muscle_window_days",
        60,
        "d",
        "Muscle is measured at baseline this near index, before or after.",
        "design choice: the wait for a staging scan",
    ),
    Definition("data_lag_days", 30, "d", "The last days are not yet complete.", "domain.md §2.2"),
    Definition(
        "study_start_on", "1900-01-01", None, "Observation cannot start before.", "domain.md §2.3"
    ),
    Definition(
        "count_ablative",
        0,
        None,
        "1 to count ablative radiotherapy without pain.",
        "domain.md §2.2",
    ),
    Definition(
        "count_percutaneous",
        1,
        None,
        "1 to count cementoplasty as surgery to bone.",
        "domain.md §2.2, real-world view",
    ),
    Definition(
        "count_radiopharmaceutical", 0, None, "1 to count radiopharmaceuticals.", "domain.md §2.2"
    ),
    Definition(
        "radiotherapy_intents_counted",
        ("analgesic", "palliative", "decompressive", "postoperative", "fracture_prevention"),
        None,
        "Intents of radiotherapy that make an event.",
        "domain.md §2.1",
    ),
    Definition(
        "event_priority",
        ("SCC", "FX", "SX", "RT", "HCM"),
        None,
        "Kind that names a day with several.",
        "domain.md §2.2",
    ),
    Definition(
        "reasons_lifted_by_acceptance",
        (
            "traumatic",
            "benign",
            "mechanism_unknown",
            "no_lesion",
            "not_confirmed",
            "intent_unknown",
            "rt_target_unknown",
            "pth_high",
        ),
        None,
        "Reasons that a clinician who accepts an event sets aside: why a bone broke, whether its "
        "lesion or a compression is real, what an irradiation or operation of unstated purpose was "
        "for, whether a hypercalcaemia is of the cancer. A reader of the record knows these better than a code. Not what a treating service "
        "states of its own act, to be corrected there; not what counts by definition, nor when.",
        "domain.md §2.2 C, review; design choice",
    ),
    Definition("sre4_kinds", ("SCC", "FX", "SX", "RT"), None, "Kinds of SRE4.", "Rosen 2003"),
    Definition(
        "sre5_kinds", ("SCC", "FX", "SX", "RT", "HCM"), None, "Kinds of SRE5.", "founding text"
    ),
    Definition(
        "sse_kinds",
        ("SCC", "FX", "SX", "RT"),
        None,
        "Kinds of SSE; fractures only when symptomatic.",
        "domain.md §2.1",
    ),
]
