"""From a mark or a number back to the rows that made it: file, line, every version."""

from dataclasses import dataclass

import polars as pl

from dashboard.queries.declared import relation
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

    kind: a derived row by its key (a key of DERIVED_RECORDS), or `row`, a source row.
    """

    kind: str
    key: str

    def __str__(self) -> str:
        return f"{self.kind}|{self.key}"


@dataclass(frozen=True)
class DerivedRecord:
    """How a kind of record names its derived row, and where that row names its source rows."""

    table: str
    key: tuple[str, ...]
    rows: tuple[str, ...] = ("source_rows",)

    @property
    def full_name(self) -> str:
        return f"derived.{self.table}"


DERIVED_RECORDS: dict[str, DerivedRecord] = {
    "event": DerivedRecord("skeletal_event", ("event_id",)),
    "course": DerivedRecord("radiotherapy_course", ("course_id",)),
    "calcium": DerivedRecord(
        "corrected_calcium",
        ("calcium_row",),
        ("calcium_row", "albumin_row", "ionised_calcium_row"),
    ),
    "hypercalcaemia": DerivedRecord(
        "hypercalcaemia_episode",
        ("episode_id",),
        ("source_rows", "recovery_row", "pth_row", "pthrp_row"),
    ),
    "hypocalcaemia": DerivedRecord("hypocalcaemia_episode", ("episode_id",)),
    "marker": DerivedRecord("marker_result", ("result_row",), ("result_row",)),
    "trend": DerivedRecord("marker_trend", ("analyte_code", "assay")),
    "stratum": DerivedRecord(
        "marker_stratum", ("analyte_code",), ("baseline_row", "month_3_row", "last_row")
    ),
    "exposure": DerivedRecord("bone_agent_exposure", ("exposure_id",)),
    "alert": DerivedRecord("alert", ("result_row",)),
    "missed_dose": DerivedRecord("bone_agent_missed_dose", ("due_on",)),
}
IN_FORCE = "in force"
KEPT_VERSION_COLUMNS = ("patient_id", *PROVENANCE)


def record_of(text: str) -> Record | None:
    """The record a mark names; None when the text is not one."""
    kind, found, key = text.partition("|")
    return Record(kind, key) if found and (kind in DERIVED_RECORDS or kind == "row") else None


def records_of(text: str) -> list[Record]:
    """The records of a mark that stands for several, one a line; what is not one is left out."""
    found = [record_of(line) for line in text.splitlines()]
    return [record for record in found if record is not None]


def source_row_of(text: str) -> SourceRow | None:
    """`lab_result:SYSTEM:17` taken apart; None when it names no canonical table."""
    table, system, row = [*text.split(":", 2), "", ""][:3]
    return SourceRow(table, system, row) if table in CANONICAL and row else None


def derived_row(reader: Reader, patient_id: str, record: Record) -> pl.DataFrame:
    """The derived row behind a mark, at most one; no row for a mark that is a source row."""
    if record.kind not in DERIVED_RECORDS:
        return pl.DataFrame()
    declared = DERIVED_RECORDS[record.kind]
    # A key of several columns is written with colons between; the last may hold some.
    parts = record.key.split(":", len(declared.key) - 1)
    if len(parts) != len(declared.key):
        return pl.DataFrame()
    asked = " AND ".join(
        f"{name}::VARCHAR = ${place}" for place, name in enumerate(declared.key, 2)
    )
    return reader.frame(
        f"SELECT * FROM {relation(reader, declared.full_name)} WHERE patient_id = $1 AND {asked}",
        [patient_id, *parts],
    )


def source_rows_behind(record: Record, derived: pl.DataFrame) -> list[SourceRow]:
    """The source rows a mark rests on, in the order the derived row names them, each once."""
    if record.kind == "row":
        named = [record.key]
    elif derived.is_empty():
        named = []
    else:
        # A version published by earlier code may name fewer.
        told = [name for name in DERIVED_RECORDS[record.kind].rows if name in derived.columns]
        named = [text for name in told for text in _named(derived[name][0])]
    found = [source_row_of(text) for text in dict.fromkeys(named)]
    return [source for source in found if source is not None]


def _named(cell: object) -> list[str]:
    """Source rows in one cell: none, one, or a list."""
    if isinstance(cell, pl.Series):
        return [str(text) for text in cell.to_list()]
    return [cell] if isinstance(cell, str) else []


def versions(reader: Reader, patient_id: str, source: SourceRow) -> pl.DataFrame:
    """Every version kept of one source row, newest first, with the file each came in.

    Out: source_row, standing ("in force" or the aside reason), file_name, source_line, known_at,
    received_at, known_until, row_version, feed, source_file.
    """
    return reader.frame(
        _versions_query(reader, source.table), [patient_id, source.system, source.row, str(source)]
    )


def _versions_query(reader: Reader, table: str) -> str:
    kept = ", ".join(KEPT_VERSION_COLUMNS)
    in_force = relation(reader, f"canonical.{table}")
    aside = relation(reader, f"canonical.{table}_aside")
    return f"""
    WITH version AS (
        SELECT {kept}, NULL::TIMESTAMP AS known_until, '{IN_FORCE}' AS standing
        FROM {in_force}
        UNION ALL
        SELECT {kept}, known_until, aside_reason AS standing FROM {aside}
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
        f"SELECT {texts} FROM {relation(reader, f'canonical.{source.table}')} "
        "WHERE patient_id = $1 AND source_system = $2 AND source_row_id = $3",
        [patient_id, source.system, source.row],
    )
    return row.head(1).unpivot(on=columns, variable_name="column", value_name="said").drop_nulls()
