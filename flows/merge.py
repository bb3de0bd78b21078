"""Files of one canonical table into the warehouse: read piece by piece, merged, accounted for."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

import polars as pl

from flows.plan import Delivery, TablePlan
from flows.reading import pieces_within, require_size
from flows.settle_versions import settle_versions
from flows.snapshot import MEMBER, known_members, missing_rows
from flows.work import Amount
from transforms.frames import conform, empty_frame
from transforms.sources import UnreadableFile
from transforms.sources.pseudonym import keyed_pseudonym
from transforms.versions import blank_opposed, deduced_withdrawals
from warehouse.build import WarehouseFile
from warehouse.incoming import Incoming
from warehouse.landing import LandedContent, delivered_size
from warehouse.schema import ASIDE, CANONICAL, OPERATIONS, ROW_KEY, Table


@dataclass(frozen=True)
class Merged:
    """What the deliveries of one table came to.

    rows: how many were read; bytes: of the files, at rest. touched: patients of every row that is
    in force now and was not, in this version, or was and is no longer; None means everybody, the
    table was read from scratch.
    """

    rows: int
    bytes: int
    touched: pl.Series | None

    @property
    def amount(self) -> Amount:
        return Amount(self.rows, self.bytes)


@dataclass
class _Read:
    """What the files of one table have given so far."""

    incoming: Incoming
    rejected: list[pl.DataFrame] = field(default_factory=list)
    ledger: list[dict[str, object]] = field(default_factory=list)
    members: dict[str, pl.DataFrame] = field(default_factory=dict)


def merge_table(warehouse: WarehouseFile, plan: TablePlan, key: bytes) -> Merged:
    """Bring the deliveries of one table into the warehouse.

    Raises OppositionLifted when rows deleted for a patient who opposed are wanted again.
    """
    table = CANONICAL[plan.table]
    if plan.from_scratch:
        _forget_everything(warehouse, table)
    read = _Read(Incoming(warehouse, table))
    for delivery in plan.deliveries:
        _read_delivery(warehouse, delivery, keyed_pseudonym(key), read)
    touched = settle_versions(read.incoming, table, read.ledger)
    if read.rejected:
        warehouse.append(OPERATIONS["rejected"], pl.concat(read.rejected))
    if read.ledger:
        warehouse.append(OPERATIONS["file"], _ledger_frame(read.ledger))
    read_bytes = sum(delivery.file.path.stat().st_size for delivery in plan.deliveries)
    return Merged(read.incoming.rows, read_bytes, None if plan.from_scratch else touched)


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
    number = len(read.ledger)
    read.ledger.append(entry)
    try:
        told = _read_content(delivery, pseudonym, entry, partial(read.incoming.add, number))
        withdrawn = _missing_from_snapshot(warehouse, delivery, told, read)
    except UnreadableFile as problem:
        read.incoming.take_back(number)
        entry.update(file_status="refused", refusal=str(problem))
        return
    entry["rows_in"] = told.rows_in
    if withdrawn is not None:
        read.incoming.add(number, withdrawn)
    read.rejected.append(
        pl.concat(told.rejected).select(
            pl.lit(delivery.file.source_file).alias("source_file"),
            pl.lit(delivery.source.feed).alias("feed"),
            "source_line",
            "reason",
            "column_name",
        )
    )


@dataclass
class _Told:
    """What is kept of a file once its rows are on their way: rejections, and who is in a full one.

    good: the columns of MEMBER, of rows that stand. row_ids: of all that can be told apart.
    """

    rows_in: int = 0
    rejected: list[pl.DataFrame] = field(default_factory=list)
    good: list[pl.DataFrame] = field(default_factory=list)
    row_ids: list[pl.DataFrame] = field(default_factory=list)


def _read_content(
    delivery: Delivery,
    pseudonym: Callable[[str], str],
    entry: dict[str, object],
    add: Callable[[pl.DataFrame], None],
) -> _Told:
    """Hand on the rows of a delivery, piece by piece.

    Its hash goes into the ledger, whether it can be read or not.
    """
    content = LandedContent(delivery.file)
    try:
        require_size(delivery.file.path.stat().st_size, delivery.limits)
    except UnreadableFile:
        entry["sha256"], _ = content.proven()
        raise
    try:
        told = _read_pieces(delivery, content, pseudonym, add)
    except UnreadableFile:
        entry["sha256"], entry["byte_count"] = content.proven()
        raise
    entry["sha256"], entry["byte_count"] = content.proven()
    return told


def _read_pieces(
    delivery: Delivery,
    content: LandedContent,
    pseudonym: Callable[[str], str],
    add: Callable[[pl.DataFrame], None],
) -> _Told:
    told = _Told()
    is_patient = delivery.source.table == "patient"
    is_snapshot = delivery.source.delivery == "snapshot"
    for piece in pieces_within(
        delivery.limits,
        delivery.source,
        content,
        delivered_size(delivery.file),
        source_file=delivery.file.source_file,
        known_at=delivery.known_at,
        pseudonym=pseudonym,
    ):
        told.rows_in += piece.rows_in
        told.rejected.append(piece.rejected)
        if is_snapshot:
            told.good.append(piece.rows.filter(~pl.col("is_withdrawn")).select(MEMBER))
            told.row_ids.append(piece.row_ids)
        add(blank_opposed(piece.rows) if is_patient else piece.rows)
    return told


def _missing_from_snapshot(
    warehouse: WarehouseFile, delivery: Delivery, told: _Told, read: _Read
) -> pl.DataFrame | None:
    """Withdrawals of what a full delivery no longer holds; None for a delta."""
    source = delivery.source
    if source.delivery != "snapshot":
        return None
    table = CANONICAL[source.table]
    before = read.members.get(source.feed)
    if before is None:
        before = known_members(warehouse, table, source.feed)
    missing = missing_rows(before, pl.concat(told.row_ids).unique(), told.rows_in)
    good = pl.concat(told.good)
    still = before.join(missing, on="source_row_id", how="anti")
    read.members[source.feed] = pl.concat([good, still.join(good, on="source_row_id", how="anti")])
    return deduced_withdrawals(
        missing.sort(ROW_KEY),
        known_at=delivery.known_at,
        source_file=delivery.file.source_file,
        name=table.name,
    ).select(*table.columns, "is_withdrawn")


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
