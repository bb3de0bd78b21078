"""Derived and published tables, computed in the order their functions' signatures give."""

from datetime import date

import polars as pl

from transforms.lineage import order_of_work
from warehouse.build import WarehouseFile
from warehouse.schema import CANONICAL, DERIVED, PUBLISHED, Table, Tier

# A table is read for two or three others on average; a large one is dearer to hold than to read.
MOST_ROWS_HELD = 10_000


class Computation:
    """Tables of a file computed from each other; small ones are read once.

    Nothing else may write derived or published tables of the file meanwhile.
    """

    def __init__(self, warehouse: WarehouseFile) -> None:
        self._warehouse = warehouse
        self._held: dict[str, pl.DataFrame] = {}

    def compute(self, name: str, as_of: date) -> int:
        """Compute one table from the tables its function names; returns its rows."""
        step = next(step for step in order_of_work() if step.table.name == name)
        tables = {**CANONICAL, **DERIVED, **PUBLISHED}
        result = step.run({name: self._read(tables[name]) for name in step.inputs}, as_of)
        self._warehouse.replace(step.table, result)
        self._held.pop(name, None)
        return result.height

    def _read(self, table: Table) -> pl.DataFrame:
        if table.name in self._held:
            return self._held[table.name]
        rows = self._warehouse.table(table)
        if rows.height <= MOST_ROWS_HELD:
            self._held[table.name] = rows
        return rows


def tables_to_compute(tier: Tier) -> tuple[str, ...]:
    """Names of the tables of a tier, each after those it is computed from."""
    return tuple(step.table.name for step in order_of_work() if step.table.tier == tier)
