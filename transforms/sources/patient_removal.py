"""A delivered file without the rows of some patients, everything else byte for byte as it was.

In text, each physical line of such a row becomes an empty one: every other row keeps its line, so
that whatever was derived from it still opens to it. In Parquet the rows after it move up. What no
mapping can read is looked at line by line: one that names such a patient goes.
"""

import gzip
import io
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from transforms.sources.decoding import decoded
from transforms.sources.gzipped import GZIP_MAGIC, unpacked
from transforms.sources.lines import Dialect, index_lines
from transforms.sources.parquet import PARQUET_MAGIC
from transforms.sources.raw import ZIP_MAGIC, read_raw
from transforms.sources.raw_table import RawTable
from transforms.sources.records import read_record
from transforms.sources.source import FileKind, Source
from transforms.sources.text_lines import TextLines, text_lines
from transforms.sources.unreadable import UnreadableFile

_ONE_RECORD_BY_LINES = (FileKind.DELIMITED, FileKind.NDJSON)
_ALONE = "(?i)(?:^|[^0-9A-Za-z])(?:%s)(?:$|[^0-9A-Za-z])"  # read alike by Python and DuckDB


class CannotRemove(RuntimeError):
    """A file from which rows cannot be taken without changing others."""


@dataclass(frozen=True)
class Patients:
    """Whom to look for: pseudonyms, and the identifiers they are known by in the hospital."""

    pseudonyms: frozenset[str]
    identifiers: frozenset[str] = frozenset()

    def named(self, identifiers: frozenset[str]) -> "Patients":
        return Patients(self.pseudonyms, self.identifiers | identifiers)

    @property
    def pattern(self) -> str:
        """A regular expression of anything that names one of them, standing by itself."""
        said = sorted(self.pseudonyms | self.identifiers, key=lambda name: (-len(name), name))
        return _ALONE % "|".join(re.escape(name) for name in said)


@dataclass(frozen=True)
class Removal:
    """What is left of a file; None when nothing is. rows: how many were taken out."""

    content: bytes | None
    rows: int


def identifiers_in(
    sources: Sequence[Source],
    data: bytes,
    patients: Patients,
    pseudonym: Callable[[str], str],
    max_bytes: int,
) -> frozenset[str]:
    """How a file names the patients in the column its mappings declare for them."""
    found: set[str] = set()
    for source in sources:
        try:
            table = read_raw(source, data, max_bytes)
        except UnreadableFile:
            continue
        names = table.texts[source.row.patient].drop_nulls().unique()
        found |= {name for name in names if _is_one_of(name, source, patients, pseudonym)}
    return frozenset(found)


def without_patients(
    sources: Sequence[Source],
    data: bytes,
    patients: Patients,
    pseudonym: Callable[[str], str],
    max_bytes: int,
) -> Removal:
    """The file without their rows; the same bytes when it holds none.

    sources: the mappings that read the file, none for a file nobody expects. Raises CannotRemove
    when what is left would be read otherwise than before.
    """
    readable = _readable(sources, data, max_bytes)
    if not readable:
        return _without_naming_lines(data, patients, max_bytes)
    if readable[0][0].format.kind is FileKind.PARQUET:
        return _without_rows(readable, data, patients, pseudonym, max_bytes)
    removal = _without_lines(readable, data, patients, pseudonym, max_bytes)
    return _proven(readable, data, removal, patients, pseudonym, max_bytes)


def _is_one_of(
    name: str, source: Source, patients: Patients, pseudonym: Callable[[str], str]
) -> bool:
    said = name if source.row.patient_is_pseudonym else pseudonym(name)
    return said in patients.pseudonyms


def _readable(
    sources: Sequence[Source], data: bytes, max_bytes: int
) -> list[tuple[Source, RawTable]]:
    found = []
    for source in sources:
        try:
            found.append((source, read_raw(source, data, max_bytes)))
        except UnreadableFile:
            continue
    return found


def _of_patients(
    source: Source, table: RawTable, patients: Patients, pseudonym: Callable[[str], str]
) -> pl.Series:
    """Which rows of a table are about the patients."""
    names = table.texts[source.row.patient]
    wanted = [n for n in names.drop_nulls().unique() if _is_one_of(n, source, patients, pseudonym)]
    return names.is_in(wanted).fill_null(False)


def _without_lines(
    readable: list[tuple[Source, RawTable]],
    data: bytes,
    patients: Patients,
    pseudonym: Callable[[str], str],
    max_bytes: int,
) -> Removal:
    content = unpacked(data, max_bytes)
    chosen: dict[int, int] = {}
    for source, table in readable:
        is_theirs = _of_patients(source, table, patients, pseudonym)
        chosen |= _spans(source, content, table.lines.filter(is_theirs))
    unread = {int(line) for _, table in readable for line in table.broken["source_line"]}
    if not chosen and not unread:
        return Removal(data, 0)
    kind = readable[0][0].format.kind
    if kind not in _ONE_RECORD_BY_LINES:
        raise CannotRemove(f"rows cannot be taken out of {kind} files")
    text = text_lines(content, readable[0][0].format.encoding)
    if text is None:
        raise CannotRemove("its lines cannot be written again byte for byte in its encoding")
    chosen |= {line: line for line in unread if text.names(line, patients.pattern)}
    gone = {line for first, last in chosen.items() for line in range(first, last + 1)}
    return Removal(_packed_as(data, text.without(gone)), len(chosen)) if gone else Removal(data, 0)


def _spans(source: Source, content: bytes, firsts: pl.Series) -> dict[int, int]:
    """The last line of each record, by its first."""
    spans = {int(line): int(line) for line in firsts}
    if source.format.kind is not FileKind.DELIMITED or not spans:
        return spans
    utf8 = decoded(content, source.format.encoding).utf8
    dialect = Dialect(source.format.delimiter.encode(), source.format.quote.encode())
    lines = index_lines(utf8, dialect)
    for line in spans:
        if not lines.is_whole[line - 1]:
            record = read_record(utf8, lines, line - 1, dialect)
            assert record is not None, "it was read before"
            spans[line] = record.last_line + 1
    return spans


def _without_rows(
    readable: list[tuple[Source, RawTable]],
    data: bytes,
    patients: Patients,
    pseudonym: Callable[[str], str],
    max_bytes: int,
) -> Removal:
    """A Parquet file without their rows, every column as it was."""
    import pyarrow.parquet as pq

    content = unpacked(data, max_bytes)
    table = pq.read_table(io.BytesIO(content))
    gone = np.zeros(table.num_rows, dtype=np.bool_)
    for source, read in readable:
        chosen = read.lines.filter(_of_patients(source, read, patients, pseudonym)).to_numpy()
        gone[chosen - 1] = True
    if not gone.any():
        return Removal(data, 0)
    left = io.BytesIO()
    pq.write_table(table.filter(~gone), left)
    return Removal(_packed_as(data, left.getvalue()), int(gone.sum()))


def _without_naming_lines(data: bytes, patients: Patients, max_bytes: int) -> Removal:
    """A file no mapping reads: lines that name a patient go, or the whole of what is no text."""
    try:
        content = unpacked(data, max_bytes)
    except UnreadableFile:
        content = data
    if content.startswith((ZIP_MAGIC, PARQUET_MAGIC)) or b"\0" in content:
        named = re.search(patients.pattern.encode(), content) is not None
        return Removal(None, 0) if named else Removal(data, 0)
    text = _any_text(content)
    gone = {line for line in range(1, len(text) + 1) if text.names(line, patients.pattern)}
    if not gone:
        return Removal(data, 0)
    packed = _packed_as(data, text.without(gone)) if content is not data else text.without(gone)
    return Removal(packed, len(gone))


def _any_text(content: bytes) -> TextLines:
    text = text_lines(content, "latin-1")
    assert text is not None, "every byte is a character of Latin-1"
    return text


def _packed_as(data: bytes, content: bytes) -> bytes:
    """Packed again when it came packed; without an instant, so that it is the same each time."""
    return gzip.compress(content, mtime=0) if data.startswith(GZIP_MAGIC) else content


def _proven(
    readable: list[tuple[Source, RawTable]],
    data: bytes,
    removal: Removal,
    patients: Patients,
    pseudonym: Callable[[str], str],
    max_bytes: int,
) -> Removal:
    """The removal, once every other row has been read back as it was."""
    if removal.content is None or removal.content == data:
        return removal
    for source, before in readable:
        others = ~_of_patients(source, before, patients, pseudonym)
        try:
            after = read_raw(source, removal.content, max_bytes)
        except UnreadableFile:
            if others.any() or before.broken.height:
                raise CannotRemove("what would be left of it cannot be read") from None
            return Removal(None, removal.rows)  # nobody else was in it
        if not (
            after.lines.equals(before.lines.filter(others))
            and after.texts.equals(before.texts.filter(others))
            and set(after.broken["source_line"]) <= set(before.broken["source_line"])
        ):
            raise CannotRemove("rows of others would be read otherwise without them")
    return removal
