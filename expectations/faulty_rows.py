"""What is expected of the shares of rows that break a rule (derived.finding)."""

from expectations.expected import Expected, NoRows, OneOf, critical, warning
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


def _slips(what: str, analytes: str, high: float) -> NoRows:
    """The share of results that are unit slips, among those of some analytes."""
    return share(
        what,
        part="is_slip",
        high=high,
        source="(SELECT slip.source_row_id IS NOT NULL AS is_slip "
        "FROM canonical.lab_result AS result LEFT JOIN (SELECT * FROM this "
        "WHERE rule_code = 'L05' AND table_name IN ('lab_result', 'canonical.lab_result')) "
        f"AS slip USING (source_system, source_row_id) WHERE value IS NOT NULL AND {analytes})",
        columns=("rule_code",),
    )


FAULTY_ROWS: tuple[Expected, ...] = (
    critical(
        "derived.finding",
        OneOf(
            "rule_code",
            tuple(code for code, rule in RULES.items() if rule.severity is not Severity.BLOCK),
            "is the code of a rule that keeps the row",
        ),
        "A finding under an unknown rule tells nobody what to look at.",
    ),
    warning(
        "derived.finding",
        _slips("results that are unit slips", "true", threshold("unit_slip_share")),
        "Many values in another unit than they say mean an analyser changed, not a typing error.",
    ),
    critical(
        "derived.finding",
        _slips(
            "calcium results that are unit slips",
            "analyte_code = 'CA_TOTAL'",
            threshold("calcium_slip_share"),
        ),
        "The laboratory changed its unit: published, the night would lose everybody's calcium.",
    ),
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
