"""What is expected of the shares of rows that break a rule (derived.finding)."""

from expectations.expected import Expected, NoRows, critical, warning
from expectations.questions import share
from warehouse.schema import CANONICAL, RULES, Severity
from warehouse.schema.thresholds import threshold

_SEVERITIES = ", ".join(
    f"('{rule.code}', '{rule.severity}')"
    for rule in RULES.values()
    if rule.severity is not Severity.BLOCK
)


def _wrong_rows(name: str) -> Expected:
    """The share of the rows of a table that at least one rule says cannot be right."""
    table = CANONICAL[name].full_name
    return warning(
        table,
        share(
            "rows that cannot be right",
            part="is_wrong",
            high=threshold("wrong_rows_share"),
            source="(SELECT wrong.source_row_id IS NOT NULL AS is_wrong FROM this LEFT JOIN "
            "(SELECT DISTINCT source_system, source_row_id FROM derived.finding "
            f"WHERE severity = 'error' AND table_name = '{table}') AS wrong "
            "USING (source_system, source_row_id))",
        ),
        "One wrong row is a typing error; many are a column read for another, or a broken export.",
    )


FAULTY_ROWS: tuple[Expected, ...] = (
    *(_wrong_rows(name) for name in CANONICAL),
    warning(
        "canonical.patient",
        share(
            "alive and not heard of for more than 12 months",
            part="is_lost",
            high=threshold("lost_from_sight_share"),
            source="(SELECT lost.source_row_id IS NOT NULL AS is_lost FROM this LEFT JOIN "
            "(SELECT source_system, source_row_id FROM derived.finding "
            "WHERE rule_code = 'X12') AS lost USING (source_system, source_row_id))",
            columns=("last_contact_on",),
        ),
        "Deaths that are not looked for make every survival too long (X12).",
    ),
    critical(
        "derived.finding",
        NoRows(
            "has the severity of its rule",
            f"FROM this JOIN (VALUES {_SEVERITIES}) AS rules(rule_code, declared) "
            "USING (rule_code) WHERE severity <> declared",
            ("rule_code", "severity"),
        ),
        "A rule says one thing of a row, whoever reads it.",
    ),
    critical(
        "derived.finding",
        NoRows(
            "points at a row that is in force",
            "FROM this ANTI JOIN ("
            + " UNION ALL ".join(
                f"SELECT '{table.full_name}' AS table_name, source_system, source_row_id "
                f"FROM {table.full_name}"
                for table in CANONICAL.values()
            )
            + ") USING (table_name, source_system, source_row_id)",
            ("table_name", "source_row_id"),
        ),
        "A finding about a row that is gone sends somebody to look for nothing.",
    ),
)
