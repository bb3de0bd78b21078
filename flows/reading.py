"""A delivered file read within the limits of the home, the same for a night and for a check."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

import polars as pl

from transforms.sources import (
    Content,
    Extract,
    Source,
    UnreadableFile,
    joined_extracts,
    read_extract_pieces,
)
from transforms.sources.chunks import in_chunks
from warehouse.settings import InputLimits

PIECE_BYTES = 32 << 20  # of text read together: a quarter of a million laboratory results

# What a file nobody foresaw can make the reading end with. Not the lack of memory or of a disk:
# these pass, and the file is then read on another night.
_UNFORESEEN = (
    pl.exceptions.PolarsError,
    pl.exceptions.PanicException,
    ArithmeticError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)


def require_size(byte_count: int, limits: InputLimits) -> None:
    """Refuse a file too large to be read at all. Raises UnreadableFile."""
    if byte_count > limits.file_bytes:
        raise UnreadableFile(
            f"the file is larger than {limits.largest_file_mb} MB; send it in smaller files, or "
            "raise largest_file_mb in settings.toml"
        )


def read_within(
    limits: InputLimits,
    source: Source,
    data: bytes,
    *,
    source_file: str,
    known_at: datetime,
    pseudonym: Callable[[str], str],
) -> Extract:
    """The extract a file gives, as a whole. Raises UnreadableFile."""
    pieces = pieces_within(
        limits,
        source,
        in_chunks(data),
        len(data),
        source_file=source_file,
        known_at=known_at,
        pseudonym=pseudonym,
    )
    return joined_extracts(list(pieces))


def pieces_within(
    limits: InputLimits,
    source: Source,
    chunks: Iterable[bytes],
    byte_count: int,
    *,
    source_file: str,
    known_at: datetime,
    pseudonym: Callable[[str], str],
) -> Iterator[Extract]:
    """The extract a file gives, piece by piece, within flat memory. Raises UnreadableFile.

    One file that breaks the reading must not keep every other one out of the night: it is refused
    like any other that cannot be read, without what the failure would say of its values.
    """
    content = Content(
        chunks, byte_count, limits.decompressed_bytes, limits.largest_ratio, PIECE_BYTES
    )
    try:
        yield from read_extract_pieces(
            source, content, source_file=source_file, known_at=known_at, pseudonym=pseudonym
        )
    except UnreadableFile:
        raise
    except _UNFORESEEN as problem:
        raise UnreadableFile(
            f"reading it as {source.feed} failed in a way nobody foresaw "
            f"({type(problem).__name__}); nothing of it was taken in: report this to whoever "
            "maintains Osteon"
        ) from None
