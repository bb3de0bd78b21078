"""Rows a data-quality rule points at, and what is missing of a patient."""

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
    Table(
        "patient_gap",
        Tier.DERIVED,
        "What is not known of a patient with bone metastasis and should be.",
        columns=("patient_id", "gap_kind", "last_known_on", "definition_version"),
        key=("patient_id", "gap_kind"),
        required=("patient_id", "gap_kind"),
        order=("patient_id", "gap_kind"),
        caveat="Calcium and vital status are asked of those not known to be dead; genes of "
        "adenocarcinoma.",
    ),
)
