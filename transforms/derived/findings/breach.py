"""A row that breaks a rule."""

import polars as pl

from warehouse.schema import CANONICAL, RULES


def breach(rows: pl.DataFrame, rule_code: str, table: str, column: str) -> pl.DataFrame:
    """The canonical rows as findings of a rule, with its severity and the column it is about."""
    return rows.select(
        "patient_id",
        "source_system",
        "source_row_id",
        rule_code=pl.lit(rule_code),
        severity=pl.lit(RULES[rule_code].severity.value),
        table_name=pl.lit(CANONICAL[table].full_name),
        column_name=pl.lit(column),
    )
