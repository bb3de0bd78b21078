"""Declared tables that a version published by earlier code does not hold yet."""

import polars as pl

from warehouse.reader import Reader
from warehouse.schema import COLUMNS, ColumnType, Table

_TYPES: dict[ColumnType, pl.DataType] = {
    ColumnType.TEXT: pl.String(),
    ColumnType.INTEGER: pl.Int64(),
    ColumnType.NUMBER: pl.Float64(),
    ColumnType.BOOLEAN: pl.Boolean(),
    ColumnType.DATE: pl.Date(),
    ColumnType.DATETIME: pl.Datetime("us"),
    ColumnType.TEXT_LIST: pl.List(pl.String()),
}


def exists(reader: Reader, full_name: str) -> bool:
    """The version holds the table: `derived.bone_agent_exposure`."""
    schema, name = full_name.split(".")
    found = reader.frame(
        "SELECT 1 FROM duckdb_tables() WHERE schema_name = $1 AND table_name = $2", [schema, name]
    )
    return not found.is_empty()


def without_rows(table: Table) -> pl.DataFrame:
    """The declared columns of a table, and nothing in them."""
    return pl.DataFrame(schema={name: _TYPES[COLUMNS[name].type] for name in table.columns})
