"""Declared tables as Polars frames: their types, an empty one, a frame put in their shape."""

from functools import cache

import polars as pl

from warehouse.schema import COLUMNS, ColumnType, Table

POLARS_TYPE: dict[ColumnType, pl.DataType] = {
    ColumnType.TEXT: pl.String(),
    ColumnType.INTEGER: pl.Int64(),
    ColumnType.NUMBER: pl.Float64(),
    ColumnType.BOOLEAN: pl.Boolean(),
    ColumnType.DATE: pl.Date(),
    ColumnType.DATETIME: pl.Datetime("us"),
    ColumnType.TEXT_LIST: pl.List(pl.String()),
}


class SchemaMismatch(ValueError):
    """A frame does not have the columns of the table it claims to be."""


@cache
def polars_schema(table: Table) -> pl.Schema:
    """Name and Polars type of each column of a declared table, in its order."""
    return pl.Schema({name: POLARS_TYPE[COLUMNS[name].type] for name in table.columns})


def empty_frame(table: Table) -> pl.DataFrame:
    """The table without rows."""
    return pl.DataFrame(schema=polars_schema(table))


def in_order(rows: pl.DataFrame, table: Table) -> pl.DataFrame:
    """The rows in the order of their table."""
    keys = rows.select(table.order)
    # rows of a table mostly lie in its order: to see that is cheaper than to move them all
    if keys.equals(keys.sort(table.order, nulls_last=True)):
        return rows
    return rows.sort(table.order, nulls_last=True)


def conform(frame: pl.DataFrame, table: Table) -> pl.DataFrame:
    """The frame with exactly the columns, types and row order of its table.

    Raises SchemaMismatch naming missing and unexpected columns.
    """
    missing = [name for name in table.columns if name not in frame.columns]
    unexpected = [name for name in frame.columns if name not in table.columns]
    if missing or unexpected:
        raise SchemaMismatch(
            f"{table.full_name}: missing columns {missing}; unexpected columns {unexpected}"
        )
    typed = frame.select(pl.col(name).cast(dtype) for name, dtype in polars_schema(table).items())
    is_in_order = typed.height < 2 or not table.order
    return typed if is_in_order else typed.sort(table.order, nulls_last=True)
