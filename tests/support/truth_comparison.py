"""Expected against published, in words: the first difference a clinician would want to read."""

from collections.abc import Sequence
from datetime import date

import polars as pl

from tests.support.truth_hospital import TruthHospital
from tests.support.truth_text import EXPECTED, NONE, History, HistoryError, Section
from tests.support.truth_views import PUBLISHED, VIEWS
from warehouse.schema import PUBLISHED as PUBLISHED_TABLES

NOTHING = "-"
REJECTED = "rejected"


def differences(hospital: TruthHospital, history: History) -> str:
    """What the warehouse says otherwise than the history; empty when it says the same."""
    told = [_difference(hospital, history, section) for section in history.expected]
    found = [difference for difference in told if difference]
    if not found:
        return ""
    return "\n".join(["", f"{history.number}: {history.title}", history.meaning, *found])


def _difference(hospital: TruthHospital, history: History, section: Section) -> str:
    name = section.name.removeprefix(EXPECTED)
    found = (
        _published_rows(hospital, section, name.removeprefix(PUBLISHED))
        if name.startswith(PUBLISHED)
        else _own_rows(hospital, history, name)
    )
    for column in section.columns:
        if column not in found.columns:
            raise HistoryError(f"{history.name}: [{section.name}] has no column {column}")
    rows = found.select(section.columns).rows() if section.columns else found.rows()
    wanted = [tuple(row.values()) for row in section.rows]
    if len(rows) == len(wanted) and all(map(_is_same_row, wanted, rows)):
        return ""
    return "\n".join(
        [
            f"  [{section.name}]",
            *_table("expected", section, wanted),
            *_table("found", section, rows),
        ]
    )


def _own_rows(hospital: TruthHospital, history: History, name: str) -> pl.DataFrame:
    if name == REJECTED:
        return hospital.rejected(history)
    if name not in VIEWS:
        raise HistoryError(f"{history.name}: nothing is called [{EXPECTED}{name}]")
    rows = hospital.frame(VIEWS[name])
    own = rows.filter(pl.col("patient_id") == hospital.patient_id(history))
    return own.drop("patient_id")


def _published_rows(hospital: TruthHospital, section: Section, name: str) -> pl.DataFrame:
    """The row of a published table for each expected one, found by the columns of its key."""
    if name not in PUBLISHED_TABLES:
        raise HistoryError(f"[{section.name}]: no published table is called {name}")
    rows = hospital.frame(f"SELECT * FROM published.{name}")
    key = [column for column in PUBLISHED_TABLES[name].key if column in section.columns]
    found = [
        rows.filter(pl.all_horizontal(_is_cell(column, wanted[column]) for column in key))
        for wanted in section.rows
    ]
    return pl.concat(found) if found else rows


def _is_cell(column: str, wanted: str) -> pl.Expr:
    number = _number(wanted)
    return pl.col(column) == (wanted if number is None else number)


def _is_same_row(wanted: tuple[str, ...], found: tuple[object, ...]) -> bool:
    return all(map(_is_same, wanted, found))


def _is_same(wanted: str, found: object) -> bool:
    """As written; a number to the last decimal that is written."""
    if isinstance(found, float) and (number := _number(wanted)) is not None:
        decimals = len(wanted.partition(".")[2])
        return abs(found - number) <= 0.5 * 10.0**-decimals + 1e-9
    return wanted == _written(found)


def _number(cell: str) -> float | None:
    try:
        return float(cell)
    except ValueError:
        return None


def _written(found: object) -> str:
    if found is None:
        return NOTHING
    if isinstance(found, bool):
        return "yes" if found else "no"
    if isinstance(found, float):
        return f"{found:.6f}".rstrip("0").rstrip(".")
    return found.isoformat() if isinstance(found, date) else str(found)


def _table(label: str, section: Section, rows: Sequence[tuple[object, ...]]) -> list[str]:
    if not rows:
        return [f"    {label}: {NONE}"]
    cells = [section.columns, *(tuple(map(_written, row)) for row in rows)]
    if not section.columns:
        cells = cells[1:]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines = [
        "      " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        for row in cells
    ]
    return [f"    {label}:", *lines]
