"""Hazard ratios, and what the markers say of events and death."""

from warehouse.schema.columns.kinds import INTEGER, NUMBER, TEXT
from warehouse.schema.declare import Column

_HAZARD = [
    Column(
        "death_comparison",
        TEXT,
        "Exposed against unexposed time, deaths counted.",
        vocabulary="death_comparison",
    ),
    Column(
        "event_comparison",
        TEXT,
        "Exposed against unexposed time, skeletal events counted.",
        vocabulary="event_comparison",
    ),
    Column(
        "exposed_patient_count",
        INTEGER,
        "Patients with any exposed time; one who changes is also among the unexposed.",
        minimum=0,
    ),
    Column(
        "exposed_outcome_count",
        INTEGER,
        "Deaths, or counted events, in exposed time.",
        minimum=0,
    ),
    Column("exposed_patient_years", NUMBER, "Exposed time.", unit="a", minimum=0),
    Column(
        "unexposed_patient_count",
        INTEGER,
        "Patients with any unexposed time.",
        minimum=0,
    ),
    Column(
        "unexposed_outcome_count",
        INTEGER,
        "Deaths, or counted events, in unexposed time.",
        minimum=0,
    ),
    Column("unexposed_patient_years", NUMBER, "Unexposed time.", unit="a", minimum=0),
    Column(
        "hazard_ratio",
        NUMBER,
        "Crude hazard in exposed over that in unexposed time, or for a step more of a value; null when withheld or not defined.",
        minimum=0,
    ),
    Column(
        "value_step",
        NUMBER,
        "Difference of the value that the hazard ratio is for, canonical unit of the analyte.",
    ),
    Column("hazard_ratio_lower", NUMBER, "Its lower 95 % limit.", minimum=0),
    Column("hazard_ratio_upper", NUMBER, "Its upper 95 % limit.", minimum=0),
]

_OUTCOME = [
    Column(
        "landmark_treatment",
        TEXT,
        "What month 3 and the landmark are counted from.",
        vocabulary="landmark_treatment",
    ),
    Column(
        "baseline_class_count",
        INTEGER,
        "Patients of the same class at baseline who have a value at month 3.",
        minimum=0,
    ),
    Column(
        "landmark_patient_count",
        INTEGER,
        "Of them, alive and followed at the landmark: survival is theirs.",
        minimum=0,
    ),
    Column("rate_ratio", NUMBER, "Rate of the row over that of its complement.", minimum=0),
    Column(
        "rate_ratio_lower",
        NUMBER,
        "Its lower 95 % limit, robust to patients who are on both sides.",
        minimum=0,
    ),
    Column(
        "rate_ratio_upper",
        NUMBER,
        "Its upper 95 % limit, robust to patients who are on both sides.",
        minimum=0,
    ),
]

HAZARD_COLUMNS = (*_HAZARD, *_OUTCOME)
