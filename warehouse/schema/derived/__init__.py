"""Derived tables: clinical variables computed from the canonical ones."""

from warehouse.schema.declare import Table
from warehouse.schema.derived.calcium import CALCIUM_TABLES
from warehouse.schema.derived.disease import DISEASE_TABLES
from warehouse.schema.derived.event import EVENT_TABLES
from warehouse.schema.derived.marker import MARKER_TABLES
from warehouse.schema.derived.quality import QUALITY_TABLES
from warehouse.schema.derived.treatment import TREATMENT_TABLES

DERIVED: dict[str, Table] = {
    table.name: table
    for table in (
        *CALCIUM_TABLES,
        *EVENT_TABLES,
        *DISEASE_TABLES,
        *MARKER_TABLES,
        *TREATMENT_TABLES,
        *QUALITY_TABLES,
    )
}
