"""A curve with fewer steps, each of them exact."""

import polars as pl

from warehouse.schema.definitions import number

ROUNDING = 0.5  # the day of a month is the nearest whole one


def thinned(curves: pl.DataFrame, day: str, *, by: tuple[str, ...] = ()) -> pl.DataFrame:
    """The last row of each week of a curve (`curve_step_days`), and of each month.

    In: one curve, or as many as there are values of the columns `by`.
    So the estimate in force on the day of any month (rounded to whole days) is among those kept.
    """
    week = (pl.col(day) / number("curve_step_days")).floor()
    month = ((pl.col(day) - ROUNDING) / number("days_per_month")).ceil()
    ordered = curves.sort(*by, day)
    return ordered.unique(subset=[*by, week, month], keep="last", maintain_order=True)
