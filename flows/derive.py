"""Derived and published tables, computed in the order their functions' signatures give."""

from datetime import date

from transforms.lineage import order_of_work
from warehouse.build import WarehouseFile
from warehouse.schema import CANONICAL, DERIVED, PUBLISHED, Tier


def tables_to_compute(tier: Tier) -> tuple[str, ...]:
    """Names of the tables of a tier, each after those it is computed from."""
    return tuple(step.table.name for step in order_of_work() if step.table.tier == tier)


def compute_table(warehouse: WarehouseFile, name: str, as_of: date) -> int:
    """Compute one table from the tables its function names; returns its rows."""
    step = next(step for step in order_of_work() if step.table.name == name)
    tables = {**CANONICAL, **DERIVED, **PUBLISHED}
    result = step.run({name: warehouse.table(tables[name]) for name in step.inputs}, as_of)
    warehouse.replace(step.table, result)
    return result.height
