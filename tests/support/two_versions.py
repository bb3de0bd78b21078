"""Two versions of the same small hospital, as the change ledger compares them."""

from collections.abc import Mapping
from datetime import date

import polars as pl

from tests.support.histories import AS_OF
from transforms.changes.published_version import HEADLINE_TABLES, PublishedVersion, TwoVersions
from transforms.lineage import order_of_work
from warehouse.schema import CANONICAL, ROW_KEY

Frames = Mapping[str, pl.DataFrame]
_ON_THE_WAY = ("corrected_calcium", "radiotherapy_course", "event_candidate")


def two_versions(
    before: Frames, after: Frames, was_on: date = AS_OF, is_on: date = AS_OF
) -> TwoVersions:
    """Everything derived on both sides, and the canonical rows that differ."""
    return TwoVersions(version(before, was_on), version(after, is_on), row_changes(before, after))


def version(canonical: Frames, as_of: date) -> PublishedVersion:
    """The headline tables of a night."""
    frames = dict(canonical)
    for step in order_of_work():
        if step.table.name in HEADLINE_TABLES or step.table.name in _ON_THE_WAY:
            frames[step.table.name] = step.run(frames, as_of)
    return PublishedVersion(as_of, {name: frames[name] for name in HEADLINE_TABLES})


def row_changes(before: Frames, after: Frames) -> pl.DataFrame:
    """Row by row, the slow and obvious way."""
    found = []
    for table in CANONICAL:
        old, new = _by_key(before[table]), _by_key(after[table])
        for key in sorted(old.keys() | new.keys()):
            if old.get(key) != new.get(key):
                found.append(_changed(table, key, old.get(key), new.get(key)))
    schema = {
        "patient_id": pl.String,
        "source_row": pl.String,
        "row_change": pl.String,
        "source_file_before": pl.String,
        "source_line_before": pl.Int64,
        "source_file_after": pl.String,
        "source_line_after": pl.Int64,
    }
    return pl.DataFrame(found, schema=schema, orient="row")


def _by_key(rows: pl.DataFrame) -> dict[tuple[str, ...], dict[str, object]]:
    return {tuple(row[name] for name in ROW_KEY): row for row in rows.iter_rows(named=True)}


def _changed(
    table: str,
    key: tuple[str, ...],
    old: dict[str, object] | None,
    new: dict[str, object] | None,
) -> tuple[object, ...]:
    change = "added" if old is None else "withdrawn" if new is None else "corrected"
    sides = [
        (side or {}).get(name) for side in (old, new) for name in ("source_file", "source_line")
    ]
    return ((new or old or {})["patient_id"], ":".join((table, *key)), change, *sides)
