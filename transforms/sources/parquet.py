"""Reading Parquet: typed columns turned back into the text the rest of the reading expects."""

from io import BytesIO

import polars as pl

from transforms.sources.gzipped import megabytes
from transforms.sources.raw_table import RawTable, broken_rows, require_columns
from transforms.sources.source import FileFormat
from transforms.sources.unreadable import UnreadableFile

PARQUET_MAGIC = b"PAR1"


def read_parquet(
    data: bytes, format: FileFormat, wanted: tuple[str, ...], max_bytes: int
) -> RawTable:
    """The wanted columns of a Parquet file, as text; rows are counted from 1.

    Dates and instants become ISO 8601, instants with a zone their UTC; a list is joined by ";".
    Raises UnreadableFile when it is not Parquet, is damaged, lacks a wanted column, or holds more
    than `max_bytes` once unpacked, or more values than that.
    """
    frame = _frame(data, wanted, max_bytes)
    texts = frame.select(_as_text(frame[name], format.decimal) for name in wanted)
    is_text = texts.select(
        pl.all_horizontal(~pl.all().str.contains("\0", literal=True).fill_null(False))
    ).to_series()
    lines = pl.Series("source_line", range(1, frame.height + 1), dtype=pl.Int64)
    refused = dict.fromkeys(lines.filter(~is_text).to_list(), "encoding")
    return RawTable(lines.filter(is_text), texts.filter(is_text), broken_rows(refused))


def _frame(data: bytes, wanted: tuple[str, ...], max_bytes: int) -> pl.DataFrame:
    if not data.startswith(PARQUET_MAGIC) or not data.endswith(PARQUET_MAGIC):
        raise UnreadableFile("the file is not Parquet, or it is cut short; send it again")
    try:
        require_columns(wanted, list(pl.read_parquet_schema(BytesIO(data))))
        _require_room(data, wanted, max_bytes)
        return pl.read_parquet(BytesIO(data), columns=list(wanted))
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError):
        raise UnreadableFile("the Parquet file is damaged; send it again") from None


def _require_room(data: bytes, wanted: tuple[str, ...], max_bytes: int) -> None:
    """Look at what the file says it holds before any of it is unpacked."""
    from pyarrow import ArrowException, parquet

    try:
        held = parquet.read_metadata(BytesIO(data))
    except ArrowException:
        raise UnreadableFile("the Parquet file is damaged; send it again") from None
    groups = [held.row_group(number) for number in range(held.num_row_groups)]
    content = sum(group.total_byte_size for group in groups)
    if content > max_bytes or held.num_rows * len(wanted) > max_bytes:
        raise UnreadableFile(
            f"the Parquet file holds more than {megabytes(max_bytes)} MB; send it in smaller "
            "files, or raise largest_decompressed_mb in settings.toml"
        )


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
