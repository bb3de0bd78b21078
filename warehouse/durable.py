"""Making what was written survive a power cut, closed to other users, on a disk that takes it."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

_REFUSALS = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EIO)


class DiskRefused(RuntimeError):
    """The disk did not take what had to be written: it is full, read-only or failing."""


def sync_file(path: Path) -> None:
    """Flush a file's content to the disk."""
    _sync(path, os.O_RDONLY)


def sync_folder(path: Path) -> None:
    """Flush a folder's entries (names just created, renamed or removed) to the disk."""
    _sync(path, os.O_RDONLY | os.O_DIRECTORY)


@contextmanager
def disk_refusals_told(folder: Path) -> Iterator[None]:
    """Turn what the system or DuckDB says of a disk that takes no more into DiskRefused.

    Any other error passes as it is. The reason is the system's own word for it, never the rest of
    the message.
    """
    import duckdb

    try:
        yield
    except (OSError, duckdb.Error) as problem:
        reason = _refusal_of_disk(problem)
        if reason is None:
            raise
        raise DiskRefused(
            f"{folder}: the disk does not take what the night writes ({reason}); what was "
            "published stays; free some disk, then run the night again"
        ) from problem


def _refusal_of_disk(problem: Exception) -> str | None:
    if isinstance(problem, OSError):
        return os.strerror(problem.errno) if problem.errno in _REFUSALS else None
    # DuckDB gives no number: a failed write is an error of input, of commit or a fatal one.
    return next(
        (os.strerror(code) for code in _REFUSALS if os.strerror(code) in str(problem)), None
    )


def create_private(path: Path) -> BinaryIO:
    """An empty file to write into, mode 600 from the first byte; one that was there is emptied."""
    path.unlink(missing_ok=True)
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


def write_private(path: Path, content: bytes) -> None:
    """Write a file of mode 600, whole or not at all."""
    unfinished = path.with_name(f".{path.name}.part")
    with create_private(unfinished) as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    unfinished.replace(path)
    sync_folder(path.parent)


def create_private_folder(path: Path) -> None:
    """A folder of mode 700, and those missing above it; one that is there is closed."""
    for missing in reversed([folder for folder in path.parents if not folder.exists()]):
        missing.mkdir(mode=0o700, exist_ok=True)
    path.mkdir(mode=0o700, exist_ok=True)
    if path.stat().st_mode & 0o077:
        path.chmod(0o700)


def _sync(path: Path, flags: int) -> None:
    descriptor = os.open(path, flags)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
