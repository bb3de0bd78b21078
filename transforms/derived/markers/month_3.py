"""The value of a marker that speaks for month 3, and the class it makes with the baseline."""

from datetime import timedelta

import polars as pl

from transforms.derived.markers.series import nearest_first, one_a_series
from transforms.derived.markers.strata import marker_class
from warehouse.schema.definitions import number

MONTH_3 = timedelta(days=3 * number("days_per_month"))
FROM, UNTIL = (timedelta(days=number(f"month_3_{end}_days")) for end in ("from", "until"))


def month_3_values(values: pl.DataFrame, series: tuple[str, ...], origin: str) -> pl.DataFrame:
    """The value nearest to 3 months after the date `origin`, from day 60 to day 120 (§3.4).

    In: `daily_values` with the date. Out: the series and month_3_on, _value, _operator, _row, a
    row a series that has one.
    """
    elapsed = pl.col("drawn_on") - pl.col(origin)
    in_window = values.filter(elapsed.is_between(FROM, UNTIL))
    return one_a_series(in_window, series, "month_3", order=nearest_first(pl.col(origin) + MONTH_3))


def landmark_on(origin: str) -> pl.Expr:
    """The day survival is counted from: day 120, when every value of month 3 is in."""
    return pl.col(origin) + UNTIL


def month_3_classes() -> list[pl.Expr]:
    """baseline_class and month_3_class, of the two values and their operators."""
    return [marker_class(name).alias(f"{name}_class") for name in ("baseline", "month_3")]


def landmark_class() -> pl.Expr:
    """N_N, N_E, E_N or E_E; null when one is not known. Needs the two classes."""
    return pl.concat_str("baseline_class", pl.lit("_"), "month_3_class")
