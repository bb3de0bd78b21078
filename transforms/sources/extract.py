"""A delivered file as rows of one canonical table, and every row that could not become one."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

import polars as pl

from transforms.frames import polars_schema
from transforms.sources.canonical import read_content
from transforms.sources.chunks import in_chunks
from transforms.sources.gzipped import MAX_RATIO
from transforms.sources.identity import read_identity, withdrawn_rows
from transforms.sources.raw import Content, read_raw_pieces
from transforms.sources.raw_table import RawTable
from transforms.sources.reading import Fault, Reading, first_faults
from transforms.sources.side_by_side import side_by_side
from transforms.sources.source import Source
from transforms.sources.without_identity import identifying_columns, without_identity
from warehouse.schema import CANONICAL

MAX_BYTES = 4 << 30  # of one file, unpacked: several times the largest yearly laboratory export
PSEUDONYMS_REMEMBERED = 1 << 17  # identifiers, while a file is read: some tens of megabytes


@dataclass(frozen=True)
class Extract:
    """What one delivered file, or a piece of it, gives.

    `rows`: the columns of the canonical table and is_withdrawn, in the order of the file.
    `rejected`: source_line, reason (a code of RULES), column_name.
    `row_ids`: source_row_id of every row whose identity could be read, once each.
    """

    rows: pl.DataFrame
    rejected: pl.DataFrame
    rows_in: int
    row_ids: pl.DataFrame


def read_extract(
    source: Source,
    data: bytes,
    *,
    source_file: str,
    known_at: datetime,
    pseudonym: Callable[[str], str],
    max_bytes: int = MAX_BYTES,
    max_ratio: int = MAX_RATIO,
) -> Extract:
    """Read a delivered file by its mapping, all at once. Raises UnreadableFile."""
    content = Content(in_chunks(data), len(data), max_bytes, max_ratio)
    pieces = read_extract_pieces(
        source, content, source_file=source_file, known_at=known_at, pseudonym=pseudonym
    )
    return joined_extracts(list(pieces))


def read_extract_pieces(
    source: Source,
    content: Content,
    *,
    source_file: str,
    known_at: datetime,
    pseudonym: Callable[[str], str],
) -> Iterator[Extract]:
    """Read a delivered file by its mapping, piece by piece.

    Every row of the file is either in `rows` or, once, in `rejected` under the first rule it
    breaks. A withdrawn row (by its own column or a cancelled result) needs only its identity: its
    other faults leave a null. `known_at` is on the wall clock of the hospital.

    Raises UnreadableFile when the file as a whole cannot be read: that may only be found after
    some of its pieces, which then count for nothing.
    """
    assert known_at.tzinfo is None, "known_at is on the wall clock of the hospital, without zone"
    provenance: dict[str, str | datetime] = {
        "feed": source.feed,
        "source_system": source.system,
        "known_at": known_at,
        "source_file": source_file,
    }
    # The same patients come in every piece.
    remembered = lru_cache(PSEUDONYMS_REMEMBERED)(pseudonym)

    def read(raw: RawTable) -> Extract:
        return _read_piece(source, raw, provenance, remembered)

    yield from side_by_side(read, read_raw_pieces(source, content))


def joined_extracts(pieces: Sequence[Extract]) -> Extract:
    """The pieces of a file, at least one, as a whole."""
    return Extract(
        pl.concat([piece.rows for piece in pieces]),
        pl.concat([piece.rejected for piece in pieces]),
        sum(piece.rows_in for piece in pieces),
        pl.concat([piece.row_ids for piece in pieces]).unique(maintain_order=True),
    )


def _read_piece(
    source: Source,
    raw: RawTable,
    provenance: dict[str, str | datetime],
    pseudonym: Callable[[str], str],
) -> Extract:
    identity = read_identity(
        raw.texts, source.row, source.format, pseudonym, identifying_columns(source)
    )
    content = read_content(source, raw.texts)
    content = without_identity(source, content, raw.texts[source.row.patient], pseudonym)
    is_withdrawn = _withdrawn(source, raw.texts, content)
    content = _blank_where_withdrawn(content, is_withdrawn)
    faults = first_faults(_in_precedence(identity, content), raw.texts.height)
    read = Reading({**identity.columns, **content.columns, "source_line": raw.lines})
    rows = _table_rows(source.table, read, provenance).with_columns(is_withdrawn, *faults)
    rejected = pl.concat(
        [
            raw.broken.with_columns(column_name=pl.lit(None, dtype=pl.String)),
            rows.filter(pl.col("reason").is_not_null()).select(
                "source_line", "reason", "column_name"
            ),
        ]
    ).sort("source_line")
    accepted = rows.filter(pl.col("reason").is_null()).drop("reason", "column_name")
    assert accepted.height + rejected.height == raw.row_count, "a row vanished"
    return Extract(accepted, rejected, raw.row_count, _row_ids(rows))


def _withdrawn(source: Source, texts: pl.DataFrame, content: Reading) -> pl.Series:
    withdrawn = withdrawn_rows(texts, source.row)
    if "result_status" in content.columns:
        cancelled = content.columns["result_status"] == "cancelled"
        withdrawn = withdrawn | cancelled.fill_null(False)
    return withdrawn.alias("is_withdrawn")


def _blank_where_withdrawn(content: Reading, is_withdrawn: pl.Series) -> Reading:
    """A withdrawn row breaks no rule of its content: what could not be read there is null."""
    columns = dict(content.columns)
    faults = []
    for fault in content.faults:
        values = columns.get(fault.column)
        if values is not None:
            columns[fault.column] = values.set(fault.rows & is_withdrawn, None)
        faults.append(Fault(fault.rule, fault.column, fault.rows & ~is_withdrawn))
    return Reading(columns, tuple(faults))


def _in_precedence(identity: Reading, content: Reading) -> tuple[Fault, ...]:
    """Rows that are not followed first: whatever else is wrong with them, nobody needs them."""
    untracked = tuple(fault for fault in content.faults if fault.rule == "not_tracked")
    others = tuple(fault for fault in content.faults if fault.rule != "not_tracked")
    return (*untracked, *identity.faults, *others)


def _table_rows(
    table_name: str, read: Reading, provenance: dict[str, str | datetime]
) -> pl.DataFrame:
    """The columns read, in the order and types of the table; null where nothing is mapped."""
    height = len(read.columns["source_line"])
    columns = []
    for name, dtype in polars_schema(CANONICAL[table_name]).items():
        values = read.columns.get(name)
        if values is None:
            values = pl.repeat(provenance.get(name), height, dtype=dtype, eager=True)
        columns.append(values.cast(dtype).alias(name))
    return pl.DataFrame(columns)


def _row_ids(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.select("source_row_id").drop_nulls().unique(maintain_order=True)
