"""How often something is found, and in what it is counted."""

from warehouse.schema.columns.kinds import INTEGER, TEXT
from warehouse.schema.declare import Column

FREQUENCY_COLUMNS = (
    Column(
        "grace_days",
        INTEGER,
        "Events until this many days after index are in.",
        unit="d",
        minimum=0,
    ),
    Column("event_class", TEXT, "Which events.", vocabulary="event_class"),
    Column(
        "preanalytical_requirement",
        TEXT,
        "What the sample must be.",
        vocabulary="preanalytical_requirement",
    ),
    Column("compliant_count", INTEGER, "Results known to be drawn so.", minimum=0),
    Column("unknown_result_count", INTEGER, "Results of which it is not known.", minimum=0),
    Column("calcium_level", TEXT, "Which level was reached.", vocabulary="calcium_level"),
)
