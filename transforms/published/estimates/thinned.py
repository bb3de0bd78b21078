"""A curve with fewer steps, each of them exact."""

import polars as pl

from warehouse.schema.definitions import number

ROUNDING = 0.5  # the day of a month is the nearest whole one


def thinned(curve: pl.DataFrame, day: str) -> pl.DataFrame:
    """The last row of each week of one curve (`curve_step_days`), and of each month.

    So the estimate in force on the day of any month (rounded to whole days) is among those kept.
    """
    week = (pl.col(day) / number("curve_step_days")).floor()
    month = ((pl.col(day) - ROUNDING) / number("days_per_month")).ceil()
    return curve.sort(day).unique(subset=[week, month], keep="last", maintain_order=True)
