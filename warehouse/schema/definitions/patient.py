"""The patient: pain, revealing hypercalcaemia, renal function."""

from warehouse.schema.declare import Definition

PATIENT_DEFINITIONS = [
    Definition(
        "pain_nrs_minimum", 4, None, "Pain from this on counts as pain.", "domain.md §1, 1.18"
    ),
    Definition(
        "hypercalcaemia_reveals_before_days",
        30,
        "d",
        "A hypercalcaemia this long before the diagnosis of cancer reveals it.",
        "domain.md §1, 1.27",
    ),
    Definition(
        "hypercalcaemia_reveals_after_days",
        14,
        "d",
        "A hypercalcaemia this soon after the diagnosis of cancer reveals it.",
        "domain.md §1, 1.27",
    ),
    Definition(
        "gfr_ckdepi21_minimum_age_years",
        18,
        "a",
        "CKD-EPI 2021 is for adults.",
        "NKF calculator; domain.md §3.1",
    ),
    Definition(
        "cockcroft_gault_factor_men",
        1.23,
        None,
        "Factor of Cockcroft-Gault with creatinine in umol/L: 88.42 / 72.",
        "Cockcroft and Gault 1976; domain.md §3.1",
    ),
    Definition(
        "cockcroft_gault_factor_women",
        1.04,
        None,
        "Factor of Cockcroft-Gault in women: 0.85 of men's.",
        "Cockcroft and Gault 1976; domain.md §3.1",
    ),
    Definition(
        "weight_window_days",
        90,
        "d",
        "A weight measured this near a creatinine makes its clearance; else the weight on file.",
        "design choice",
    ),
    Definition(
        "severe_renal_impairment_ml_min",
        30,
        "mL/min",
        "Filtration or clearance under this is severe renal impairment.",
        "domain.md §3.6, §6",
    ),
]
