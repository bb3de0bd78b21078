"""The change ledger of a night: the version being built, held against the one published before.

History, not content: it is kept from night to night, stays out of the digest, and a warehouse
built in one go has none.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from flows.concerned import Touched
from transforms.changes.ledger import ChangeLedger, change_ledger
from transforms.changes.published_version import HEADLINE_TABLES, PublishedVersion, TwoVersions
from transforms.frames import conform, polars_schema
from warehouse.build import WarehouseFile
from warehouse.schema import CANONICAL, DERIVED, OPERATIONS, Table

CHANGE_TABLES = ("headline", "change", "change_item", "change_row")
_OPPOSED = "SELECT patient_id FROM canonical.patient_aside WHERE aside_reason = 'opposed'"
_KEPT_OF_PATIENTS = ("change_item", "change_row")


@dataclass(frozen=True)
class _Earlier:
    """The version published before, attached beside the file being built."""

    run_id: str
    as_of: date
    columns: dict[str, set[str]]


def record_changes(
    warehouse: WarehouseFile, run_id: str, as_of: date, published: Path | None, touched: Touched
) -> int:
    """Compare with the published version and keep what changed and why; returns the causes.

    published: None before the first version, when there is nothing to compare with. touched: the
    patients of whom rows changed; those of others are not looked at.
    """
    causes = 0
    if published is not None:
        with _attached(warehouse, published) as earlier:
            if earlier is not None:
                causes = _keep(
                    warehouse, run_id, earlier, _compare(warehouse, earlier, as_of, touched)
                )
    for name in _KEPT_OF_PATIENTS:
        warehouse.run(f"DELETE FROM {OPERATIONS[name].full_name} WHERE patient_id IN ({_OPPOSED})")
    return causes


@contextmanager
def _attached(warehouse: WarehouseFile, published: Path) -> Iterator[_Earlier | None]:
    warehouse.run(f"ATTACH '{published}' AS earlier (READ_ONLY)")
    try:
        yield _earlier(warehouse)
    finally:
        warehouse.run("DETACH earlier")


def _earlier(warehouse: WarehouseFile) -> _Earlier | None:
    """What the attached version is; None when no run is recorded in it."""
    known = warehouse.frame(
        "SELECT schema_name || '.' || table_name AS name, list(column_name) AS columns "
        "FROM duckdb_columns() WHERE database_name = 'earlier' GROUP BY ALL"
    )
    columns = {row["name"]: set(row["columns"]) for row in known.iter_rows(named=True)}
    if "ops.run" not in columns:
        return None
    run = warehouse.frame(
        "SELECT run_id, as_of_on FROM earlier.ops.run ORDER BY run_started_at DESC LIMIT 1"
    )
    return None if run.is_empty() else _Earlier(run["run_id"][0], run["as_of_on"][0], columns)


def _compare(
    warehouse: WarehouseFile, earlier: _Earlier, as_of: date, touched: Touched
) -> ChangeLedger:
    before = {name: _as_it_was(warehouse, earlier, DERIVED[name]) for name in HEADLINE_TABLES}
    after = {name: warehouse.table(DERIVED[name]) for name in HEADLINE_TABLES}
    return change_ledger(
        TwoVersions(
            before=PublishedVersion(earlier.as_of, before),
            after=PublishedVersion(as_of, after),
            row_changes=_row_changes(warehouse, earlier, touched),
        )
    )


def _as_it_was(warehouse: WarehouseFile, earlier: _Earlier, table: Table) -> pl.DataFrame:
    """A table of the earlier version; a column it did not have yet is null."""
    there = earlier.columns.get(table.full_name, set())
    if not there & set(table.columns):
        return pl.DataFrame(schema=polars_schema(table))
    said = ", ".join(name if name in there else f"NULL AS {name}" for name in table.columns)
    return conform(warehouse.frame(f"SELECT {said} FROM earlier.{table.full_name}"), table)


def _row_changes(warehouse: WarehouseFile, earlier: _Earlier, touched: Touched) -> pl.DataFrame:
    """Every canonical row that is in force in one version only, or says something else."""
    queries = [
        _difference(table, earlier.columns[table.full_name], touched.is_everybody)
        for table in CANONICAL.values()
        if table.full_name in earlier.columns
    ]
    return warehouse.frame_about(touched.patients, " UNION ALL BY NAME ".join(queries))


def _difference(table: Table, there: set[str], of_everybody: bool) -> str:
    # A row that changes from one patient to another touches both.
    whose = "" if of_everybody else "SEMI JOIN wanted USING (patient_id)"
    shared = [name for name in table.columns if name in there]
    says_otherwise = " OR ".join(f"b.{name} IS DISTINCT FROM a.{name}" for name in shared)
    return f"""
    SELECT coalesce(a.patient_id, b.patient_id) AS patient_id,
           '{table.name}:' || source_system || ':' || source_row_id AS source_row,
           CASE WHEN b.patient_id IS NULL THEN 'added' WHEN a.patient_id IS NULL THEN 'withdrawn'
                ELSE 'corrected' END AS row_change,
           b.source_file AS source_file_before, b.source_line AS source_line_before,
           a.source_file AS source_file_after, a.source_line AS source_line_after
    FROM (FROM earlier.{table.full_name} {whose}) AS b
    FULL JOIN (FROM {table.full_name} {whose}) AS a USING (source_system, source_row_id)
    WHERE {says_otherwise}
    """


def _keep(warehouse: WarehouseFile, run_id: str, earlier: _Earlier, ledger: ChangeLedger) -> int:
    frames = {
        "headline": ledger.headline.with_columns(
            compared_run_id=pl.lit(earlier.run_id), compared_as_of_on=pl.lit(earlier.as_of)
        ),
        "change": ledger.change,
        "change_item": ledger.change_item,
        "change_row": ledger.change_row,
    }
    for name, frame in frames.items():
        stamped = frame.with_columns(run_id=pl.lit(run_id))
        warehouse.append(OPERATIONS[name], conform(stamped, OPERATIONS[name]))
    return ledger.change.height
