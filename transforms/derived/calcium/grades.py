"""Laboratory part of the CTCAE grades of calcium."""

import polars as pl

from warehouse.schema import ANALYTES
from warehouse.schema.definitions import number

DECIMALS = 6  # sums of decimals: 2.9999999996 is 3.0, far under what a laboratory can measure


def limits(of: str) -> tuple[float, float, float]:
    """Limits of grades 2, 3 and 4, for example of "hypercalcaemia" or "hypocalcaemia_ionised"."""
    second, third, fourth = (number(f"ctcae_{of}_grade_{grade}_mmol_l") for grade in (2, 3, 4))
    return second, third, fourth


def hypercalcaemia_grade(value: pl.Expr, upper: pl.Expr, of: str = "hypercalcaemia") -> pl.Expr:
    """0 up to the upper reference limit, then 1 to 4 (mmol/L; CTCAE v5, domain.md §1.A).

    A missing value has no grade. Symptoms and hospital stay, which the full criterion asks for,
    are not in it.
    """
    above = pl.sum_horizontal((value > limit).cast(pl.Int64) for limit in limits(of))
    return _grade(value, above, beyond_reference=value > upper.round(DECIMALS))


def hypocalcaemia_grade(value: pl.Expr, lower: pl.Expr, of: str = "hypocalcaemia") -> pl.Expr:
    """0 down to the lower reference limit, then 1 to 4 (mmol/L; CTCAE v4.03, domain.md §1.A)."""
    below = pl.sum_horizontal((value < limit).cast(pl.Int64) for limit in limits(of))
    return _grade(value, below, beyond_reference=value < lower.round(DECIMALS))


def reference_limit(side: str, analyte_code: str, suffix: str = "") -> pl.Expr:
    """The row's own reference limit, else the registry's.

    `side` is "low" or "high"; the row's limits are in reference_low and reference_high (with
    the suffix). Limits in the wrong order (rule L06) are not believed.
    """
    analyte = ANALYTES[analyte_code]
    fallback = analyte.reference_low if side == "low" else analyte.reference_high
    low, high = pl.col(f"reference_low{suffix}"), pl.col(f"reference_high{suffix}")
    believed = (low < high).fill_null(True)
    own = pl.when(believed).then(low if side == "low" else high)
    return pl.coalesce(own, pl.lit(fallback))


def _grade(value: pl.Expr, limits_passed: pl.Expr, beyond_reference: pl.Expr) -> pl.Expr:
    return (
        pl.when(value.is_null())
        .then(None)
        .when(limits_passed > 0)
        .then(limits_passed + 1)
        .otherwise(beyond_reference.cast(pl.Int64))
    )
