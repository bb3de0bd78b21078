"""Identities nobody else has, and looking for them in whatever a program leaves behind."""

import base64
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

NAME, FIRST_NAME = "ZZQUENTINEAU", "Ysoldewxq"
HOSPITAL_NUMBER, OTHER_NUMBER = "IPP77665544", "IPP77665533"
NATIONAL_NUMBER = "243047512345688"
SAMPLE, STAY = "ECHX99887766", "SEJX55443322"
PHONE, STREET = "0698765431", "12 rue Xyloquartz"
BORN = ("1943-04-17", "17/04/1943", "19430417")
WORDS = "vagueverbiageqz"
COMMENT = f"Mme {NAME} {FIRST_NAME}, née le {BORN[1]}, {WORDS}, tél {PHONE}, {STREET}"
VALUE = ("2.6173", "2,6173")

IDENTITY = (
    *(NAME, FIRST_NAME, HOSPITAL_NUMBER, HOSPITAL_NUMBER[3:], OTHER_NUMBER, NATIONAL_NUMBER),
    *(SAMPLE, STAY, PHONE, "Xyloquartz", *BORN, WORDS),
)


def traces(data: bytes, wanted: Iterable[str] = IDENTITY) -> set[str]:
    """Which of them the bytes hold, as text of any usual encoding, whatever the case."""
    folded = data.lower()
    return {
        text
        for text in wanted
        if any(form in folded for form in _folded_forms(text))
        or any(form in data for form in _base64_forms(text))
    }


def traces_in_files(folder: Path, wanted: Iterable[str] = IDENTITY) -> dict[str, set[str]]:
    """Which files under a folder hold which of them, in their content or in their path."""
    found = {}
    for path in sorted(folder.rglob("*")):
        told = str(path.relative_to(folder)).encode(errors="surrogateescape")
        if path.is_file() and not path.is_symlink():
            told += path.read_bytes() + _rows_of_sqlite(path)
        if held := traces(told, wanted):
            found[str(path.relative_to(folder))] = held
    return found


def _folded_forms(text: str) -> Iterator[bytes]:
    lower = text.lower()
    for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
        yield lower.encode(encoding)
    yield quote(lower).lower().encode()
    yield lower.replace(" ", "+").encode()
    yield lower.encode().hex().encode()


def _base64_forms(text: str) -> Iterator[bytes]:
    """The part of each alignment that what stands before and after cannot change."""
    for spelling in {text, text.lower(), text.upper()}:
        for before in range(3):
            coded = base64.b64encode(b"\0" * before + spelling.encode())
            start, end = (0, 2, 3)[before], len(coded.rstrip(b"=")) - 1
            yield coded[start + (1 if before else 0) : end]


def _rows_of_sqlite(path: Path) -> bytes:
    """A text is cut into pages in the file of a database, and whole in its rows."""
    with path.open("rb") as stream:
        if stream.read(15) != b"SQLite format 3":
            return b""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
        return "\n".join(database.iterdump()).encode(errors="replace")
