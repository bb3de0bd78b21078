"""Bone agents: intervals, doses, and what follows a dose."""

from warehouse.schema.bone_agents import DOSE_BANDS
from warehouse.schema.declare import Definition

TREATMENT_DEFINITIONS = [
    Definition(
        "bone_agent_usual_interval_days",
        28,
        "d",
        "Interval between doses where none is planned.",
        "domain.md §6",
    ),
    Definition(
        "bone_agent_grace_days",
        14,
        "d",
        "A dose covers its interval and this long after.",
        "domain.md §6",
    ),
    Definition(
        "bone_agent_stop_intervals",
        2,
        None,
        "A longer gap, in intervals, is a stop.",
        "domain.md §6",
    ),
    Definition(
        "proportion_covered_minimum",
        0.8,
        None,
        "Proportion of days covered that is good adherence.",
        "domain.md §6, Q11",
    ),
    Definition(
        "bone_agent_dose_bands",
        tuple(band.text for band in DOSE_BANDS),
        "mg",
        "Dose of each agent for each creatinine clearance (mL/min).",
        "labels of the products; domain.md §6",
    ),
    Definition(
        "dose_tolerance_mg",
        0.05,
        "mg",
        "A dose this near the expected one matches it.",
        "design choice: a tenth of the smallest step of zoledronate, rounded",
    ),
    Definition(
        "creatinine_before_dose_days",
        7,
        "d",
        "A creatinine this long before a dose decides it.",
        "domain.md §6, Q10",
    ),
    Definition(
        "creatinine_rise_from_normal_mg_dl",
        0.5,
        "mg/dL",
        "Zoledronate is held when creatinine rose this much from a normal baseline.",
        "zoledronate US label, by a secondary source; domain.md §6",
    ),
    Definition(
        "creatinine_rise_from_abnormal_mg_dl",
        1.0,
        "mg/dL",
        "Zoledronate is held when creatinine rose this much from a baseline above its limit.",
        "zoledronate US label, by a secondary source; domain.md §6",
    ),
    Definition(
        "ibandronate_oral_mg",
        50,
        "mg",
        "Ibandronate from this dose is the daily tablet, which has no band.",
        "domain.md §6",
    ),
    Definition(
        "hypocalcaemia_gap_days",
        14,
        "d",
        "A longer gap starts a new hypocalcaemia episode.",
        "by analogy with hypercalcaemia, domain.md §2.2",
    ),
    Definition(
        "hypocalcaemia_after_dose_days",
        42,
        "d",
        "Hypocalcaemia this soon after a dose follows it: the days a monthly dose covers.",
        "domain.md §6, design choice",
    ),
]
