"""Files of one canonical table into the warehouse: read, sort out versions, replace, account."""

from collections.abc import Callable
from dataclasses import dataclass, field

import polars as pl

from flows.plan import Delivery, TablePlan
from flows.reading import read_within, require_size
from flows.snapshot import MEMBER, known_members, missing_rows
from flows.work import Amount
from transforms.frames import conform, empty_frame
from transforms.sources import Extract, UnreadableFile
from transforms.sources.pseudonym import keyed_pseudonym
from transforms.versions import (
    VERSION_ORDER,
    blank_opposed,
    deduced_withdrawals,
    resolve_versions,
    versions_on_record,
)
from warehouse.build import WarehouseFile
from warehouse.landing import measure_landed, read_landed
from warehouse.schema import ASIDE, CANONICAL, OPERATIONS, ROW_KEY, Table


@dataclass(frozen=True)
class Merged:
    """What merging a table read, and of whom it changed rows.

    touched: patient_id of every row in force now that was not, or that was and is no longer; None
    when the table was read again from landing.
    """

    amount: Amount
    touched: pl.DataFrame | None


class OppositionLifted(RuntimeError):
    """A patient no longer opposes: their rows must be read again from landing."""


@dataclass
class _Read:
    """What the files of one table have given so far."""

    rows: list[pl.DataFrame] = field(default_factory=list)
    rejected: list[pl.DataFrame] = field(default_factory=list)
    ledger: list[dict[str, object]] = field(default_factory=list)
    members: dict[str, pl.DataFrame] = field(default_factory=dict)


def merge_table(warehouse: WarehouseFile, plan: TablePlan, key: bytes) -> Merged:
    """Bring the deliveries of one table into the warehouse; says what it read, and of whom.

    Raises OppositionLifted when rows deleted for a patient who opposed are wanted again.
    """
    table = CANONICAL[plan.table]
    if plan.from_scratch:
        _forget_everything(warehouse, table)
    read = _Read()
    for delivery in plan.deliveries:
        _read_delivery(warehouse, delivery, keyed_pseudonym(key), read)
    touched = pl.DataFrame(schema={"patient_id": pl.String})
    if read.rows:
        touched = _merge_rows(warehouse, table, pl.concat(read.rows), read.ledger)
    if read.rejected:
        warehouse.append(OPERATIONS["rejected"], pl.concat(read.rejected))
    if read.ledger:
        warehouse.append(OPERATIONS["file"], _ledger_frame(read.ledger))
    rows = sum(frame.height for frame in read.rows)
    read_bytes = sum(delivery.file.path.stat().st_size for delivery in plan.deliveries)
    return Merged(Amount(rows, read_bytes), None if plan.from_scratch else touched)


def _forget_everything(warehouse: WarehouseFile, table: Table) -> None:
    warehouse.replace(table, empty_frame(table))
    warehouse.replace(ASIDE[table.name], empty_frame(ASIDE[table.name]))
    warehouse.run(
        "DELETE FROM ops.rejected WHERE (source_file, feed) IN "
        "(SELECT (source_file, feed) FROM ops.file WHERE table_name = ?)",
        [table.full_name],
    )
    warehouse.run("DELETE FROM ops.file WHERE table_name = ?", [table.full_name])


def _read_delivery(
    warehouse: WarehouseFile, delivery: Delivery, pseudonym: Callable[[str], str], read: _Read
) -> None:
    entry = _ledger_entry(delivery)
    read.ledger.append(entry)
    try:
        extract = _extract(delivery, pseudonym, entry)
        withdrawn = _missing_from_snapshot(warehouse, delivery, extract, read)
    except UnreadableFile as problem:
        entry.update(file_status="refused", refusal=str(problem))
        return
    entry["rows_in"] = extract.rows_in
    rows = blank_opposed(extract.rows) if delivery.source.table == "patient" else extract.rows
    read.rows.extend(frame for frame in (rows, withdrawn) if frame is not None)
    read.rejected.append(
        extract.rejected.select(
            pl.lit(delivery.file.source_file).alias("source_file"),
            pl.lit(delivery.source.feed).alias("feed"),
            "source_line",
            "reason",
            "column_name",
        )
    )


def _extract(
    delivery: Delivery, pseudonym: Callable[[str], str], entry: dict[str, object]
) -> Extract:
    """The content of a delivery; its hash goes into the ledger, whether it can be read or not."""
    try:
        require_size(delivery.file.path.stat().st_size, delivery.limits)
    except UnreadableFile:
        entry["sha256"], _ = measure_landed(delivery.file)
        raise
    data, entry["sha256"] = read_landed(delivery.file)
    entry["byte_count"] = len(data)
    return read_within(
        delivery.limits,
        delivery.source,
        data,
        source_file=delivery.file.source_file,
        known_at=delivery.known_at,
        pseudonym=pseudonym,
    )


def _missing_from_snapshot(
    warehouse: WarehouseFile, delivery: Delivery, extract: Extract, read: _Read
) -> pl.DataFrame | None:
    """Withdrawals of what a full delivery no longer holds; None for a delta."""
    source = delivery.source
    if source.delivery != "snapshot":
        return None
    table = CANONICAL[source.table]
    before = read.members.get(source.feed)
    if before is None:
        before = known_members(warehouse, table, source.feed)
    missing = missing_rows(before, extract)
    good = extract.rows.filter(~pl.col("is_withdrawn")).select(MEMBER)
    still = before.join(missing, on="source_row_id", how="anti")
    read.members[source.feed] = pl.concat([good, still.join(good, on="source_row_id", how="anti")])
    return deduced_withdrawals(
        missing.sort(ROW_KEY),
        known_at=delivery.known_at,
        source_file=delivery.file.source_file,
        name=table.name,
    ).select(*table.columns, "is_withdrawn")


def _merge_rows(
    warehouse: WarehouseFile, table: Table, rows: pl.DataFrame, ledger: list[dict[str, object]]
) -> pl.DataFrame:
    """Sort out and write; the patients of whom another version of a row is in force now."""
    aside = ASIDE[table.name]
    keys = rows.select(ROW_KEY).unique()
    in_force_before = warehouse.rows_of(table, keys)
    aside_before = warehouse.rows_of(aside, keys)
    known = versions_on_record(in_force_before, aside_before, table.name)
    versions = resolve_versions(pl.concat([known, rows.select(known.columns)]), table)
    _require_no_lifted_opposition(aside_before, versions.in_force)
    if known.height:
        warehouse.forget(table, keys)
        warehouse.forget(aside, keys)
    warehouse.append(table, versions.in_force)
    warehouse.append(aside, versions.aside)
    duplicates = {
        (row["source_file"], row["feed"]): row["rows_duplicate"]
        for row in versions.duplicates.iter_rows(named=True)
    }
    for entry in ledger:
        entry["rows_duplicate"] = duplicates.get((entry["source_file"], entry["feed"]), 0)
    return _touched(in_force_before, versions.in_force)


def _touched(before: pl.DataFrame, after: pl.DataFrame) -> pl.DataFrame:
    version = [*ROW_KEY, *VERSION_ORDER]
    gone = before.join(after, on=version, how="anti", nulls_equal=True)
    come = after.join(before, on=version, how="anti", nulls_equal=True)
    return pl.concat([gone.select("patient_id"), come.select("patient_id")]).unique()


def _require_no_lifted_opposition(aside: pl.DataFrame, in_force: pl.DataFrame) -> None:
    opposed = aside.filter(pl.col("aside_reason") == "opposed")
    if not opposed.join(in_force, on=ROW_KEY, how="semi").is_empty():
        raise OppositionLifted


def _ledger_entry(delivery: Delivery) -> dict[str, object]:
    return {
        "source_file": delivery.file.source_file,
        "file_name": delivery.file.shown_name,
        "sha256": "",
        "feed": delivery.source.feed,
        "received_at": delivery.file.received_at,
        "extract_at": delivery.known_at,
        "byte_count": delivery.file.path.stat().st_size,
        "file_status": "merged",
        "refusal": None,
        "mapping_version": delivery.read_by,
        "table_name": f"canonical.{delivery.source.table}",
        "rows_in": 0,
        "rows_accepted": 0,
        "rows_rejected": 0,
        "rows_superseded": 0,
        "rows_duplicate": 0,
    }


def _ledger_frame(ledger: list[dict[str, object]]) -> pl.DataFrame:
    table = OPERATIONS["file"]
    return conform(pl.DataFrame(ledger, schema=empty_frame(table).schema), table)
