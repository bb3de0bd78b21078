"""Reading Parquet: typed columns turned back into the text the rest of the reading expects."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

import polars as pl

from transforms.sources.gzipped import megabytes
from transforms.sources.raw_table import RawTable, broken_rows, require_columns
from transforms.sources.source import FileFormat
from transforms.sources.unreadable import UnreadableFile

if TYPE_CHECKING:
    from pyarrow.parquet import FileMetaData, ParquetFile

PARQUET_MAGIC = b"PAR1"
_SHORTEST_ROW = 100  # bytes of text


def read_parquet_pieces(
    data: bytes, format: FileFormat, wanted: tuple[str, ...], max_bytes: int, piece_bytes: int
) -> Iterator[RawTable]:
    """The wanted columns of a Parquet file, as text, in pieces; rows are counted from 1.

    Dates and instants become ISO 8601, instants with a zone their UTC; a list is joined by ";".
    Raises UnreadableFile when it is not Parquet, is damaged, lacks a wanted column, or holds more
    than `max_bytes` once unpacked, or more values than that.
    """
    if not data.startswith(PARQUET_MAGIC) or not data.endswith(PARQUET_MAGIC):
        raise UnreadableFile("the file is not Parquet, or it is cut short; send it again")
    from pyarrow import parquet

    with _damage_said():
        file = parquet.ParquetFile(BytesIO(data))
        names = list(file.schema_arrow.names)
        groups = _row_groups(file.metadata)
    require_columns(wanted, names)
    _require_room(groups, wanted, max_bytes)
    first = 0
    for frame in _frames(file, wanted, _rows_of_a_piece(groups, piece_bytes)):
        yield _table(frame, format, wanted, first)
        first += frame.height
    if first != sum(group.rows for group in groups):
        raise _damaged()


def _damaged() -> UnreadableFile:
    return UnreadableFile("the Parquet file is damaged; send it again")


@contextmanager
def _damage_said() -> Iterator[None]:
    from pyarrow import ArrowException

    try:
        yield
    except (ArrowException, UnicodeError, pl.exceptions.PolarsError, OSError):
        raise _damaged() from None


def _frames(file: "ParquetFile", wanted: tuple[str, ...], height: int) -> Iterator[pl.DataFrame]:
    """The wanted columns, at most so many rows at a time; one frame of no rows when there are none.

    Read by Arrow, which raises where damage makes Polars panic and print.
    """
    from pyarrow import RecordBatch

    batches = file.iter_batches(batch_size=height, columns=list(wanted))
    is_empty = True
    while True:
        with _damage_said():
            batch = next(batches, None)
            if batch is None:
                break
            # In full: Arrow does not look at the bytes of its texts by itself.
            batch.validate(full=True)
            # Without what the file notes beside its columns, which may be damaged as well.
            columns = [batch.column(name) for name in wanted]
            frame = pl.DataFrame(RecordBatch.from_arrays(columns, list(wanted)))
        yield frame
        is_empty = False
    if is_empty:
        yield pl.DataFrame(file.schema_arrow.empty_table().select(wanted))


@dataclass(frozen=True)
class _RowGroup:
    """What the file says it holds together: rows, and bytes once unpacked."""

    rows: int
    byte_count: int


def _row_groups(held: "FileMetaData") -> list[_RowGroup]:
    groups = [held.row_group(number) for number in range(held.num_row_groups)]
    return [_RowGroup(group.num_rows, group.total_byte_size) for group in groups]


def _require_room(groups: list[_RowGroup], wanted: tuple[str, ...], max_bytes: int) -> None:
    """Look at what the file says it holds before any of it is unpacked."""
    content = sum(group.byte_count for group in groups)
    values = sum(group.rows for group in groups) * len(wanted)
    if content > max_bytes or values > max_bytes:
        raise UnreadableFile(
            f"the Parquet file holds more than {megabytes(max_bytes)} MB; send it in smaller "
            "files, or raise largest_decompressed_mb in settings.toml"
        )


def _rows_of_a_piece(groups: list[_RowGroup], piece_bytes: int) -> int:
    rows = sum(group.rows for group in groups)
    # A value takes more room as text than packed by its likes: some bytes a row, however well.
    content = max(sum(group.byte_count for group in groups), rows * _SHORTEST_ROW)
    return max(1, rows * piece_bytes // max(content, 1))


def _table(
    frame: pl.DataFrame, format: FileFormat, wanted: tuple[str, ...], first: int
) -> RawTable:
    texts = frame.select(_as_text(frame[name], format.decimal) for name in wanted)
    is_text = texts.select(
        pl.all_horizontal(~pl.all().str.contains("\0", literal=True).fill_null(False))
    ).to_series()
    lines = pl.Series("source_line", range(first + 1, first + frame.height + 1), dtype=pl.Int64)
    refused = dict.fromkeys(lines.filter(~is_text).to_list(), "encoding")
    return RawTable(lines.filter(is_text), texts.filter(is_text), broken_rows(refused))


def _as_text(values: pl.Series, decimal: str) -> pl.Series:
    """A typed column as text, numbers with the decimal mark the mapping declares."""
    kind = values.dtype
    if isinstance(kind, pl.Datetime):
        mark = "Z" if kind.time_zone else ""
        in_utc = values.dt.convert_time_zone("UTC") if kind.time_zone else values
        return in_utc.dt.to_string(f"%Y-%m-%dT%H:%M:%S%.f{mark}")
    if kind.is_float() or kind.is_decimal():
        return values.cast(pl.String).str.replace(".", decimal, literal=True)
    try:
        return _plain_text(values)
    except pl.exceptions.PolarsError:
        raise UnreadableFile(
            f"column {values.name} is of type {kind}, which is not text; export it as text"
        ) from None


def _plain_text(values: pl.Series) -> pl.Series:
    """Text of plain values, or of lists of them. Raises PolarsError for anything deeper."""
    kind = values.dtype
    if isinstance(kind, pl.List):
        return values.list.eval(pl.element().cast(pl.String)).list.drop_nulls().list.join(";")
    if kind.is_nested():
        raise pl.exceptions.InvalidOperationError("nested values are not text")
    return values.cast(pl.String, strict=False)
