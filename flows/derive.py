"""Derived and published tables, computed in the order their functions' signatures give."""

from datetime import date

from transforms.lineage import Step, order_of_work
from warehouse.build import WarehouseFile
from warehouse.schema import CANONICAL, DERIVED, PUBLISHED, Tier


def tables_to_derive() -> tuple[str, ...]:
    """Names of the derived tables, each after those it is computed from."""
    return tuple(step.table.name for step in order_of_work() if step.table.tier == Tier.DERIVED)


def derive_table(warehouse: WarehouseFile, name: str, as_of: date) -> int:
    """Compute one derived table from the tables its function names; returns its rows."""
    step = next(step for step in order_of_work() if step.table.name == name)
    return _compute(warehouse, step, as_of)


def population_tables(warehouse: WarehouseFile, as_of: date) -> int:
    """Compute every published table; returns their rows."""
    published = [step for step in order_of_work() if step.table.tier == Tier.PUBLISHED]
    return sum(_compute(warehouse, step, as_of) for step in published)


def _compute(warehouse: WarehouseFile, step: Step, as_of: date) -> int:
    tables = {**CANONICAL, **DERIVED, **PUBLISHED}
    result = step.run({name: warehouse.table(tables[name]) for name in step.inputs}, as_of)
    warehouse.replace(step.table, result)
    return result.height
