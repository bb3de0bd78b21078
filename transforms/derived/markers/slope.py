"""How fast a marker moves, in percent a month."""

from datetime import timedelta

import polars as pl

from transforms.statistics.theil_sen import theil_sen
from warehouse.schema.definitions import number

WINDOW = timedelta(days=number("slope_window_days"))
# Powers and logarithms differ in the last digits with where a row lies in its frame; rounded, a
# patient computed among few has the figures of one computed among all.
DECIMALS = 6


def monthly_slope(values: pl.DataFrame, series: tuple[str, ...]) -> pl.DataFrame:
    """Theil-Sen slope of the logarithm over the 180 days before the last value (domain.md §3.5).

    In: daily values with drawn_on and slope_value. Out: the series, slope_count,
    slope_percent_per_month and its limits: 100 (e^slope - 1), months of 30.4375 days. Fewer than 3
    results make no slope; fewer than 5 make no 95 % limit.
    """
    last_on = pl.col("drawn_on").max().over(series)
    recent = values.filter(pl.col("drawn_on") >= last_on - WINDOW, pl.col("slope_value") > 0)
    points = recent.select(*series, month=_months(), log_value=pl.col("slope_value").log())
    slopes = theil_sen(points, id=series, x="month", y="log_value")
    is_enough = pl.col("n") >= number("slope_minimum_results")
    parts = {"percent": "estimate", "lower_percent": "lower", "upper_percent": "upper"}
    return slopes.select(
        *series,
        pl.col("n").alias("slope_count"),
        *(
            pl.when(is_enough).then(_percent_a_month(part)).alias(f"slope_{name}_per_month")
            for name, part in parts.items()
        ),
    )


def _months() -> pl.Expr:
    days = (pl.col("drawn_on") - pl.col("index_on")).dt.total_days()
    return days / number("days_per_month")


def _percent_a_month(slope: str) -> pl.Expr:
    return (100 * (pl.col(slope).exp() - 1)).round(DECIMALS)
