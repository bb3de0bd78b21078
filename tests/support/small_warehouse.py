"""A warehouse file holding exactly the rows a test gives: declared tables, no constraint.

The production door refuses nulls in required columns; here they may enter, because it is the
judgement that is tested.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import duckdb
import polars as pl

from transforms.frames import polars_schema
from warehouse.build import DUCKDB_TYPE
from warehouse.schema import COLUMNS, TABLES, Table, Tier

Row = dict[str, object]
Rows = Mapping[str, Sequence[Row]]


def small_warehouse(path: Path, rows: Rows, *, without: Iterable[str] = ()) -> Path:
    """Write the file with every declared table, by full name; columns not given are null.

    `without` names tables to leave out (`canonical.patient`) or columns (`canonical.patient.sex`).
    """
    left_out = set(without)
    connection = duckdb.connect(str(path))
    try:
        for tier in Tier:
            connection.execute(f"CREATE SCHEMA {tier}")
        for name, table in TABLES.items():
            if name not in left_out:
                _write(connection, table, rows.get(name, ()), left_out)
    finally:
        connection.close()
    return path


def _write(
    connection: duckdb.DuckDBPyConnection, table: Table, rows: Sequence[Row], left_out: set[str]
) -> None:
    columns = [name for name in table.columns if f"{table.full_name}.{name}" not in left_out]
    types = ", ".join(f"{name} {DUCKDB_TYPE[COLUMNS[name].type]}" for name in columns)
    connection.execute(f"CREATE TABLE {table.full_name} ({types})")
    if rows:
        frame = pl.DataFrame(list(rows), schema=polars_schema(table)).select(columns)
        connection.register("given_rows", frame)
        connection.execute(f"INSERT INTO {table.full_name} SELECT * FROM given_rows")
        connection.unregister("given_rows")
