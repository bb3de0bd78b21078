"""From a mark or a number back to the rows that made it: file, line, every version."""

from dataclasses import dataclass

import polars as pl

from warehouse.reader import Reader
from warehouse.schema import CANONICAL, PROVENANCE


@dataclass(frozen=True)
class SourceRow:
    """A row of a source system, as derived tables name it: table:system:row."""

    table: str
    system: str
    row: str

    def __str__(self) -> str:
        return f"{self.table}:{self.system}:{self.row}"


@dataclass(frozen=True)
class Record:
    """What stands behind a mark.

    kind: `event`, `course`, `calcium` (a derived row and its key) or `row` (a source row).
    """

    kind: str
    key: str

    def __str__(self) -> str:
        return f"{self.kind}|{self.key}"


_DERIVED = {
    "event": ("derived.skeletal_event", "event_id"),
    "course": ("derived.radiotherapy_course", "course_id"),
    "calcium": ("derived.corrected_calcium", "calcium_row"),
}
_CALCIUM_ROWS = ("calcium_row", "albumin_row", "ionised_calcium_row")
KEPT_VERSION_COLUMNS = ("patient_id", *PROVENANCE)


def record_of(text: str) -> Record | None:
    """The record a mark names; None when the text is not one."""
    kind, found, key = text.partition("|")
    return Record(kind, key) if found and (kind in _DERIVED or kind == "row") else None


def source_row_of(text: str) -> SourceRow | None:
    """`lab_result:SYSTEM:17` taken apart; None when it names no canonical table."""
    table, system, row = [*text.split(":", 2), "", ""][:3]
    return SourceRow(table, system, row) if table in CANONICAL and row else None


def derived_row(reader: Reader, patient_id: str, record: Record) -> pl.DataFrame:
    """The derived row behind a mark, at most one; no row for a mark that is a source row."""
    if record.kind not in _DERIVED:
        return pl.DataFrame()
    table, key = _DERIVED[record.kind]
    return reader.frame(
        f"SELECT * FROM {table} WHERE patient_id = $1 AND {key} = $2", [patient_id, record.key]
    )


def source_rows_behind(record: Record, derived: pl.DataFrame) -> list[SourceRow]:
    """The source rows a mark rests on, in the order the derived row names them."""
    if record.kind == "row":
        named = [record.key]
    elif derived.is_empty():
        named = []
    elif record.kind == "calcium":
        named = [derived[column][0] for column in _CALCIUM_ROWS if derived[column][0]]
    else:
        named = derived["source_rows"][0].to_list()
    found = [source_row_of(text) for text in named]
    return [source for source in found if source is not None]


def versions(reader: Reader, patient_id: str, source: SourceRow) -> pl.DataFrame:
    """Every version kept of one source row, newest first, with the file each came in.

    Out: source_row, standing ("in force" or the aside reason), file_name, source_line, known_at,
    received_at, known_until, row_version, feed, source_file.
    """
    return reader.frame(
        _versions_query(source.table), [patient_id, source.system, source.row, str(source)]
    )


def _versions_query(table: str) -> str:
    kept = ", ".join(KEPT_VERSION_COLUMNS)
    return f"""
    WITH version AS (
        SELECT {kept}, NULL::TIMESTAMP AS known_until, 'in force' AS standing
        FROM canonical.{table}
        UNION ALL
        SELECT {kept}, known_until, aside_reason AS standing FROM canonical.{table}_aside
    )
    SELECT $4 AS source_row, standing, file_name, source_line, known_at, received_at,
           known_until, row_version, feed, source_file
    FROM version LEFT JOIN ops.file USING (source_file, feed)
    WHERE patient_id = $1 AND source_system = $2 AND source_row_id = $3
    ORDER BY known_at DESC, source_line DESC
    """


def content(reader: Reader, patient_id: str, source: SourceRow) -> pl.DataFrame:
    """What the row in force says, column by column: column, said. Nulls are left out.

    A row that was withdrawn has no content in force: no row comes out.
    """
    columns = [name for name in CANONICAL[source.table].columns if name not in KEPT_VERSION_COLUMNS]
    texts = ", ".join(f"{name}::VARCHAR AS {name}" for name in columns)
    row = reader.frame(
        f"SELECT {texts} FROM canonical.{source.table} "
        "WHERE patient_id = $1 AND source_system = $2 AND source_row_id = $3",
        [patient_id, source.system, source.row],
    )
    return row.head(1).unpivot(on=columns, variable_name="column", value_name="said").drop_nulls()
