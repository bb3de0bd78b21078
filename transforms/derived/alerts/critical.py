"""Results beyond the critical limits of their analyte."""

import polars as pl

from transforms.derived.calcium.grades import DECIMALS
from transforms.derived.calcium.limits import AT_LEAST, AT_MOST, EXACT
from transforms.derived.calcium.usable_results import results_and_limits
from warehouse.schema import ANALYTES

# The columns of an alert that its parts make.
OPENING = (
    "patient_id",
    "sampled_at",
    "analyte_code",
    "alert_level",
    "alert_side",
    "alert_basis",
    "alert_value",
    "value_operator",
    "unit_code",
    "alert_limit",
    "result_row",
    "source_rows",
)
CRITICAL, PAGE = "critical", "page"
HIGH, LOW = "high", "low"


def critical_results(lab_result: pl.DataFrame, analyte_code: str, *, basis: str) -> pl.DataFrame:
    """Results of one analyte beyond its critical limits, as alerts.

    In: canonical.lab_result. Out: the columns of `OPENING`.
    """
    results = results_and_limits(lab_result, analyte_code).with_columns(
        alert_value="value",
        value_operator="operator",
        alert_basis=pl.lit(basis),
        result_row="row",
    )
    beyond = beyond_critical(results, analyte_code)
    return beyond.with_columns(source_rows=pl.concat_list("row"))


def beyond_critical(results: pl.DataFrame, analyte_code: str) -> pl.DataFrame:
    """The results beyond the critical limits of their analyte (domain.md §8), as alerts.

    In: patient_id, sampled_at, alert_value, value_operator, alert_basis, result_row, and any
    others.
    """
    analyte = ANALYTES[analyte_code]
    is_high = is_beyond_upper(analyte.critical_above, includes=analyte.is_critical_at_upper)
    is_low = is_beyond_lower(analyte.critical_below)
    sided = results.with_columns(
        alert_side=pl.when(is_high).then(pl.lit(HIGH)).when(is_low).then(pl.lit(LOW))
    ).drop_nulls("alert_side")
    limit = pl.when(pl.col("alert_side") == HIGH).then(analyte.critical_above)
    return sided.with_columns(
        analyte_code=pl.lit(analyte_code),
        unit_code=pl.lit(analyte.unit),
        alert_level=pl.lit(CRITICAL),
        alert_limit=limit.otherwise(analyte.critical_below).cast(pl.Float64),
    )


def is_beyond_upper(limit: float | None, *, includes: bool) -> pl.Expr:
    """The value is above the limit, or on it when that is enough.

    A ">" on the limit is beyond it: "> 1.6" is above 1.6. Laboratories that mean "at least" and
    are read as ">" alert at the limit itself: one call too many rather than one too few.
    """
    value, operator = pl.col("alert_value").round(DECIMALS), pl.col("value_operator")
    if limit is None:
        return pl.lit(False)
    above = (value >= limit) if includes else (value > limit)
    return ((operator == EXACT) & above) | ((operator == AT_LEAST) & (value >= limit))


def is_beyond_lower(limit: float | None) -> pl.Expr:
    """The value is below the limit; a "<" on the limit is."""
    value, operator = pl.col("alert_value").round(DECIMALS), pl.col("value_operator")
    if limit is None:
        return pl.lit(False)
    return ((operator == EXACT) & (value < limit)) | ((operator == AT_MOST) & (value <= limit))
