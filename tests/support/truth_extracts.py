"""Histories as the files a hospital would deliver: every history together, one set a night.

A section of a history is an extract of the same name, its columns those the mapping reads. Two
columns are about the delivery: NUM, the number of the row (else counted from 1), and NUIT, the
night that brings it (else the first).
"""

import csv
import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import polars as pl

from tests.support.truth_text import History, HistoryError
from transforms.sources import Source

FIRST_NIGHT = date(2026, 3, 30)
NUMBER, NIGHT = "NUM", "NUIT"
PATIENT = "IPP"

Row = dict[str, str]


def night_on(night: int) -> date:
    """The date of a night, counted from 1."""
    return FIRST_NIGHT + timedelta(days=night - 1)


def last_night(histories: Iterable[History]) -> int:
    """The number of the last night any history speaks of."""
    return max(_night(row) for item in histories for part in item.extracts for row in part.rows)


def write_night(
    inbox: Path, histories: Sequence[History], sources: Sequence[Source], night: int
) -> None:
    """The files of one night into the inbox; a feed that says nothing that night sends none."""
    for source in sources:
        rows = _delivered(histories, source, night)
        if rows:
            name = _file_name(source, night_on(night))
            (inbox / name).write_bytes(_file(source, rows))


def lines_of(
    history: History, histories: Sequence[History], source: Source, night: int
) -> list[tuple[str, int]]:
    """File name and line of each row of a history in the file of a feed and night."""
    rows = _delivered(histories, source, night)
    first = 2 if source.format.kind == "delimited" else 1  # a header comes first
    name = _file_name(source, night_on(night))
    own = history.hospital_identifier
    return [(name, line) for line, row in enumerate(rows, start=first) if row[PATIENT] == own]


def named(history: History, patient_id: str, keys: dict[str, str]) -> History:
    """The history with the published key in place of each event written as {FX 2025-05-12}."""

    def key(cell: str) -> str:
        is_event = cell.startswith("{") and cell.endswith("}")
        return keys.get(f"{patient_id} {cell[1:-1]}", cell) if is_event else cell

    sections = [
        replace(part, rows=tuple({name: key(row[name]) for name in row} for row in part.rows))
        for part in history.extracts
    ]
    return replace(history, extracts=tuple(sections))


def check_sections(history: History, sources: Sequence[Source]) -> None:
    """Raises HistoryError when a section or a column is of no extract."""
    by_feed = {source.feed: source for source in sources}
    for section in history.extracts:
        if section.name not in by_feed:
            raise HistoryError(f"{history.name}: no extract is called [{section.name}]")
        known = {NIGHT, NUMBER, *_columns(by_feed[section.name])}
        for column in section.columns:
            if column not in known:
                raise HistoryError(f"{history.name}: [{section.name}] has no column {column}")


def _delivered(histories: Sequence[History], source: Source, night: int) -> list[Row]:
    """Rows of a feed that night: what is new, or everything known by then for a whole list."""
    rows = [
        (_night(cells), _row(history, place, cells, source))
        for history in histories
        for section in history.extracts
        if section.name == source.feed
        for place, cells in enumerate(section.rows, start=1)
    ]
    if source.delivery == "delta":
        return [row for on, row in rows if on == night]
    known = [(on, row) for on, row in rows if on <= night]
    return list({row[PATIENT]: row for _, row in sorted(known, key=lambda item: item[0])}.values())


def _row(history: History, place: int, cells: Row, source: Source) -> Row:
    said = {name: cells.get(name, "") for name in _columns(source)}
    number = cells.get(NUMBER) or str(place)
    named = {NUMBER: number} if NUMBER in said else {}
    return {**said, **named, PATIENT: history.hospital_identifier}


def _columns(source: Source) -> tuple[str, ...]:
    return tuple(source.columns_used)


def _night(cells: Row) -> int:
    return int(cells.get(NIGHT) or 1)


def _file_name(source: Source, on: date) -> str:
    return source.files[0].replace("*", on.strftime("%Y%m%d"))


def _file(source: Source, rows: list[Row]) -> bytes:
    writers = {"delimited": _delimited, "ndjson": _ndjson, "parquet": _parquet}
    return writers[source.format.kind](source, rows)


def _delimited(source: Source, rows: list[Row]) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, _columns(source), delimiter=source.format.delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode(source.format.encoding)


def _ndjson(source: Source, rows: list[Row]) -> bytes:
    del source
    return "".join(f"{json.dumps(_nested(row), ensure_ascii=False)}\n" for row in rows).encode()


def _nested(row: Row) -> dict[str, object]:
    """`examen.date` is the key `date` of the object `examen`; an empty cell is left out."""
    whole: dict[str, object] = {}
    inside: dict[str, dict[str, str]] = {}
    for name, cell in row.items():
        first, _, rest = name.partition(".")
        if cell and rest:
            inside.setdefault(first, {})[rest] = cell
        elif cell:
            whole[first] = cell
    return {**whole, **inside}


def _parquet(source: Source, rows: list[Row]) -> bytes:
    said = {name: [row[name] or None for row in rows] for name in _columns(source)}
    identifiers = {PATIENT, *source.row.id}
    columns = {
        name: pl.Series(cells, dtype=pl.String) if name in identifiers else _typed(cells)
        for name, cells in said.items()
    }
    data = io.BytesIO()
    pl.DataFrame(columns).write_parquet(data)
    return data.getvalue()


def _typed(cells: list[str | None]) -> pl.Series:
    """A column as its own system types it: dates, numbers, else text."""
    texts = pl.Series(cells, dtype=pl.String)
    try:
        days = [datetime.strptime(cell, "%d/%m/%Y").date() if cell else None for cell in cells]
    except ValueError:
        numbers = texts.str.replace(",", ".").cast(pl.Float64, strict=False)
        return texts if numbers.null_count() > texts.null_count() else numbers
    return pl.Series(days, dtype=pl.Date) if texts.null_count() < len(texts) else texts
