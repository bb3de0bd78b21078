"""Where a row comes from, which version it is, what it was made with."""

from warehouse.schema.columns.kinds import BOOLEAN, DATETIME, INTEGER, TEXT, TEXT_LIST
from warehouse.schema.declare import Column

_PROVENANCE = [
    Column(
        "patient_id",
        TEXT,
        "Pseudonym of the patient: keyed HMAC-SHA256 of the hospital identifier.",
    ),
    Column("feed", TEXT, "Kind of extract the row came by, as named by its mapping."),
    Column("source_system", TEXT, "System that issued the row identifier."),
    Column("source_row_id", TEXT, "Identifier of the row in its source system."),
    Column(
        "row_version",
        INTEGER,
        "Version number or revision instant given by the source; null when none.",
    ),
    Column(
        "known_at",
        DATETIME,
        "When this version became known: date of the extract, else of arrival.",
    ),
    Column(
        "known_until",
        DATETIME,
        "When a later version, a cancellation or a full delivery ended this one.",
    ),
    Column(
        "source_file",
        TEXT,
        "Delivered file, as first 12 hexadecimal digits of its sha256 / name: its "
        "place in landing.",
    ),
    Column(
        "source_line",
        INTEGER,
        "Line of the row in the delivered file, counted from 1; 0 when the row "
        "is a withdrawal deduced from a full delivery.",
        minimum=0,
    ),
    Column("is_withdrawn", BOOLEAN, "The row cancels the row of its identifier."),
    Column("aside_reason", TEXT, "Why the row is kept aside.", vocabulary="aside_reason"),
    Column("source_rows", TEXT_LIST, "Source rows this was made from, as table:system:row."),
    Column(
        "definition_version", TEXT, "Fingerprint of the clinical definitions this was made with."
    ),
]

PROVENANCE_COLUMNS = (*_PROVENANCE,)
