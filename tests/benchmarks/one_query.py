"""What is expected of a warehouse, as one SQL query: the least anybody would have to ask.

One pass a table for what is asked of its rows one by one, and the rest as it is declared. Written
from expectations/, so that it asks exactly the same.
"""

import sys
from collections import defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from expectations import EXPECTATIONS
from expectations.expected import (
    Between,
    Expected,
    HasColumns,
    Matches,
    MedianBetween,
    NeverMissing,
    NoRows,
    OneOf,
    Question,
    Unique,
)
from expectations.screen import fails_at
from expectations.table_facts import named_this


def one_query() -> str:
    """Table, place of the expectation and failing rows, for every expectation of every table."""
    by_table: dict[str, list[Expected]] = defaultdict(list)
    for expectations in EXPECTATIONS.values():
        for expected in expectations:
            by_table[expected.table].append(expected)
    return "\nUNION ALL\n".join(_of_table(table, asked) for table, asked in by_table.items())


def _of_table(table: str, asked: list[Expected]) -> str:
    counts = ", ".join(_failing(table, expected.question) for expected in asked)
    return f"SELECT '{table}' AS table_name, [{counts}] AS failing FROM {table}"


def _failing(table: str, question: Question) -> str:
    match question:
        case NeverMissing() | OneOf() | Between() | Matches():
            return f"count(*) FILTER ({fails_at(question)})"
        case MedianBetween(column, low, high):
            return f"coalesce(median({column}) NOT BETWEEN {low} AND {high}, false)::BIGINT"
        case Unique(columns):
            names = ", ".join(columns)
            return (
                f"(SELECT count(*) FROM (SELECT 1 FROM {table} GROUP BY {names} "
                "HAVING count(*) > 1))"
            )
        case NoRows():
            return f"(SELECT count(*) FROM ({named_this(table)} SELECT 1 {question.rows}))"
        case HasColumns(columns):
            listed = ", ".join(f"'{name}'" for name in columns)
            schema, name = table.split(".")
            return (
                f"(SELECT (list(column_name ORDER BY column_index) <> [{listed}])::BIGINT "
                f"FROM duckdb_columns() WHERE schema_name = '{schema}' AND table_name = '{name}')"
            )
