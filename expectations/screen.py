"""One question for many: is any of the questions of one kind about a table answered no?

Most of what is expected of a table is nearly always so. One look that finds nothing answers a
whole group of questions; only where it finds something is each asked by itself, and counted.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from expectations.expected import (
    Between,
    Expected,
    Matches,
    NeverMissing,
    NoRows,
    OneOf,
    Question,
    critical,
)

_OfEachRow = NeverMissing | Between | OneOf | Matches
_FEWEST = 2


@dataclass(frozen=True)
class Screen:
    """A group of expectations of one table, and the question met exactly when each of them is."""

    group: tuple[Expected, ...]
    question: Expected


def screens_of(asked: Sequence[Expected]) -> tuple[Screen, ...]:
    """The questions about single rows as one, those about rows that should not exist as another."""
    each_row = tuple(item for item in asked if isinstance(item.question, _OfEachRow))
    no_rows = tuple(item for item in asked if isinstance(item.question, NoRows))
    screens = []
    if len(each_row) >= _FEWEST:
        failing = " OR ".join(f"({fails_at(item.question)})" for item in each_row)
        screens.append(_screen(each_row, "fails no row", f"FROM this WHERE {failing}"))
    if len(no_rows) >= _FEWEST:
        found = " UNION ALL ".join(_there_are(item.question) for item in no_rows)
        screens.append(_screen(no_rows, "finds nothing", f"FROM ({found})"))
    return tuple(screens)


def _screen(group: tuple[Expected, ...], phrase: str, rows: str) -> Screen:
    reason = "Each of the group is asked when one fails."
    return Screen(group, critical(group[0].table, NoRows(phrase, rows), reason))


def _there_are(question: Question) -> str:
    assert isinstance(question, NoRows), "only these are about rows that should not exist"
    return f"SELECT 1 WHERE EXISTS (SELECT 1 {question.rows})"


def fails_at(question: Question) -> str:
    """In SQL, whether a row fails; of a value that is missing, only when it must not be."""
    match question:
        case NeverMissing(column):
            return f"{column} IS NULL"
        case OneOf(column, codes):
            return f"{column} NOT IN ({', '.join(map(_text, codes))})"
        case Between(column, low, high):
            sides = ((low, "<"), (high, ">"))
            return " OR ".join(f"{column} {side} {end!r}" for end, side in sides if end is not None)
        case Matches(column, pattern):
            return f"NOT ({column} ~ {_text(pattern)})"
        case _:
            raise TypeError(f"{type(question).__name__} is not asked of each row alone")


def _text(value: str) -> str:
    quoted = value.replace("'", "''")
    return f"'{quoted}'"
