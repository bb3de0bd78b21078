"""Which version of each row counts tonight, where one comes in more than once or was known."""

from dataclasses import dataclass, field

import polars as pl

from transforms.versions import VERSION_ORDER, Versions, resolve_versions, versions_on_record
from warehouse.incoming import Contested, Incoming
from warehouse.schema import ROW_KEY, Table

# What tells one version of a row from every other.
VERSION = (*ROW_KEY, *VERSION_ORDER)
_FATE = (*VERSION, "aside_reason", "known_until")


class OppositionLifted(RuntimeError):
    """A patient no longer opposes: their rows must be read again from landing."""


@dataclass
class _Settled:
    """What settling has come to so far: patients touched, and duplicates by file and feed."""

    touched: list[pl.Series] = field(default_factory=list)
    duplicates: dict[tuple[str, str], int] = field(default_factory=dict)


def settle_versions(incoming: Incoming, table: Table, ledger: list[dict[str, object]]) -> pl.Series:
    """Merge what came in; the patients touched. The ledger is told of duplicates.

    Raises OppositionLifted.
    """
    settled = _Settled()
    with incoming.merging() as contested:
        for rows in contested:
            _settle(incoming, table, rows, settled)
        settled.touched.append(incoming.patients_uncontested())
    for entry in ledger:
        file = str(entry["source_file"]), str(entry["feed"])
        entry["rows_duplicate"] = settled.duplicates.get(file, 0)
    return pl.concat(settled.touched).drop_nulls().unique().sort()


def _settle(incoming: Incoming, table: Table, rows: Contested, settled: _Settled) -> None:
    known = versions_on_record(rows.in_force, rows.aside, table.name)
    versions = resolve_versions(pl.concat([known, rows.incoming.select(known.columns)]), table)
    _require_no_lifted_opposition(rows.aside, versions.in_force)
    gone = Contested(
        rows.incoming.clear(),
        _without(rows.in_force, versions.in_force, VERSION),
        _without(rows.aside, versions.aside, _FATE),
    )
    new = _without(versions.in_force, rows.in_force, VERSION)
    incoming.settle(new, _without(versions.aside, rows.aside, _FATE), gone)
    settled.touched += [new["patient_id"], gone.in_force["patient_id"]]
    _count_duplicates(versions, settled)


def _without(rows: pl.DataFrame, others: pl.DataFrame, columns: tuple[str, ...]) -> pl.DataFrame:
    """The rows that are not, in this version, among the others."""
    return rows.join(others, on=columns, how="anti", nulls_equal=True, maintain_order="left")


def _count_duplicates(versions: Versions, settled: _Settled) -> None:
    for source_file, feed, count in versions.duplicates.iter_rows():
        file = source_file, feed
        settled.duplicates[file] = settled.duplicates.get(file, 0) + count


def _require_no_lifted_opposition(aside: pl.DataFrame, in_force: pl.DataFrame) -> None:
    opposed = aside.filter(pl.col("aside_reason") == "opposed")
    if not opposed.join(in_force, on=ROW_KEY, how="semi").is_empty():
        raise OppositionLifted
