"""A warehouse file being built: its tables, and frames in and out of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import polars as pl

from warehouse.schema import COLUMNS, TABLES, ColumnType, Table, Tier

DUCKDB_TYPE: dict[ColumnType, str] = {
    ColumnType.TEXT: "VARCHAR",
    ColumnType.INTEGER: "BIGINT",
    ColumnType.NUMBER: "DOUBLE",
    ColumnType.BOOLEAN: "BOOLEAN",
    ColumnType.DATE: "DATE",
    ColumnType.DATETIME: "TIMESTAMP",
    ColumnType.TEXT_LIST: "VARCHAR[]",
}


# Frames of the transforms need their room beside it.
MEMORY_LIMIT = "1GiB"
_BETWEEN = "patient_id BETWEEN $1 AND $2"


class WarehouseFile:
    """One DuckDB file of the warehouse, open for writing by this process alone."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection

    def create_missing_tables(self) -> None:
        """Every declared table that is not there yet, empty."""
        for tier in Tier:
            self._connection.execute(f"CREATE SCHEMA IF NOT EXISTS {tier}")
        for table in TABLES.values():
            self._connection.execute(f"CREATE TABLE IF NOT EXISTS {_ddl(table)}")

    def frame(
        self, query: str, parameters: list[object] | dict[str, object] | None = None
    ) -> pl.DataFrame:
        """Rows of a query."""
        rows: pl.DataFrame = self._connection.sql(query, params=parameters or []).pl()
        return rows

    def table(self, table: Table) -> pl.DataFrame:
        """All rows of a table."""
        return self.frame(f"SELECT {_names(table)} FROM {table.full_name}")

    def run(self, statement: str, parameters: list[object] | None = None) -> None:
        """One statement that returns nothing."""
        self._connection.execute(statement, parameters or [])

    def append(self, table: Table, rows: pl.DataFrame) -> None:
        """Add rows, given with the columns of the table."""
        if not rows.is_empty():
            self.insert(table.full_name, table.columns, rows)

    def replace(self, table: Table, rows: pl.DataFrame) -> None:
        """Make the rows the whole content of the table."""
        self._connection.execute(f"CREATE OR REPLACE TABLE {_ddl(table)}")
        self.append(table, rows)

    def rows_of_patients(self, table: Table, patients: pl.DataFrame) -> pl.DataFrame:
        """Rows of the table that are about some patients, given by patient_id.

        Tables lie in the order of patients, as far as nights have left them so: blocks before the
        first and after the last of them are passed over.
        """
        return self._with_keys(
            patients,
            f"SELECT {_names(table)} FROM {table.full_name} SEMI JOIN wanted USING (patient_id) "
            f"WHERE {_BETWEEN}",
            _first_and_last(patients),
        )

    def rows_of_patients_between(self, table: Table, patients: pl.DataFrame) -> pl.DataFrame:
        """Rows of the table about whoever lies between the first and the last of these patients."""
        return self.frame(
            f"SELECT {_names(table)} FROM {table.full_name} WHERE {_BETWEEN}",
            _first_and_last(patients),
        )

    @contextmanager
    def looking_at(self, patients: pl.DataFrame) -> Iterator[None]:
        """While it lasts, statements may look at `wanted`: some patients, by patient_id."""
        self._connection.register("wanted", patients)
        try:
            yield
        finally:
            self._connection.unregister("wanted")

    def frame_about(self, patients: pl.DataFrame, query: str) -> pl.DataFrame:
        """Rows of a query that may look at `wanted`: some patients, by patient_id."""
        return self._with_keys(patients, query)

    def forget(self, table: Table, keys: pl.DataFrame) -> None:
        """Remove the rows whose identifier is among `keys`."""
        columns = ", ".join(keys.columns)
        with self.looking_at(keys):
            self.run(
                f"DELETE FROM {table.full_name} "
                f"WHERE ({columns}) IN (SELECT ({columns}) FROM wanted)"
            )

    def carry_over(self, published: Path, table: Table) -> None:
        """Copy a table's rows from a published file, as far as that file has its columns."""
        self._connection.execute(f"ATTACH '{published}' AS earlier (READ_ONLY)")
        try:
            present = set(
                self.frame(
                    "SELECT column_name FROM duckdb_columns() WHERE database_name = 'earlier' "
                    "AND schema_name = $1 AND table_name = $2",
                    [str(table.tier), table.name],
                )["column_name"]
            )
            if present >= set(table.required):
                shared = ", ".join(name for name in table.columns if name in present)
                self._connection.execute(
                    f"INSERT INTO {table.full_name} ({shared}) "
                    f"SELECT {shared} FROM earlier.{table.full_name}"
                )
        finally:
            self._connection.execute("DETACH earlier")

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of it or nothing; rows keep their place meanwhile."""
        self._connection.execute("BEGIN")
        try:
            yield
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")

    def insert(
        self, target: str, columns: tuple[str, ...], rows: pl.DataFrame, **computed: str
    ) -> None:
        """Add rows to a table of any kind; computed: columns it has that SQL makes of theirs."""
        names, told = ", ".join((*columns, *computed)), ", ".join((*columns, *computed.values()))
        self._connection.register("rows_to_append", rows.select(columns))
        self._connection.execute(
            f"INSERT INTO {target} ({names}) SELECT {told} FROM rows_to_append"
        )
        self._connection.unregister("rows_to_append")

    def row_count(self, table: Table) -> int:
        """Number of rows."""
        return int(self.frame(f"SELECT count(*) AS n FROM {table.full_name}").item())

    def _with_keys(
        self, keys: pl.DataFrame, query: str, parameters: list[object] | None = None
    ) -> pl.DataFrame:
        with self.looking_at(keys):
            return self.frame(query, parameters)


@contextmanager
def open_for_writing(path: Path) -> Iterator[WarehouseFile]:
    """Open a warehouse file, checkpoint it and close it at the end."""
    # What does not fit is laid down in `<path>.tmp`, which goes with the file.
    connection = duckdb.connect(str(path))
    try:
        connection.execute(f"SET memory_limit = '{MEMORY_LIMIT}'")
        yield WarehouseFile(connection)
        connection.execute("CHECKPOINT")
    finally:
        connection.close()


def _first_and_last(patients: pl.DataFrame) -> list[object]:
    return [patients["patient_id"].min(), patients["patient_id"].max()]


def _names(table: Table) -> str:
    return ", ".join(table.columns)


def _ddl(table: Table) -> str:
    columns = ", ".join(
        f"{name} {DUCKDB_TYPE[COLUMNS[name].type]}"
        + (" NOT NULL" if name in table.required else "")
        for name in table.columns
    )
    return f"{table.full_name} ({columns})"
