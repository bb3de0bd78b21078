"""Rows a data-quality rule points at, what is missing of a patient, results to call about."""

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
    Table(
        "alert",
        Tier.DERIVED,
        "Results beyond the critical limits of their analyte, and calcium in crisis.",
        columns=(
            "patient_id",
            "sampled_at",
            "alert_kind",
            "analyte_code",
            "value",
            "alert_row",
            "definition_version",
        ),
        key=("alert_row", "alert_kind"),
        required=("patient_id", "sampled_at", "alert_kind", "analyte_code", "alert_row"),
        order=("patient_id", "sampled_at", "alert_row", "alert_kind"),
        caveat="No row says whether anybody was called: how long an alert is open is for the "
        "reader to choose. The value of a crisis is corrected calcium, or ionised.",
    ),
)
