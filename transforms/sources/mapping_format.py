"""The [format] section of a mapping: how the file is written."""

import re

from transforms.sources.dates import DIRECTIVES, is_time_zone
from transforms.sources.mapping_keys import Section
from transforms.sources.source import FileFormat, FileKind

SHARED_KEYS = ("kind", "decimal", "time_zone", "dates", "null")
TEXT_KEYS = ("encoding",)
DELIMITED_KEYS = ("delimiter", "quote", "header", "names")
KEYS_OF: dict[FileKind, tuple[str, ...]] = {
    FileKind.DELIMITED: (*SHARED_KEYS, *TEXT_KEYS, *DELIMITED_KEYS),
    FileKind.NDJSON: (*SHARED_KEYS, *TEXT_KEYS),
    FileKind.PARQUET: SHARED_KEYS,
}


def parse_format(section: Section | None, file_name: str) -> FileFormat:
    """How the file is written; the defaults where the mapping says nothing. Raises MappingError."""
    if section is None:
        section = Section(file_name, "[format] ", {})
    default = FileFormat()
    kind = section.choice("kind", FileKind, default.kind)
    _only_keys_of(section, kind)
    delimiter, quote = _marks(section, default)
    has_header = section.flag("header", default.has_header)
    return FileFormat(
        kind=kind,
        delimiter=delimiter,
        quote=quote,
        encoding=_encoding(section, default.encoding),
        decimal=_decimal(section, default.decimal),
        has_header=has_header,
        names=_names(section, has_header),
        time_zone=_time_zone(section, default.time_zone),
        dates=_dates(section),
        nulls=section.texts("null") if section.has("null") else default.nulls,
    )


def _only_keys_of(section: Section, kind: FileKind) -> None:
    section.only(KEYS_OF[FileKind.DELIMITED])
    for key in section.values:
        if key not in KEYS_OF[kind]:
            raise section.error(key, f"means nothing for {kind} files", "take it out")


def _marks(section: Section, default: FileFormat) -> tuple[str, str]:
    delimiter = section.text("delimiter", default.delimiter)
    quote = section.text("quote", default.quote)
    if not _is_mark(delimiter):
        raise section.error("delimiter", "is not one ASCII sign", 'write for example ";" or "\\t"')
    if quote and not _is_mark(quote):
        raise section.error("quote", "is not one ASCII sign", 'write \'"\', or "" for no quotes')
    if delimiter == quote:
        raise section.error("quote", "is also the delimiter", "use another sign for one of them")
    return delimiter, quote


def _is_mark(sign: str) -> bool:
    return len(sign) == 1 and sign.isascii() and not sign.isalnum() and sign not in "\r\n\0"


def _encoding(section: Section, default: str) -> str:
    encoding = section.text("encoding", default)
    try:
        "a".encode(encoding)
    except (LookupError, UnicodeError):
        raise section.error(
            "encoding", f"does not know '{encoding}'", 'use for example "utf-8" or "cp1252"'
        ) from None
    return encoding


def _decimal(section: Section, default: str) -> str:
    decimal = section.text("decimal", default)
    if decimal not in (",", "."):
        raise section.error("decimal", "is neither a comma nor a point", 'write "," or "."')
    return decimal


def _names(section: Section, has_header: bool) -> tuple[str, ...]:
    if has_header and section.has("names"):
        raise section.error(
            "names",
            "is given although the file has a header",
            "take it out or write header = false",
        )
    names = () if has_header else section.texts("names")
    repeated = next((name for name in names if names.count(name) > 1), None)
    if repeated is not None:
        raise section.error("names", f"holds '{repeated}' twice", "give each column its own name")
    return names


def _time_zone(section: Section, default: str) -> str:
    zone = section.text("time_zone", default)
    if not is_time_zone(zone):
        raise section.error(
            "time_zone",
            f"does not know '{zone}'",
            'use a name of the IANA list, for example "Europe/Paris" or "UTC"',
        )
    return zone


def _dates(section: Section) -> tuple[str, ...]:
    formats = section.texts("dates") if section.has("dates") else ()
    for written in formats:
        _require_date_format(section, written)
    return formats


def _require_date_format(section: Section, format: str) -> None:
    used = re.findall(r"%(.?)", format.replace("%%", ""))
    unknown = [directive for directive in used if directive not in DIRECTIVES]
    if "y" in unknown:
        raise section.error(
            "dates",
            f"has a year of two digits in '{format}', whose century is unknown",
            "have the export write four digits (%Y)",
        )
    if unknown:
        known = " ".join(f"%{directive}" for directive in sorted(DIRECTIVES))
        raise section.error("dates", f"does not know '%{unknown[0]}' in '{format}'", f"use {known}")
    if not {"Y", "F"} & set(used):
        raise section.error("dates", f"has no year in '{format}'", "add %Y")
