"""What accounts for the night."""

from warehouse.schema.columns.kinds import BOOLEAN, DATE, DATETIME, INTEGER, NUMBER, TEXT
from warehouse.schema.declare import Column

_OPERATIONS = [
    Column("file_name", TEXT, "Name of the file as delivered."),
    Column("sha256", TEXT, "sha256 of the delivered bytes."),
    Column("received_at", DATETIME, "When the file arrived (UTC)."),
    Column("extract_at", DATETIME, "Date of the extract, from its name when the mapping says so."),
    Column("byte_count", INTEGER, "Size of the file.", unit="By", minimum=0),
    Column("file_status", TEXT, "What became of the file.", vocabulary="file_status"),
    Column("refusal", TEXT, "Why the whole file was refused."),
    Column(
        "mapping_version",
        TEXT,
        "Fingerprint of the mapping that read the file, and the limits it was read within.",
    ),
    Column("rows_in", INTEGER, "Rows in the file.", minimum=0),
    Column("rows_accepted", INTEGER, "Rows in force, or cancelling one that was.", minimum=0),
    Column(
        "rows_rejected", INTEGER, "Rows rejected, each with a reason in ops.rejected.", minimum=0
    ),
    Column("rows_superseded", INTEGER, "Rows replaced by a later version.", minimum=0),
    Column("rows_duplicate", INTEGER, "Rows that repeat what was already known.", minimum=0),
    Column("reason", TEXT, "Rule that rejected the row."),
    Column("column_name", TEXT, "Column the rule is about."),
    Column("rule_code", TEXT, "Data-quality rule (domain.md §8)."),
    Column("severity", TEXT, "What breaking the rule does.", vocabulary="rule_severity"),
    Column("table_name", TEXT, "Table concerned, as schema.table."),
    Column("gap_kind", TEXT, "What is not known of the patient.", vocabulary="gap_kind"),
    Column("last_known_on", DATE, "Last day it was known; null when it never was."),
    Column("night_on", DATE, "Date of the night."),
    Column("is_missing", BOOLEAN, "A feed declared nightly delivered nothing that night."),
    Column("file_count", INTEGER, "Files.", minimum=0),
    Column("run_id", TEXT, "Identifier of the run."),
    Column("as_of_on", DATE, "The night: nothing known later was used."),
    Column("run_started_at", DATETIME, "Start (UTC)."),
    Column("run_ended_at", DATETIME, "End (UTC)."),
    Column("run_outcome", TEXT, "Outcome.", vocabulary="run_outcome"),
    Column("warehouse_version", TEXT, "Version of the warehouse the run built."),
    Column("code_version", TEXT, "Version of Osteon, of its tables and of what reads extracts."),
    Column(
        "computation_version",
        TEXT,
        "Fingerprint of the code that computes derived and published tables.",
    ),
    Column("step", TEXT, "Step of the night."),
    Column("seconds", NUMBER, "Time the step took.", unit="s", minimum=0),
    Column("row_count", INTEGER, "Rows the step wrote.", minimum=0),
    Column(
        "step_bytes",
        INTEGER,
        "What the step read of files, or wrote, uncompressed.",
        unit="By",
        minimum=0,
    ),
    Column("expectation", TEXT, "What was expected."),
    Column("verdict_severity", TEXT, "What a failure does.", vocabulary="verdict_severity"),
    Column("is_met", BOOLEAN, "The expectation was met."),
    Column("observed", TEXT, "What was observed, without patient values."),
    Column("clinical_reason", TEXT, "Why it is expected."),
    Column(
        "failed_count",
        INTEGER,
        "Rows that did not meet it; null when it is not about rows.",
        minimum=0,
    ),
]

_FEED_NIGHTS = [
    Column(
        "extract_age_days",
        INTEGER,
        "Age of the newest extract of the feed at the night; null before the first.",
        unit="d",
        minimum=0,
    ),
    Column(
        "usual_row_count",
        NUMBER,
        "Median rows of the same weekday in the 28 nights before; null with fewer than three.",
        minimum=0,
    ),
    Column(
        "is_volume_unusual",
        BOOLEAN,
        "Rows differ from the usual number by more than 40 %; null when nothing is usual yet.",
    ),
    Column("required_value_count", INTEGER, "Values the rows of the night had to have.", minimum=0),
    Column(
        "missing_value_count",
        INTEGER,
        "Of them, those that were empty, as far as reading the row went.",
        minimum=0,
    ),
]

_CHANGES = [
    Column("compared_run_id", TEXT, "Run that built the version published before."),
    Column("compared_as_of_on", DATE, "Night of the version published before."),
    Column("change_measure", TEXT, "Headline number.", vocabulary="change_measure"),
    Column("value_before", NUMBER, "The number in the version before; null when not known."),
    Column("value_after", NUMBER, "The number in this version; null when not known."),
    Column("change_cause", TEXT, "Why it changed.", vocabulary="change_cause"),
    Column(
        "difference",
        NUMBER,
        "What the cause adds to the number; the causes add up to after minus before.",
    ),
    Column("changed_count", INTEGER, "Events, episodes or patients behind it.", minimum=0),
    Column("item_key", TEXT, "The event, the episode or the patient that changed."),
    Column("item_on", DATE, "Day of the event, of the start of the episode, or of index."),
    Column("state_before", TEXT, "What it was before.", vocabulary="change_state"),
    Column("state_after", TEXT, "What it is now.", vocabulary="change_state"),
    Column("excluded_before", TEXT, "Why it did not count before.", vocabulary="event_exclusion"),
    Column("excluded_after", TEXT, "Why it does not count now.", vocabulary="event_exclusion"),
    Column("source_row", TEXT, "A canonical row, as table:system:row."),
    Column("row_change", TEXT, "What became of the row.", vocabulary="row_change"),
    Column("source_file_before", TEXT, "File of the version in force before."),
    Column("source_line_before", INTEGER, "Its line.", minimum=0),
    Column("source_file_after", TEXT, "File of the version in force now."),
    Column("source_line_after", INTEGER, "Its line.", minimum=0),
]

OPERATIONS_COLUMNS = (*_OPERATIONS, *_FEED_NIGHTS, *_CHANGES)
