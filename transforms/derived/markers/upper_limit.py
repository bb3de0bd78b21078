"""Where a bone marker becomes elevated, and whether a result says so."""

import polars as pl

from warehouse.schema.definitions import number

# Markers whose limit depends on sex and menopause when the laboratory sends none.
WITH_INTERVALS = ("CTX", "P1NP", "BALP_MASS")


def is_elevated(value: str, operator: str, from_value: pl.Expr) -> pl.Expr:
    """At or above `from_value`; null when the value, or the limit it is, cannot tell.

    "<40" is under 64 for certain and says nothing of 20; ">40" says nothing of 64.
    """
    reported = pl.col(value)
    return (
        pl.when(pl.col(operator) == "<")
        .then(pl.when(reported <= from_value).then(False))
        .when(pl.col(operator) == ">")
        .then(pl.when(reported >= from_value).then(True))
        .otherwise(reported >= from_value)
    )


def is_above_limit(value: str, operator: str, limit: pl.Expr) -> pl.Expr:
    """Strictly above `limit`, with the same reading of "<" and ">"."""
    reported = pl.col(value)
    return (
        pl.when(pl.col(operator) == "<")
        .then(pl.when(reported <= limit).then(False))
        .when(pl.col(operator) == ">")
        .then(pl.when(reported >= limit).then(True))
        .otherwise(reported > limit)
    )


def marker_is_elevated() -> pl.Expr:
    """Elevated marker: urinary NTX of 64 or more, any other above its upper reference limit.

    The limit is the one sent with the result, else the registry's for the sex and age of the
    patient (domain.md §3.2, §3.4). Activity of bone alkaline phosphatase has no fallback.
    """
    ntx = is_elevated("value", "value_operator", pl.lit(number("ntx_elevated_nmol_mmol")))
    other = is_above_limit("value", "value_operator", upper_limit())
    return pl.when(pl.col("analyte_code") == "NTX_CR").then(ntx).otherwise(other)


def upper_limit() -> pl.Expr:
    """The row's own upper limit unless its limits are in the wrong order, else the registry's."""
    low, high = pl.col("reference_low"), pl.col("reference_high")
    own = pl.when((low < high).fill_null(True)).then(high)
    return pl.coalesce(own, *(_fallback(analyte) for analyte in WITH_INTERVALS))


def _fallback(analyte: str) -> pl.Expr:
    """By sex and menopause; the wider interval when either is not known (domain.md §3.2)."""
    before, after, men = (
        number(f"{analyte}_upper_{group}") for group in ("premenopausal", "postmenopausal", "men")
    )
    age = pl.col("age_at_sample_years")
    woman = (
        pl.when(age >= number("postmenopausal_from_years"))
        .then(pl.lit(after))
        .when(age < number("premenopausal_below_years"))
        .then(pl.lit(before))
        .otherwise(pl.lit(max(before, after)))
    )
    by_sex = (
        pl.when(pl.col("sex") == "F")
        .then(woman)
        .when(pl.col("sex") == "M")
        .then(pl.lit(men))
        .otherwise(pl.lit(max(before, after, men)))
    )
    return pl.when(pl.col("analyte_code") == analyte).then(by_sex)
