"""Results that are one row of numbers; what is not a finite number is null."""

from math import isfinite

import polars as pl


def estimate_row(
    estimate: float | None = None, lower: float | None = None, upper: float | None = None
) -> pl.DataFrame:
    """One row: estimate, lower, upper; all null when none is given."""
    return _one_row(estimate=estimate, lower=lower, upper=upper)


def ratio_row(
    estimate: float | None = None,
    lower: float | None = None,
    upper: float | None = None,
    p_value: float | None = None,
) -> pl.DataFrame:
    """One row: estimate, lower, upper, p_value; all null when none is given."""
    return _one_row(estimate=estimate, lower=lower, upper=upper, p_value=p_value)


def _one_row(**values: float | None) -> pl.DataFrame:
    finite = {
        name: [value if value is not None and isfinite(value) else None]
        for name, value in values.items()
    }
    return pl.DataFrame(finite, schema=dict.fromkeys(finite, pl.Float64))
