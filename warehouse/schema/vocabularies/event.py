"""Skeletal events, endpoints and their incidence."""

from warehouse.schema.declare import Vocabulary

EVENT_VOCABULARIES = [
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
]
