"""Reading a mapping: the TOML file in which a hospital says what its extracts hold."""

import json
import re
import tomllib
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache

from transforms.sources.fingerprint import fingerprint
from transforms.sources.mapping_columns import parse_columns
from transforms.sources.mapping_format import parse_format
from transforms.sources.mapping_keys import MappingError, Section, suggestion
from transforms.sources.source import (
    Cadence,
    ColumnSource,
    Delivery,
    ExtractDate,
    FileFormat,
    RowIdentity,
    Source,
    Withdrawal,
)
from warehouse.schema import CANONICAL

KEYS = (
    "feed",
    "table",
    "system",
    "files",
    "delivery",
    "cadence",
    "extract_date",
    "format",
    "row",
    "columns",
)
ROW_KEYS = ("patient", "patient_is_pseudonym", "id", "identifying", "version", "withdrawn")


@lru_cache(maxsize=256)  # a night asks for its mappings at several of its steps
def parse_mapping(text: str, file_name: str) -> Source:
    """The source a mapping declares.

    Raises MappingError with one sentence that names the file, the key and the fix.
    """
    content = _toml(text, file_name)
    top = Section(file_name, "", content)
    top.only(KEYS)
    table = _table(top)
    row = _row(top.section("row", 'a section [row] with patient = "..." and id = ["..."]'))
    written = parse_format(
        top.section("format", "[format]") if top.has("format") else None, file_name
    )
    source = Source(
        feed=top.name("feed"),
        table=table,
        system=top.name("system"),
        files=top.texts("files"),
        delivery=top.choice("delivery", Delivery, Delivery.DELTA),
        cadence=top.choice("cadence", Cadence, Cadence.NONE),
        extract_date=_extract_date(top),
        format=written,
        row=row,
        columns=_columns(top, table, written),
        fingerprint=fingerprint(json.dumps(content, sort_keys=True, default=str), table),
    )
    _require_names(top, source)
    return source


def _toml(text: str, file_name: str) -> Mapping[str, object]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise MappingError(f"{file_name}: not valid TOML: {problem}; correct it there") from None


def _table(top: Section) -> str:
    table = top.name("table")
    if table not in CANONICAL:
        raise top.error("table", f"does not know '{table}'", suggestion(table, CANONICAL))
    return table


def _extract_date(top: Section) -> ExtractDate | None:
    if not top.has("extract_date"):
        return None
    section = top.section("extract_date", "extract_date = { pattern = '...', format = \"%Y%m%d\" }")
    section.only(("pattern", "format"))
    pattern = section.name("pattern")
    try:
        groups = re.compile(pattern).groups
    except re.error as problem:
        raise section.error(
            "pattern", f"is not a regular expression: {problem}", "correct it"
        ) from None
    if groups > 1:
        raise section.error("pattern", f"has {groups} groups", "keep one, around the date")
    written = section.name("format")
    if not _holds_a_date(written):
        raise section.error(
            "format", f"does not make a date of '{written}'", 'write for example "%Y%m%d"'
        )
    return ExtractDate(pattern, written)


def _holds_a_date(format: str) -> bool:
    """Whether a date written in the format is found back in it."""
    written = datetime(2024, 12, 31, 23, 59, 59)
    try:
        found = datetime.strptime(written.strftime(format), format)
    except ValueError:
        return False
    return found.date() == written.date()


def _row(section: Section) -> RowIdentity:
    section.only(ROW_KEYS)
    withdrawn = None
    if section.has("withdrawn"):
        cancelled = section.section("withdrawn", 'withdrawn = { column = "...", values = ["..."] }')
        cancelled.only(("column", "values"))
        withdrawn = Withdrawal(cancelled.name("column"), cancelled.texts("values"))
    return RowIdentity(
        patient=section.name("patient"),
        id=section.texts("id"),
        version=section.name("version") if section.has("version") else None,
        withdrawn=withdrawn,
        patient_is_pseudonym=section.flag("patient_is_pseudonym", False),
        identifying=_identifying(section),
    )


def _identifying(section: Section) -> tuple[str, ...]:
    """Columns of the row identifier whose values are replaced by pseudonyms."""
    if not section.has("identifying"):
        return ()
    named, ids = section.texts("identifying"), section.texts("id")
    for name in named:
        if name not in ids:
            raise section.error(
                "identifying", f"names '{name}', which is not in id", suggestion(name, ids)
            )
    return named


def _columns(top: Section, table: str, format: FileFormat) -> dict[str, ColumnSource]:
    section = top.section("columns", 'a section [columns] with canonical_column = "THEIR_COLUMN"')
    columns = parse_columns(section, table, format)
    _require_birth_to_be_birth_alone(section, columns)
    return columns


def _require_birth_to_be_birth_alone(section: Section, columns: dict[str, ColumnSource]) -> None:
    """A birth is kept to its month: another column must not keep the day of it."""
    birth = columns.get("birth_on", ColumnSource()).columns
    for name, source in columns.items():
        shared = [column for column in source.columns if column in birth]
        if shared and name != "birth_on":
            raise section.error(
                name, f"is read from '{shared[0]}', the date of birth", "take it out"
            )


def _require_names(top: Section, source: Source) -> None:
    """Without a header, each column used must be one of the names the mapping gives."""
    if source.format.has_header:
        return
    names = source.format.names
    for used in source.columns_used:
        if used not in names:
            raise top.error("[format] names", f"does not hold '{used}'", suggestion(used, names))
