"""From delivered bytes to a table of text, whatever the kind of file."""

from collections.abc import Callable

import polars as pl

from transforms.sources.decoding import DecodedText, decoded
from transforms.sources.delimited import read_delimited
from transforms.sources.gzipped import GZIP_MAGIC, MAX_RATIO, unpacked
from transforms.sources.ndjson import read_ndjson
from transforms.sources.parquet import PARQUET_MAGIC, read_parquet
from transforms.sources.raw_table import RawTable
from transforms.sources.source import Delivery, FileFormat, FileKind, Source
from transforms.sources.unreadable import UnreadableFile

ZIP_MAGIC = b"PK\x03\x04"

TextReader = Callable[[DecodedText, FileFormat, tuple[str, ...]], RawTable]
TEXT_READERS: dict[FileKind, TextReader] = {
    FileKind.DELIMITED: read_delimited,
    FileKind.NDJSON: read_ndjson,
}


def read_raw(source: Source, data: bytes, max_bytes: int, max_ratio: int = MAX_RATIO) -> RawTable:
    """The columns a mapping needs, as text, empty values null. Raises UnreadableFile."""
    content = unpacked(data, max_bytes, max_ratio)
    if content.startswith(GZIP_MAGIC):
        raise UnreadableFile("the file is packed twice over; send it packed once, or unpacked")
    if source.format.kind is FileKind.PARQUET:
        table = read_parquet(content, source.format, source.columns_used, max_bytes)
    else:
        _require_text(content)
        _require_rows(source, content)
        text = decoded(content, source.format.encoding)
        table = TEXT_READERS[source.format.kind](text, source.format, source.columns_used)
    return RawTable(table.lines, _without_nulls(table.texts, source.format.nulls), table.broken)


def _require_text(content: bytes) -> None:
    if content.startswith(ZIP_MAGIC):
        raise UnreadableFile("the file is a ZIP archive or a workbook, not text; export it as CSV")
    if content.startswith(PARQUET_MAGIC):
        raise UnreadableFile('the file is Parquet, not text; write kind = "parquet" in the mapping')


def _require_rows(source: Source, content: bytes) -> None:
    """An empty file that claims to be the whole table would withdraw all of it."""
    if source.delivery is Delivery.SNAPSHOT and not content.strip():
        raise UnreadableFile("the file is empty but stands for the whole table; send it again")


def _without_nulls(texts: pl.DataFrame, nulls: tuple[str, ...]) -> pl.DataFrame:
    """Texts without surrounding spaces; what stands for nothing becomes null."""
    stripped = texts.select(pl.all().str.strip_chars())
    return stripped.select(
        pl.when(~pl.col(name).is_in(["", *nulls])).then(pl.col(name)).alias(name)
        for name in stripped.columns
    )
