"""Median survival of a group, in months."""

import polars as pl

from transforms.statistics import survival_quantiles
from warehouse.schema.definitions import number

MEDIAN = {"estimate": "median_survival_months", "lower": "median_lower_months",
          "upper": "median_upper_months"}  # fmt: skip


def median_survival(deaths: pl.DataFrame) -> pl.DataFrame:
    """One row: patient_count, death_count, median survival in months of 30.4375 days, its limits.

    In: start, stop in days, event (death), one period a patient; log-log limits. Null without
    anybody, and where the median, or its limit, is not reached.
    """
    counts = deaths.select(patient_count=pl.len(), death_count=pl.col("event").sum())
    if deaths.is_empty():
        return counts.with_columns(pl.lit(None, pl.Float64).alias(name) for name in MEDIAN.values())
    found = survival_quantiles(deaths, time="stop", status="event", entry="start", q=[0.5])
    months = found.select(
        (pl.col(days) / number("days_per_month")).alias(name) for days, name in MEDIAN.items()
    )
    return pl.concat([counts, months], how="horizontal")
