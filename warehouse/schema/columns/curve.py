"""Curves by day, how the cohort is come to, where events are, ours beside a published value."""

from warehouse.schema.columns.kinds import INTEGER, NUMBER, TEXT
from warehouse.schema.declare import Column

_CURVE = [
    Column("time_origin", TEXT, "What the days are counted from.", vocabulary="time_origin"),
    Column("curve_measure", TEXT, "What the curve says.", vocabulary="curve_measure"),
    Column("curve_day", NUMBER, "Days from the origin.", unit="d", minimum=0),
    Column("curve_estimate", NUMBER, "Share of the patients, or mean events a patient.", minimum=0),
    Column("curve_lower", NUMBER, "Its lower 95 % limit.", minimum=0),
    Column("curve_upper", NUMBER, "Its upper 95 % limit.", minimum=0),
    Column(
        "followed_count",
        INTEGER,
        "Patients alive and under observation on that day, whatever they had.",
        minimum=0,
    ),
    Column("day_from_stage_iv", NUMBER, "Days from the stage-IV date.", unit="d", minimum=0),
    Column("survival", NUMBER, "Share alive (Kaplan-Meier, late entry).", minimum=0, maximum=1),
]

_COHORT = [
    Column("step_number", INTEGER, "Place of the step.", minimum=1),
    Column("attrition_step", TEXT, "Who is left.", vocabulary="attrition_step"),
    Column(
        "patients_left_out_count",
        INTEGER,
        "Patients of the step before who are not in this one.",
        minimum=0,
    ),
    Column(
        "left_out_because",
        TEXT,
        "Why they are not; null at the first step.",
        vocabulary="left_out_because",
    ),
]

_SITE = [
    Column("site_content", TEXT, "What is counted in the bone.", vocabulary="site_content"),
    Column("bone_region", TEXT, "Part of the skeleton.", vocabulary="bone_region"),
    Column("item_count", INTEGER, "Events, or bones with metastasis.", minimum=0),
]

_BESIDE = [
    Column("our_table", TEXT, "Table our figure is read from, as schema.table."),
    Column("our_row", TEXT, "Which of its rows, as column = value."),
    Column("our_value", NUMBER, "Our figure, in the unit of the published one."),
    Column("our_lower", NUMBER, "Its lower 95 % limit."),
    Column("our_upper", NUMBER, "Its upper 95 % limit."),
    Column("our_numerator", INTEGER, "Patients or events counted.", minimum=0),
    Column("our_denominator", INTEGER, "Patients out of.", minimum=0),
    Column("our_caveat", TEXT, "How the two may differ although nothing does."),
]

CURVE_COLUMNS = (*_CURVE, *_COHORT, *_SITE, *_BESIDE)
