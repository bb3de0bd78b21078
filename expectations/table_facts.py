"""What can be said of a judged table without any patient value: columns, counts, one line."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from expectations.expected import HasColumns, MedianBetween, NoRows, Question
from warehouse.schema.thresholds import threshold

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection


# The catalogue is slow to ask about each table.
COLUMNS_OF_TABLES = (
    "SELECT schema_name || '.' || table_name AS table_name, "
    "list(column_name ORDER BY column_index) AS columns FROM duckdb_columns() GROUP BY ALL"
)


def named_this(source: str) -> str:
    """Start of a query that gives a table the name that questions call it by."""
    return f"WITH this AS (SELECT * FROM {source})"


def columns_of_tables(connection: "Connection") -> dict[str, tuple[str, ...]]:
    """Columns of every table (`schema.table`)."""
    found = connection.exec_driver_sql(COLUMNS_OF_TABLES)
    return {table: tuple(columns) for table, columns in found}


def rows_of_tables(connection: "Connection", tables: Sequence[str]) -> dict[str, int]:
    """Rows of each table (`schema.table`), all of which must be there."""
    counts = [
        f"SELECT '{table}' AS table_name, count(*) AS row_count FROM {table}" for table in tables
    ]
    found = connection.exec_driver_sql(" UNION ALL ".join(counts)) if counts else ()
    return {table: int(count) for table, count in found}


@dataclass(frozen=True)
class TableFacts:
    """Facts about one table (`schema.table`) of an open warehouse file."""

    connection: "Connection"
    table: str
    columns: tuple[str, ...]  # in their order; none when the table is missing
    row_count: int

    def can_answer(self, question: Question) -> bool:
        """Whether there is anything to judge: a table, rows, or values for a median."""
        if not self.columns:
            return False
        match question:
            case HasColumns() | NoRows():
                return True
            case MedianBetween(column) if column in self.columns:
                return self._number(f"SELECT count({column}) FROM {self.table}") > 0
            case _:
                return self.row_count > 0

    def observed(self, question: Question) -> str | None:
        """What was seen, whether the answer is yes or no; None when there is nothing to add."""
        match question:
            case HasColumns(declared):
                return self._difference_from(declared)
            case MedianBetween(column):
                return self._line(_median(column, self.table))
            case NoRows(observed=str(query)):
                return self._line(f"{named_this(self.table)} {query}")
            case _:
                return None

    def _difference_from(self, declared: tuple[str, ...]) -> str | None:
        missing = [name for name in declared if name not in self.columns]
        unexpected = [name for name in self.columns if name not in declared]
        if missing or unexpected:
            return f"missing {missing}; unexpected {unexpected}"
        return None if declared == self.columns else "the same columns in another order"

    def _number(self, query: str) -> int:
        return int(self.connection.exec_driver_sql(query).scalar_one())

    def _line(self, query: str) -> str | None:
        found = self.connection.exec_driver_sql(query).scalar()
        return None if found is None else str(found)


def _median(column: str, table: str) -> str:
    smallest = threshold("smallest_shown_group")
    return (
        f"SELECT CASE WHEN count({column}) < {smallest} THEN 'fewer than {smallest:.0f} values' "
        f"ELSE printf('median %.3f of %d', median({column}), count({column})) END FROM {table}"
    )
