"""Withheld is not missing: which values of a row are withheld, and how that is written."""

from collections.abc import Iterable, Mapping

import polars as pl

from dashboard.disclosure.rounding import SMALLEST_SHOWN
from dashboard.language import say, say_number

_PREFIX = "withheld_in_"
SMALL_MARK = "<"


def reasons_column(table: str) -> str:
    """The column that lists, for each row of a disclosed table, the columns withheld in it.

    Tables that a question joins keep theirs apart. A count from 1 to 10 ends with SMALL_MARK.
    """
    return f"{_PREFIX}{table}"


def reasons_in(columns: Iterable[str]) -> list[str]:
    """The columns of reasons among these; none in an exact frame."""
    return [name for name in columns if name.startswith(_PREFIX)]


def small_count_in_words() -> str:
    """A count from 1 to 10, as it is written."""
    return say("< {count}", count=SMALLEST_SHOWN)


def withheld_in_words() -> str:
    """What is withheld lest it give another count away, or for resting on one."""
    return say("withheld")


def why_withheld(row: Mapping[str, object], column: str) -> str | None:
    """What stands in place of a value of a row; None for one that is shown, or missing."""
    if is_small_in(row, column):
        return small_count_in_words()
    return withheld_in_words() if column in _marks(row) else None


def counted(row: Mapping[str, object], column: str) -> str:
    """A count of a row as a reader sees it: the number, why there is none, or a dash."""
    value = row[column]
    if isinstance(value, int | float):
        return say_number(value, 0)
    return why_withheld(row, column) or "–"


def with_reasons(frame: pl.DataFrame, columns: Iterable[str]) -> pl.DataFrame:
    """These columns of a frame, and those that say what of them is withheld."""
    return frame.select(*columns, *reasons_in(frame.columns))


def rows_with_withheld(frame: pl.DataFrame) -> int:
    """In how many rows something is withheld that other rows show."""
    if not is_disclosed(frame) or frame.is_empty():
        return 0
    marks = [set(_marks(row)) for row in frame.iter_rows(named=True)]
    never_shown = set.intersection(*marks) if len(marks) > 1 else set()
    return sum(bool(own - never_shown) for own in marks)


def _marks(row: Mapping[str, object]) -> list[str]:
    found: list[str] = []
    for name in reasons_in(row):
        marks = row[name]
        found += marks if isinstance(marks, list) else []
    return found


def withheld_columns(frame: pl.DataFrame) -> set[str]:
    """The columns of which any row says that they are withheld."""
    marks = (_marks(row) for row in frame.iter_rows(named=True))
    return {mark.removesuffix(SMALL_MARK) for own in marks for mark in own}


def is_small_in(row: Mapping[str, object], column: str) -> bool:
    """The count of a row is withheld because it is from 1 to 10."""
    return f"{column}{SMALL_MARK}" in _marks(row)


def in_words_where_withheld(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame without its reasons; columns in which anything is withheld as text."""
    if not is_disclosed(frame):
        return frame
    rows, withheld = frame.rows(named=True), withheld_columns(frame)
    shown = frame.drop(reasons_in(frame.columns))
    return shown.with_columns(
        pl.Series(name, [_written(row, name) for row in rows], dtype=pl.String)
        for name in shown.columns
        if name in withheld
    )


def _written(row: Mapping[str, object], column: str) -> str | None:
    value = row[column]
    if isinstance(value, float):
        return say_number(value, 2)
    return say_number(value, 0) if isinstance(value, int) else why_withheld(row, column)


def is_disclosed(frame: pl.DataFrame) -> bool:
    """The frame is what is left for whoever may not see small counts."""
    return bool(reasons_in(frame.columns))
