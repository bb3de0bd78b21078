"""What is read from the texts of an extract: canonical values, and the rows that break a rule."""

from dataclasses import dataclass, field

import polars as pl


@dataclass(frozen=True)
class Fault:
    """Rows (a mask) that break a blocking rule, and the canonical column it is about."""

    rule: str
    column: str
    rows: pl.Series


@dataclass(frozen=True)
class Reading:
    """Canonical columns, by their names, and their faults in order of precedence."""

    columns: dict[str, pl.Series] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()

    def __add__(self, other: "Reading") -> "Reading":
        return Reading(self.columns | other.columns, self.faults + other.faults)


def fault_where(rule: str, column: str, rows: pl.Series) -> tuple[Fault, ...]:
    """A fault, when at least one row has it; rows where the mask is null have not."""
    mask = rows.fill_null(False)
    return (Fault(rule, column, mask),) if mask.any() else ()


def unreadable_where(rule: str, column: str, texts: pl.Series, values: pl.Series) -> Reading:
    """A column read from texts; a text that gave no value breaks a rule."""
    return Reading(
        {column: values.alias(column)},
        fault_where(rule, column, texts.is_not_null() & values.is_null()),
    )


def first_faults(faults: tuple[Fault, ...], height: int) -> pl.DataFrame:
    """The first rule each row breaks: reason, column_name; null for a row that breaks none."""
    reasons = pl.DataFrame(
        {"reason": [None] * height, "column_name": [None] * height},
        schema={"reason": pl.String, "column_name": pl.String},
    )
    for fault in reversed(faults):
        reasons = reasons.with_columns(
            reason=pl.when(fault.rows).then(pl.lit(fault.rule)).otherwise("reason"),
            column_name=pl.when(fault.rows).then(pl.lit(fault.column)).otherwise("column_name"),
        )
    return reasons
