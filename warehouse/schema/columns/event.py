"""Observation and skeletal events."""

from warehouse.schema.columns.kinds import (
    BOOLEAN,
    DATE,
    DATETIME,
    INTEGER,
    NUMBER,
    TEXT,
    TEXT_LIST,
)
from warehouse.schema.declare import Column

_COHORT = [
    Column("cancer_on", DATE, "Date of the primary lung cancer."),
    Column("histology", TEXT, "Histology of the primary.", vocabulary="histology"),
    Column("index_on", DATE, "First date bone metastasis is documented."),
    Column("index_basis", TEXT, "What that date rests on.", vocabulary="index_basis"),
    Column("entry_on", DATE, "Start of observation: the latest of index and first contact here."),
    Column(
        "exit_on", DATE, "End of observation: death, last contact or the data lag, whichever first."
    ),
    Column("exit_status", TEXT, "How observation ended.", vocabulary="exit_status"),
    Column(
        "age_at_index_years",
        INTEGER,
        "Age at index, from the month of birth.",
        unit="a",
        minimum=0,
        maximum=120,
    ),
    Column("first_bone_agent_on", DATE, "First bone-targeted agent for bone metastasis."),
    Column("has_prior_event", BOOLEAN, "A skeletal event at or before index."),
    Column("endpoint", TEXT, "Endpoint.", vocabulary="endpoint"),
    Column(
        "entry_day", INTEGER, "Day after index on which observation starts.", unit="d", minimum=0
    ),
    Column(
        "exit_day",
        NUMBER,
        "Day after index of event, death or end of observation.",
        unit="d",
        minimum=0,
    ),
    Column(
        "status",
        INTEGER,
        "0 censored, 1 skeletal event, 2 death without one.",
        minimum=0,
        maximum=2,
    ),
]

_EVENT = [
    Column("event_id", TEXT, "Stable key made from the evidence of the event."),
    Column("event_kind", TEXT, "Kind of skeletal event.", vocabulary="event_kind"),
    Column(
        "earliest_on",
        DATE,
        "First day it can have happened, when only its month or year is known.",
    ),
    Column("is_of_spine", BOOLEAN, "Of the spine, sacrum included; null when the bone is unknown."),
    Column("event_day", INTEGER, "Days from index; negative before it.", unit="d"),
    Column("certainty", TEXT, "How certain the event is.", vocabulary="certainty"),
    Column("is_prevalent", BOOLEAN, "At or before index: counted at diagnosis, not in incidence."),
    Column(
        "is_before_entry", BOOLEAN, "After index, before observation starts: history, not an event."
    ),
    Column("is_in_sre4", BOOLEAN, "Belongs to SRE4 (without hypercalcaemia)."),
    Column("is_in_sre5", BOOLEAN, "Belongs to SRE5 (with hypercalcaemia)."),
    Column("is_in_sse", BOOLEAN, "Belongs to SSE; null when it is not known to be symptomatic."),
    Column(
        "is_in_sse_upper",
        BOOLEAN,
        "Belongs to SSE, a fracture of unknown symptom taken as symptomatic.",
    ),
    Column("is_counted_sre4", BOOLEAN, "Counted for SRE4 under the same-day and 21-day rules."),
    Column("is_counted_sre5", BOOLEAN, "Counted for SRE5 under the same-day and 21-day rules."),
    Column("is_counted_sse", BOOLEAN, "Counted for SSE under the same-day and 21-day rules."),
    Column(
        "is_counted_sse_upper",
        BOOLEAN,
        "Counted for SSE_upper under the same-day and 21-day rules.",
    ),
    Column(
        "same_day_kinds", TEXT_LIST, "Kinds of every event of that patient and day, by priority."
    ),
    Column("linked_event_id", TEXT, "Event this one is a consequence of."),
    Column("course_id", TEXT, "Stable key made from the rows of the radiotherapy course."),
]

_REVIEW = [
    Column(
        "review_decision",
        TEXT,
        "Verdict of a clinician on the event; of an event, the one in force.",
        vocabulary="review_decision",
    ),
    Column("merged_into_event_id", TEXT, "Event that this one is the same as."),
    Column("review_reason", TEXT, "Why the clinician decided so.", vocabulary="review_reason"),
    Column("reviewed_by", TEXT, "Key of the clinician, never a name."),
    Column("reviewed_at", DATETIME, "When the clinician decided."),
]

EVENT_COLUMNS = (
    *_COHORT,
    *_EVENT,
    *_REVIEW,
)
