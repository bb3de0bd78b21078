"""How much of a kept version this Osteon can read: an earlier one may have built it."""

from dashboard.queries.declared import columns_held
from warehouse.reader import Reader
from warehouse.schema import TABLES, Tier

# What the page of one patient reads; the other pages show the last version only.
_TIERS = (Tier.CANONICAL, Tier.DERIVED)


def columns_missing(reader: Reader) -> list[str]:
    """Declared columns, as schema.table.column, that the version does not have; sorted."""
    held = columns_held(reader)
    return sorted(
        f"{table.full_name}.{column}"
        for table in TABLES.values()
        if table.tier in _TIERS
        for column in table.columns
        if column not in held.get(table.full_name, frozenset())
    )


def columns_needed(reader: Reader) -> list[str]:
    """Those of them without which the rows of a table that is there say nothing.

    A table that is not there has no rows, and any other column is missing from all of them.
    """
    held = columns_held(reader)
    return sorted(
        f"{table.full_name}.{column}"
        for table in TABLES.values()
        if table.tier in _TIERS and table.full_name in held
        for column in table.required
        if column not in held[table.full_name]
    )
