"""Whether a kept version can be read by this Osteon, or was built by an earlier one."""

from warehouse.reader import Reader
from warehouse.schema import TABLES, Tier

# What the page of one patient reads; the other pages show the last version only.
_TIERS = (Tier.CANONICAL, Tier.DERIVED)


def columns_missing(reader: Reader) -> list[str]:
    """Declared columns, as schema.table.column, that the version does not have; sorted."""
    held = reader.frame(
        "SELECT schema_name || '.' || table_name || '.' || column_name FROM duckdb_columns()"
    )
    declared = {
        f"{table.full_name}.{column}"
        for table in TABLES.values()
        if table.tier in _TIERS
        for column in table.columns
    }
    return sorted(declared - set(held.to_series()))
