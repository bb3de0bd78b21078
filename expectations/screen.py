"""One look for many expectations: a query that finds something unless each of them is met.

Nearly everything expected of a table is nearly always so. Looks pick out the few expectations that
have to be asked one by one, and counted. A look may suspect an expectation that turns out to be
met; one that is not met never escapes it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from expectations.expected import (
    Between,
    Expected,
    HasColumns,
    Matches,
    NeverMissing,
    NoRows,
    OneOf,
    Question,
    Unique,
)
from expectations.table_facts import COLUMNS_OF_TABLES, named_this

_OfEachRow = NeverMissing | Between | OneOf | Matches
_ROWS_ALONE = "FROM this WHERE "
_SUSPECT = "SELECT true AS is_suspect, NULL AS observed"


@dataclass(frozen=True)
class Look:
    """A query that yields one row at most: whether the group is suspect, and what was observed.

    No row says that each expectation of the group is met.
    """

    group: tuple[Expected, ...]
    query: str

    @property
    def settles(self) -> bool:
        """Whether what it sees is the answer itself: it asks all there is to ask."""
        questions = [item.question for item in self.group]
        return all(isinstance(item, NoRows) and not item.about_rows for item in questions)

    def one_by_one(self) -> tuple["Look", ...]:
        """The same look, at each expectation of the group by itself."""
        return tuple(look for item in self.group for look in looks_at([item]))


def looks_at(asked: Sequence[Expected]) -> tuple[Look, ...]:
    """The fewest looks at expectations given table by table; a median is not looked at."""
    return (*_at_columns(asked), *_at_rows_alone(asked), *_at_whole_tables(asked))


def _at_columns(asked: Iterable[Expected]) -> tuple[Look, ...]:
    """All tables at once: the catalogue is slow to ask about each."""
    group = tuple(item for item in asked if isinstance(item.question, HasColumns))
    declared = ", ".join(
        f"({_text(item.table)}, [{', '.join(map(_text, item.question.columns))}])" for item in group
    )
    other = (
        f"FROM (VALUES {declared}) AS declared(table_name, columns) "
        f"ANTI JOIN ({COLUMNS_OF_TABLES}) USING (table_name, columns)"
    )
    return (Look(group, f"{_SUSPECT} {other} LIMIT 1"),) if group else ()


def _at_rows_alone(asked: Iterable[Expected]) -> tuple[Look, ...]:
    """What is asked of each row alone, in one pass over a table."""
    alone = [item for item in asked if _failing_row(item.question) is not None]
    return tuple(
        _at_rows_of(table, tuple(group)) for table, group in groupby(alone, lambda item: item.table)
    )


def _at_rows_of(table: str, group: tuple[Expected, ...]) -> Look:
    failing = " OR ".join(f"({_failing_row(item.question)})" for item in group)
    return Look(group, f"{_SUSPECT} FROM {table} AS this WHERE {failing} LIMIT 1")


def _at_whole_tables(asked: Iterable[Expected]) -> tuple[Look, ...]:
    """What takes other rows or other tables, one by one."""
    return tuple(
        Look((item,), query) for item in asked if (query := _whole_table(item)) is not None
    )


def _whole_table(expected: Expected) -> str | None:
    match expected.question:
        case Unique(columns):
            # Numbers are compared faster than texts, and in less memory: that two keys have the
            # same is no answer yet, but of fifty million it happens once in ten thousand nights.
            keys = f"count(DISTINCT hash({', '.join(columns)}))"
            return f"{_SUSPECT} FROM {expected.table} AS this HAVING count(*) > {keys}"
        case NoRows(rows=rows, observed=str(observed)):
            # Both read the same totals, which DuckDB works out once.
            return f"{named_this(expected.table)} SELECT EXISTS (SELECT 1 {rows}), ({observed})"
        case NoRows(rows=rows) if _failing_row(expected.question) is None:
            return f"{named_this(expected.table)} {_SUSPECT} {rows} LIMIT 1"
        case _:
            return None


def _failing_row(question: Question) -> str | None:
    """In SQL, whether a row fails what is asked of each row alone; None for other questions."""
    match question:
        case NoRows(rows=rows, observed=None) if _is_about_each_row(rows):
            return rows.removeprefix(_ROWS_ALONE)
        case NeverMissing() | Between() | OneOf() | Matches():
            return fails_at(question)
        case _:
            return None


def _is_about_each_row(rows: str) -> bool:
    """A condition on one row, which can be joined to others by OR."""
    return rows.startswith(_ROWS_ALONE) and "SELECT" not in rows


def fails_at(question: _OfEachRow) -> str:
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


def _text(value: str) -> str:
    quoted = value.replace("'", "''")
    return f"'{quoted}'"
