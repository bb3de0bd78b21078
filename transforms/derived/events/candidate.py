"""A candidate event: a clinical row that may be a skeletal event, and why it may not."""

import polars as pl

from transforms.derived.evidence import source_row, stable_key
from transforms.frames import polars_schema
from warehouse.schema import DERIVED

TABLE = DERIVED["event_candidate"]
# put on all kinds together, once a kind has said what it knows
ADDED = ("review_decision", "reviewed_at", "definition_version")
CANDIDATE = pl.Schema(
    {name: dtype for name, dtype in polars_schema(TABLE).items() if name not in ADDED}
)


def as_candidates(rows: pl.DataFrame, event_kind: str) -> pl.DataFrame:
    """The rows with exactly the columns of a candidate; what a kind does not have is null."""
    kinded = rows.with_columns(event_kind=pl.lit(event_kind))
    return kinded.select(
        (pl.col(name) if name in kinded.columns else pl.lit(None)).cast(dtype).alias(name)
        for name, dtype in CANDIDATE.items()
    )


def founded_by_row(rows: pl.DataFrame, table: str) -> pl.DataFrame:
    """Canonical rows that each are an event by themselves: with event_id and source_rows."""
    evidence = rows.with_columns(source_rows=pl.concat_list(source_row(table)))
    return evidence.with_columns(event_id=stable_key(evidence["source_rows"].list.first()))


def earliest_day(on: str) -> pl.Expr:
    """First day a date of known precision can mean (month and year are written mid-period)."""
    return (
        pl.when(pl.col("date_precision") == "month")
        .then(pl.col(on).dt.truncate("1mo"))
        .when(pl.col("date_precision") == "year")
        .then(pl.col(on).dt.truncate("1y"))
        .otherwise(pl.col(on))
    )


def first_reason(**reasons: pl.Expr) -> pl.Expr:
    """The name of the first condition that holds; null when none does."""
    return pl.coalesce(pl.when(holds).then(pl.lit(name)) for name, holds in reasons.items())
