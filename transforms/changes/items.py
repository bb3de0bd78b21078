"""What a change is made of: one event, episode or patient that counts now and did not, or did."""

import polars as pl

# `own_rows` are the source rows it rests on, before or now.
ITEM = pl.Schema(
    {
        "change_measure": pl.String(),
        "endpoint": pl.String(),
        "event_kind": pl.String(),
        "change_cause": pl.String(),
        "patient_id": pl.String(),
        "item_key": pl.String(),
        "item_on": pl.Date(),
        "difference": pl.Float64(),
        "state_before": pl.String(),
        "state_after": pl.String(),
        "excluded_before": pl.String(),
        "excluded_after": pl.String(),
        "own_rows": pl.List(pl.String()),
    }
)


def as_items(rows: pl.DataFrame, change_measure: str, **same: str) -> pl.DataFrame:
    """The rows with exactly the columns of ITEM; what a measure does not have is null."""
    named = rows.with_columns(
        pl.lit(value).alias(name)
        for name, value in {"change_measure": change_measure, **same}.items()
    )
    return named.select(
        (pl.col(name) if name in named.columns else pl.lit(None)).cast(dtype).alias(name)
        for name, dtype in ITEM.items()
    )


def side_by_side(
    before: pl.DataFrame, after: pl.DataFrame, key: list[str], columns: list[str]
) -> pl.DataFrame:
    """Both frames joined on a key: `<column>_before`, `<column>_after`, and whether each side
    has the row (`was_there`, `is_there`)."""

    def named(frame: pl.DataFrame, suffix: str, there: str) -> pl.DataFrame:
        return frame.select(
            *key,
            *(pl.col(name).alias(f"{name}_{suffix}") for name in columns),
            pl.lit(True).alias(there),
        )

    return (
        named(before, "before", "was_there")
        .join(named(after, "after", "is_there"), on=key, how="full", coalesce=True)
        .with_columns(pl.col("was_there", "is_there").fill_null(False))
    )


def either(column: str) -> pl.Expr:
    """What is said now, else what was said before."""
    return pl.coalesce(f"{column}_after", f"{column}_before").alias(column)


def rows_of_either(column: str = "source_rows") -> pl.Expr:
    """The source rows of both sides, each once."""
    empty = pl.lit([], dtype=pl.List(pl.String))
    return (
        pl.coalesce(f"{column}_before", empty)
        .list.set_union(pl.coalesce(f"{column}_after", empty))
        .list.sort()
    )
