"""Believable values of a marker in time, one a day, and which of them is the baseline."""

from datetime import date, timedelta

import polars as pl

from warehouse.schema.definitions import number

BASELINE_BEFORE, BASELINE_AFTER = "marker_baseline_before_days", "marker_baseline_after_days"


def daily_values(
    marker_result: pl.DataFrame, statuses: tuple[str, ...], series: tuple[str, ...]
) -> pl.DataFrame:
    """One value a day and series: the last drawn, of those whose status is believed.

    In: derived.marker_result. Out: its columns and drawn_on.
    """
    believed = marker_result.filter(
        pl.col("preanalytical_status").is_in(statuses), pl.col("value").is_not_null()
    ).with_columns(drawn_on=pl.col("sampled_at").dt.date())
    ordered = believed.sort("sampled_at", "result_row")
    return ordered.unique(subset=[*series, "drawn_on"], keep="last", maintain_order=True)


def is_baseline_day() -> pl.Expr:
    """In [index - 60 d, index + 30 d] and not after the first dose (domain.md §3.5).

    Needs index_on and first_bone_agent_on. The day of the first dose still counts: the sample is
    drawn before the infusion.
    """
    from_on = pl.col("index_on") - timedelta(days=number(BASELINE_BEFORE))
    until_on = pl.min_horizontal(
        pl.col("index_on") + timedelta(days=number(BASELINE_AFTER)), "first_bone_agent_on"
    )
    return pl.col("drawn_on").is_between(from_on, until_on)


def one_a_series(
    values: pl.DataFrame, series: tuple[str, ...], name: str, *, order: list[pl.Expr]
) -> pl.DataFrame:
    """The first value of each series in this order, as <name>_on, _value, _operator, _row."""
    ordered = values.sort(*series, *order)
    first = ordered.unique(subset=list(series), keep="first", maintain_order=True)
    return first.select(
        *series,
        pl.col("drawn_on").alias(f"{name}_on"),
        pl.col("value").alias(f"{name}_value"),
        pl.col("value_operator").alias(f"{name}_operator"),
        pl.col("is_elevated").alias(f"{name}_is_elevated"),
        pl.col("result_row").alias(f"{name}_row"),
    )


def latest_first() -> list[pl.Expr]:
    """The order in which the last value comes first."""
    return [-_day_number()]


def lowest_first() -> list[pl.Expr]:
    """The order in which the lowest value comes first, the earlier of two as low."""
    return [pl.col("value"), _day_number()]


def nearest_first(to: pl.Expr) -> list[pl.Expr]:
    """The order in which the value drawn nearest to a day comes first, the earlier of two."""
    return [(pl.col("drawn_on") - to).abs(), _day_number()]


def _day_number() -> pl.Expr:
    return (pl.col("drawn_on") - pl.lit(date(1970, 1, 1))).dt.total_days()
