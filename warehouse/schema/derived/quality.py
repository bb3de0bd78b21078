"""Rows that a data-quality rule points at."""

from warehouse.schema.declare import Table, Tier

QUALITY_TABLES = (
    Table(
        "finding",
        Tier.DERIVED,
        "Canonical rows that break a data-quality rule without being rejected.",
        columns=(
            "rule_code",
            "severity",
            "table_name",
            "column_name",
            "patient_id",
            "source_system",
            "source_row_id",
        ),
        key=("rule_code", "table_name", "source_system", "source_row_id"),
        required=("rule_code", "severity", "table_name", "patient_id", "source_row_id"),
        order=("rule_code", "table_name", "source_system", "source_row_id"),
    ),
)
