"""Reading newline-delimited JSON: an object a line, columns by dotted path."""

import json
from collections.abc import Iterable, Iterator

import polars as pl

from transforms.sources.decoding import DecodedText
from transforms.sources.raw_table import RawTable, broken_rows, further_down
from transforms.sources.source import FileFormat

LIST_MARK = ";"  # between the items of a list: as canonical columns separate codes


def read_ndjson_pieces(
    texts: Iterable[DecodedText], format: FileFormat, wanted: tuple[str, ...]
) -> Iterator[RawTable]:
    """The wanted columns of a file of JSON objects, as text, a row a line, piece by piece.

    A column is a key, or the path to one ("patient.ipp"); absent or null is empty. A list of plain
    values is joined by ";". A line that is not an object is refused as `not_json`, one that holds
    characters no text has as `encoding`.
    """
    reader = _LineReader(format.decimal, wanted)
    lines_before = 0
    for text in texts:
        lines = text.utf8.splitlines()
        yield further_down(_read_lines(lines, text.damaged, reader, wanted), lines_before)
        lines_before += len(lines)


def _read_lines(
    lines: list[bytes], damaged: frozenset[int], reader: "_LineReader", wanted: tuple[str, ...]
) -> RawTable:
    numbers: list[int] = []
    rows: list[list[str | None]] = []
    reasons: dict[int, str] = {}
    for number, line in enumerate(lines):
        if not line.strip():
            continue
        row = reader.read(line)
        if number in damaged or (row is not None and not _is_text(row)):
            reasons[number + 1] = "encoding"
        elif row is None:
            reasons[number + 1] = "not_json"
        else:
            numbers.append(number + 1)
            rows.append(row)
    return RawTable(
        pl.Series("source_line", numbers, dtype=pl.Int64),
        # A column at a time: a frame takes rows in much more slowly.
        pl.DataFrame(
            dict(zip(wanted, zip(*rows, strict=True), strict=True)) if rows else {},
            schema=dict.fromkeys(wanted, pl.String),
        ),
        broken_rows(reasons),
    )


def _is_text(row: list[str | None]) -> bool:
    """Whether UTF-8 can hold the values: JSON can escape half a character, and a NUL."""
    try:
        return b"\0" not in "".join(value or "" for value in row).encode()
    except UnicodeEncodeError:
        return False


class _LineReader:
    """Takes the wanted values out of one line, numbers as they are written."""

    def __init__(self, decimal: str, wanted: tuple[str, ...]) -> None:
        self._paths = [(name, name.split(".")) for name in wanted]
        # A JSON number always has a point; the rest of the reading expects the declared mark.
        self._decoder = json.JSONDecoder(
            parse_float=lambda number: number.replace(".", decimal),
            parse_int=str,
            parse_constant=str,
        )

    def read(self, line: bytes) -> list[str | None] | None:
        """The wanted values; None when the line is not an object."""
        try:
            content: object = self._decoder.decode(line.decode())
            if not isinstance(content, dict):
                return None
            # What was nested just not too deep to be read may be too deep to be written again.
            return [_as_text(_at(content, name, path)) for name, path in self._paths]
        except (ValueError, RecursionError):
            return None


def _at(content: object, name: str, path: list[str]) -> object:
    """The value of a key, else of the path its dots make."""
    if isinstance(content, dict) and name in content:
        return content[name]
    for key in path:
        content = content.get(key) if isinstance(content, dict) else None
    return content


def _as_text(value: object) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list) and not any(isinstance(item, (list, dict)) for item in value):
        return LIST_MARK.join(text for item in value if (text := _as_text(item)) is not None)
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
