"""The patient, the tumour and its tests."""

from warehouse.schema.declare import Vocabulary

PATIENT_VOCABULARIES = [
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
]
