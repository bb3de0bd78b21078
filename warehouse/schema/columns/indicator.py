"""Indicators of care."""

from warehouse.schema.columns.kinds import BOOLEAN, DATE, DATETIME, INTEGER, NUMBER, TEXT
from warehouse.schema.declare import Column

_INDICATOR = [
    Column("indicator_code", TEXT, "Quality indicator, for example Q5."),
    Column(
        "case_key", TEXT, "What the case is about: a patient, an event, a course, a source row."
    ),
    Column("case_on", DATE, "Day the case opened."),
    Column("due_on", DATE, "Day by which the act was due."),
    Column("happened_on", DATE, "Day the act was done."),
    Column(
        "waited_days",
        INTEGER,
        "Days from the case to the act; negative when it came before.",
        unit="d",
    ),
    Column(
        "is_in_numerator", BOOLEAN, "Counted in the numerator; null when the case cannot be judged."
    ),
    Column(
        "not_judged",
        TEXT,
        "Why the case is in neither numerator nor denominator.",
        vocabulary="not_judged",
    ),
    Column("indicator_period", TEXT, "Which cases are counted.", vocabulary="indicator_period"),
    Column("indicator_meaning", TEXT, "What the indicator says."),
    Column("numerator_meaning", TEXT, "What is counted."),
    Column("denominator_meaning", TEXT, "What it is counted out of."),
    Column("numerator", INTEGER, "Cases counted.", minimum=0),
    Column("case_count", INTEGER, "Cases that can be judged.", minimum=0),
    Column("not_judged_count", INTEGER, "Cases that cannot be judged.", minimum=0),
    Column("median_wait_days", NUMBER, "Median wait of the cases whose act was done.", unit="d"),
    Column("target", NUMBER, "Share that should be reached (or not passed).", minimum=0, maximum=1),
    Column("is_lower_better", BOOLEAN, "The target is not to be passed."),
    Column("is_computable", BOOLEAN, "Canonical tables hold what the indicator needs."),
    Column("not_computable_reason", TEXT, "Which input is missing."),
    Column("quarter_on", DATE, "First day of the calendar quarter."),
    Column(
        "is_provisional",
        BOOLEAN,
        "The quarter ended less than 30 days before the night, or a case of it is pending.",
    ),
    Column("indicator_source", TEXT, "Where the indicator comes from."),
]

_ANSWER = [
    Column(
        "worklist_answer",
        TEXT,
        "Why the indicator does not apply to the case.",
        vocabulary="worklist_answer",
    ),
    Column("answered_by", TEXT, "Key of the person who answered, never a name."),
    Column("answered_at", DATETIME, "When the case was answered."),
]

INDICATOR_COLUMNS = (*_INDICATOR, *_ANSWER)
