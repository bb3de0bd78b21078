"""Whether to believe the tables: what is expected of each, and the judgement of a built file."""

from expectations.canonical import CANONICAL_EXPECTATIONS
from expectations.declared import DECLARED, UNJUDGED
from expectations.derived import DERIVED_EXPECTATIONS
from expectations.expected import Expected, VerdictSeverity
from expectations.operations import OPERATIONS_EXPECTATIONS
from expectations.published import PUBLISHED_EXPECTATIONS
from warehouse.schema import TABLES

WRITTEN_BY_HAND: tuple[Expected, ...] = (
    *CANONICAL_EXPECTATIONS,
    *DERIVED_EXPECTATIONS,
    *PUBLISHED_EXPECTATIONS,
    *OPERATIONS_EXPECTATIONS,
)

EXPECTATIONS: dict[str, tuple[Expected, ...]] = {
    table.name: tuple(
        expected for expected in (*DECLARED, *WRITTEN_BY_HAND) if expected.table == table.full_name
    )
    for table in TABLES.values()
    if table.full_name not in UNJUDGED
}

__all__ = ["EXPECTATIONS", "WRITTEN_BY_HAND", "Expected", "VerdictSeverity"]
