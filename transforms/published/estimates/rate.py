"""Events for 100 years under observation, robust to patients who have many."""

import polars as pl

from transforms.statistics import robust_event_rate
from transforms.statistics.event_rate import DAYS_A_YEAR

PER = 100
SIGNIFICANT_DIGITS = 12


def rate_per_100_years(rows: pl.DataFrame, rate_name: str) -> pl.DataFrame:
    """One row: the rate under its name, rate_lower, rate_upper, for 100 years.

    In: patient_id, event_count, days; any number of rows a patient. Years of 365.25 days. One
    patient says nothing about the spread between patients: the limits are null.
    """
    rate = robust_event_rate(rows, id="patient_id", events="event_count", days="days")
    has_spread = pl.lit(rows["patient_id"].n_unique() > 1)
    shown = {
        rate_name: pl.col("estimate") * PER,
        "rate_lower": pl.when(has_spread).then(pl.col("lower") * PER),
        "rate_upper": pl.when(has_spread).then(pl.col("upper") * PER),
    }
    # patients are added up in no fixed order, which would show in the last digits
    return rate.select(
        told.round_sig_figs(SIGNIFICANT_DIGITS).alias(name) for name, told in shown.items()
    )


def years(days: pl.Series) -> float:
    """Days together, in years of 365.25 days."""
    return float(days.sum()) / DAYS_A_YEAR
