"""From delivered bytes to a table of text, whatever the kind of file."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

import polars as pl

from transforms.sources.chunks import begun, in_chunks
from transforms.sources.decoding import DecodedText, decoded_pieces
from transforms.sources.delimited import read_delimited_pieces
from transforms.sources.gzipped import GZIP_MAGIC, MAX_RATIO, unpacked_pieces
from transforms.sources.ndjson import read_ndjson_pieces
from transforms.sources.parquet import PARQUET_MAGIC, read_parquet_pieces
from transforms.sources.raw_table import RawTable, joined
from transforms.sources.source import Delivery, FileFormat, FileKind, Source
from transforms.sources.unreadable import UnreadableFile

ZIP_MAGIC = b"PK\x03\x04"

ALL_AT_ONCE = 1 << 62  # bytes of a piece: the file is one
_LONGEST_MAGIC = 4

TextReader = Callable[[Iterable[DecodedText], FileFormat, tuple[str, ...]], Iterator[RawTable]]
TEXT_READERS: dict[FileKind, TextReader] = {
    FileKind.DELIMITED: read_delimited_pieces,
    FileKind.NDJSON: read_ndjson_pieces,
}


@dataclass(frozen=True)
class Content:
    """A delivered file on its way in, and how much of it is taken.

    byte_count: its size as it came. max_bytes, max_ratio: of what it holds unpacked, and of that
    to its size. piece_bytes: of the text that is read together.
    """

    chunks: Iterable[bytes]
    byte_count: int
    max_bytes: int
    max_ratio: int = MAX_RATIO
    piece_bytes: int = ALL_AT_ONCE


def read_raw(source: Source, data: bytes, max_bytes: int, max_ratio: int = MAX_RATIO) -> RawTable:
    """The columns a mapping needs, as text, empty values null. Raises UnreadableFile."""
    content = Content(in_chunks(data), len(data), max_bytes, max_ratio)
    return joined(list(read_raw_pieces(source, content)))


def read_raw_pieces(source: Source, content: Content) -> Iterator[RawTable]:
    """The same, piece by piece, at least one. Raises UnreadableFile, between pieces as well.

    What is wrong with the file as a whole is found where it is only at its end, and said rather
    than what is wrong with its beginning.
    """
    unpacked = unpacked_pieces(
        content.chunks, content.byte_count, content.max_bytes, content.max_ratio
    )
    try:
        for table in _tables(source, unpacked, content):
            texts = _without_nulls(table.texts, source.format.nulls)
            yield RawTable(table.lines, texts, table.broken)
    except UnreadableFile:
        _read_to_the_end(unpacked)
        raise


def _tables(source: Source, unpacked: Iterator[bytes], content: Content) -> Iterator[RawTable]:
    beginning, rest = begun(unpacked, _LONGEST_MAGIC)
    if beginning.startswith(GZIP_MAGIC):
        raise UnreadableFile("the file is packed twice over; send it packed once, or unpacked")
    if source.format.kind is FileKind.PARQUET:
        data = b"".join(chain([beginning], rest))
        return read_parquet_pieces(
            data, source.format, source.columns_used, content.max_bytes, content.piece_bytes
        )
    _require_text(beginning)
    filled = _require_rows(source, chain([beginning], rest))
    return _text_tables(source, decoded_pieces(filled, source.format.encoding, content.piece_bytes))


def _text_tables(source: Source, texts: Iterator[DecodedText]) -> Iterator[RawTable]:
    try:
        yield from TEXT_READERS[source.format.kind](texts, source.format, source.columns_used)
    except UnreadableFile:
        _read_to_the_end(texts)
        raise


def _read_to_the_end(pieces: Iterator[object]) -> None:
    for _ in pieces:
        continue


def _require_text(beginning: bytes) -> None:
    if beginning.startswith(ZIP_MAGIC):
        raise UnreadableFile("the file is a ZIP archive or a workbook, not text; export it as CSV")
    if beginning.startswith(PARQUET_MAGIC):
        raise UnreadableFile('the file is Parquet, not text; write kind = "parquet" in the mapping')


def _require_rows(source: Source, chunks: Iterable[bytes]) -> Iterator[bytes]:
    """An empty file that claims to be the whole table would withdraw all of it."""
    is_blank = True
    for chunk in chunks:
        is_blank = is_blank and not chunk.strip()
        yield chunk
    if source.delivery is Delivery.SNAPSHOT and is_blank:
        raise UnreadableFile("the file is empty but stands for the whole table; send it again")


def _without_nulls(texts: pl.DataFrame, nulls: tuple[str, ...]) -> pl.DataFrame:
    """Texts without surrounding spaces; what stands for nothing becomes null."""
    stripped = texts.select(pl.all().str.strip_chars())
    return stripped.select(
        pl.when(~pl.col(name).is_in(["", *nulls])).then(pl.col(name)).alias(name)
        for name in stripped.columns
    )
