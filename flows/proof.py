"""Proof that nothing in a home names some patients: every file read, as it rests and opened.

Bytes as they are, and what they hold when they are encrypted, packed (gzip, ZIP), Parquet, or a
DuckDB file, whose compressed text no search of bytes would find. Places are told, never names.
"""

import gzip
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from transforms.sources.gzipped import GZIP_MAGIC
from transforms.sources.parquet import PARQUET_MAGIC
from transforms.sources.patient_removal import Patients
from transforms.sources.raw import ZIP_MAGIC
from warehouse.home import Home
from warehouse.landing import is_sealed_at_rest, read_delivered
from warehouse.version_copy import rows_naming

# Shorter identifiers turn up by chance in bytes that are no text: there, only text is searched.
_TELLING_LENGTH = 6
_PIECE = 8 << 20
_LONGEST_NAME = 1024  # what two pieces share, so that a name across their border is found
_DUCKDB = b"DUCK"


@dataclass(frozen=True)
class Proof:
    """What was read, and the places that still name one of the patients."""

    files: int
    byte_count: int
    found: tuple[str, ...]


def search_home(home: Home, patients: Patients) -> Proof:
    """Look for the patients in every file of a home, and in its name.

    Left out is the access log: who opened a patient stays told after the patient is gone, and the
    pseudonym it names leads nowhere any more.

    Raises KeyProblem, CorruptLanding, duckdb.Error.
    """
    files = sorted(
        path
        for path in home.root.rglob("*")
        if path.is_file() and not path.is_symlink() and home.access not in path.parents
    )
    found: list[str] = []
    size = 0
    for path in files:
        size += path.stat().st_size
        place = path.relative_to(home.root).as_posix()
        if re.search(patients.pattern, place):
            found.append(_file_named_so(Path(place), patients))
        else:
            found += [f"{place}{where}" for where in _found_in(home, path, patients)]
    return Proof(len(files), size, tuple(found))


def _file_named_so(place: Path, patients: Patients) -> str:
    """A file whose own name is an identity, told by the first folder that is not one."""
    folders = [part for part in place.parts[:-1] if not re.search(patients.pattern, part)]
    return f"the name of a file in {folders[0] if folders else 'the home'}"


def _found_in(home: Home, path: Path, patients: Patients) -> Iterator[str]:
    beginning = _beginning(path)
    if beginning[8:12] == _DUCKDB:
        for table, rows in rows_naming(path, patients.pattern).items():
            yield f": {rows} rows of {table}"
    telling = _telling(patients, is_text=b"\0" not in beginning)
    if telling is not None and _names_any(path, telling.encode()):
        yield ": in its bytes"
    if is_sealed_at_rest(path):
        content = read_delivered(home, path)
        yield from (f": {where}, decrypted" for where in _in_content(content, patients))
    elif beginning.startswith((GZIP_MAGIC, ZIP_MAGIC, PARQUET_MAGIC)):
        yield from (f": {where}" for where in _in_content(path.read_bytes(), patients))


def _telling(patients: Patients, *, is_text: bool) -> str | None:
    """The pattern to look for in bytes; None when everything is too short to tell."""
    if is_text:
        return patients.pattern
    long = frozenset(name for name in patients.identifiers if len(name) >= _TELLING_LENGTH)
    known = Patients(patients.pseudonyms, long)
    return known.pattern if known.pseudonyms or known.identifiers else None


def _beginning(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(4096)


def _names_any(path: Path, pattern: bytes) -> bool:
    """Whether the bytes of a file name one of the patients, piece by piece."""
    wanted = re.compile(pattern)
    kept = b""
    with path.open("rb") as stream:
        while piece := stream.read(_PIECE):
            if wanted.search(kept + piece):
                return True
            kept = piece[-_LONGEST_NAME:]
    return False


def _in_content(content: bytes, patients: Patients) -> Iterator[str]:
    """Where an opened content names one of them."""
    for where, part in _opened(content):
        telling = _telling(patients, is_text=b"\0" not in part[:4096])
        if telling is not None and (found := re.search(telling.encode(), part)):
            # A name may be found with the sign before it, which may be the end of a line.
            line = part.count(b"\n", 0, found.end() - 1) + 1
            yield f"{where}, line {line}"


def _opened(content: bytes) -> Iterator[tuple[str, bytes]]:
    """A content, and everything packed in it."""
    yield "content", content
    if content.startswith(GZIP_MAGIC):
        try:
            yield "unpacked", gzip.decompress(content)
        except (OSError, EOFError, zlib.error):
            return  # damaged: nobody can unpack it either
    elif content.startswith(ZIP_MAGIC):
        yield from _members(content)
    elif content.startswith(PARQUET_MAGIC):
        yield "rows", _rows_as_text(content)


def _members(content: bytes) -> Iterator[tuple[str, bytes]]:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            for number, name in enumerate(archive.namelist(), 1):
                yield f"member {number}", name.encode() + b"\n" + archive.read(name)
    except (zipfile.BadZipFile, RuntimeError, zlib.error, NotImplementedError):
        return  # damaged or closed with a password


def _rows_as_text(content: bytes) -> bytes:
    from pyarrow import ArrowException, parquet

    try:
        rows = parquet.read_table(BytesIO(content)).to_pylist()
    except (ArrowException, OSError, ValueError):
        return b""
    return "\n".join(" ".join(map(str, row.values())) for row in rows).encode()
