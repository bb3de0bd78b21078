"""Published tables, of everybody: those made from tables that say something else tonight."""

from collections.abc import Collection
from datetime import date

import polars as pl

from flows.work import Amount, amount_of
from transforms.frames import in_order
from transforms.lineage import Step, order_of_work
from warehouse.build import WarehouseFile
from warehouse.schema import CANONICAL, DERIVED, PUBLISHED, Table, Tier

# A table is read for two or three others on average; a large one is dearer to hold than to read.
MOST_ROWS_HELD = 100_000
_TABLES = {**CANONICAL, **DERIVED, **PUBLISHED}


class Computation:
    """Published tables of a file computed from others; small ones are read once.

    Nothing else may write canonical, derived or published tables of the file meanwhile.
    """

    def __init__(self, warehouse: WarehouseFile) -> None:
        self._warehouse = warehouse
        self._held: dict[str, pl.DataFrame] = {}

    @property
    def held(self) -> frozenset[str]:
        """Names of the tables kept to be read again."""
        return frozenset(self._held)

    def compute(self, step: Step, as_of: date) -> Amount:
        """Compute one table from the tables its function names."""
        result = step.run({name: self._read(_TABLES[name]) for name in step.inputs}, as_of)
        self._warehouse.replace(step.table, result)
        self._held.pop(step.table.name, None)
        return amount_of(result)

    def _read(self, table: Table) -> pl.DataFrame:
        """In the order of the table: a sum must not depend on the order nights left rows in."""
        if table.name in self._held:
            return self._held[table.name]
        rows = in_order(self._warehouse.table(table), table)
        if rows.height <= MOST_ROWS_HELD:
            self._held[table.name] = rows
        return rows


def steps_to_publish(changed: Collection[str] | None) -> tuple[Step, ...]:
    """The published tables to compute again, each after those it is made from.

    changed: canonical and derived tables that say something else than when the published ones were
    computed; None when all of them are to be computed. Those that depend on the night always are.
    """
    steps = [step for step in order_of_work() if step.table.tier == Tier.PUBLISHED]
    if changed is None:
        return tuple(steps)
    stale, wanted = set(changed), []
    for step in steps:
        if step.needs_as_of or not stale.isdisjoint(step.inputs):
            stale.add(step.table.name)
            wanted.append(step)
    return tuple(wanted)
