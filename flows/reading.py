"""A delivered file read within the limits of the home, the same for a night and for a check."""

from collections.abc import Callable
from datetime import datetime

import polars as pl

from transforms.sources import Extract, Source, UnreadableFile, read_extract
from warehouse.settings import InputLimits

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
    """The extract a file gives. Raises UnreadableFile.

    One file that breaks the reading must not keep every other one out of the night: it is refused
    like any other that cannot be read, without what the failure would say of its values.
    """
    try:
        return read_extract(
            source,
            data,
            source_file=source_file,
            known_at=known_at,
            pseudonym=pseudonym,
            max_bytes=limits.decompressed_bytes,
            max_ratio=limits.largest_ratio,
        )
    except UnreadableFile:
        raise
    except _UNFORESEEN as problem:
        raise UnreadableFile(
            f"reading it as {source.feed} failed in a way nobody foresaw "
            f"({type(problem).__name__}); nothing of it was taken in: report this to whoever "
            "maintains Osteon"
        ) from None
