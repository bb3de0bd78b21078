"""Declared tables as one version holds them: an earlier Osteon may have known less."""

from weakref import WeakKeyDictionary

import polars as pl

from warehouse.reader import Reader
from warehouse.schema import COLUMNS, TABLES, ColumnType, Table

_TYPES: dict[ColumnType, tuple[pl.DataType, str]] = {
    ColumnType.TEXT: (pl.String(), "VARCHAR"),
    ColumnType.INTEGER: (pl.Int64(), "BIGINT"),
    ColumnType.NUMBER: (pl.Float64(), "DOUBLE"),
    ColumnType.BOOLEAN: (pl.Boolean(), "BOOLEAN"),
    ColumnType.DATE: (pl.Date(), "DATE"),
    ColumnType.DATETIME: (pl.Datetime("us"), "TIMESTAMP"),
    ColumnType.TEXT_LIST: (pl.List(pl.String()), "VARCHAR[]"),
}
# A published file never changes, and asking for its columns costs as much as asking for a patient.
_held: WeakKeyDictionary[Reader, dict[str, frozenset[str]]] = WeakKeyDictionary()


def columns_held(reader: Reader) -> dict[str, frozenset[str]]:
    """Columns of every table of the version, by full table name."""
    if reader not in _held:
        found = reader.frame(
            "SELECT schema_name || '.' || table_name AS name, list(column_name) AS columns "
            "FROM duckdb_columns() GROUP BY ALL"
        )
        _held[reader] = {name: frozenset(columns) for name, columns in found.iter_rows()}
    return _held[reader]


def exists(reader: Reader, full_name: str) -> bool:
    """The version holds the table: `derived.bone_agent_exposure`."""
    return full_name in columns_held(reader)


def relation(reader: Reader, full_name: str) -> str:
    """What to select a declared table from: with every declared column, whatever is held.

    A column that the version does not hold is null; a table that it does not hold has no row.
    """
    table, held = TABLES[full_name], columns_held(reader).get(full_name)
    if held is None:
        return f"(SELECT {_nulls(table.columns)} WHERE false)"
    missing = [name for name in table.columns if name not in held]
    return f"(SELECT *, {_nulls(missing)} FROM {full_name})" if missing else full_name


def _nulls(columns: tuple[str, ...] | list[str]) -> str:
    return ", ".join(f"NULL::{_TYPES[COLUMNS[name].type][1]} AS {name}" for name in columns)


def without_rows(table: Table) -> pl.DataFrame:
    """The declared columns of a table, and nothing in them."""
    return pl.DataFrame(schema={name: _TYPES[COLUMNS[name].type][0] for name in table.columns})
