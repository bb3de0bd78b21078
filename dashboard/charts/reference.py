"""The interval a result is read against: the laboratory's own, else the registry's."""

import polars as pl

from warehouse.schema import ANALYTES


def reference_interval(results: pl.DataFrame, code: str) -> tuple[float | None, float | None]:
    """Low and high limits of an analyte, canonical unit; None for an end nobody gives.

    In: rows of canonical.lab_result. The last limits the laboratory sent are used, so that the
    band is the one the clinician saw; the registry's stand in when none was sent.
    """
    own = results.filter(
        (pl.col("analyte_code") == code)
        & (pl.col("reference_low").is_not_null() | pl.col("reference_high").is_not_null())
    ).sort("sampled_at")
    if own.is_empty():
        analyte = ANALYTES[code]
        return analyte.reference_low, analyte.reference_high
    return own["reference_low"][-1], own["reference_high"][-1]
