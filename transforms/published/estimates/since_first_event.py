"""Patients who had a counted event, followed from it until the second."""

import polars as pl

from transforms.published.estimates.observed import (
    HALF_DAY,
    counted_days,
    ended_by,
    observed_cohort,
)


def since_first_event(
    cohort: pl.DataFrame, skeletal_event: pl.DataFrame, endpoint: str
) -> pl.DataFrame:
    """patient_id, entry_day (0), exit_day and status of each patient who had a first event.

    In: derived.cohort, derived.skeletal_event. Days from the first counted event of the endpoint;
    the event that ends them is the second counted one.
    """
    gaps = (
        observed_cohort(cohort)
        .join(_first_two(counted_days(skeletal_event, endpoint)), on="patient_id")
        .with_columns(
            gap=pl.col("second_day") - pl.col("first_day"),
            rest=pl.col("end_day") - pl.col("first_day"),
        )
    )
    # someone who dies on the day of the first event was at risk of a second for half a day
    rest = pl.when("has_died").then(pl.col("rest").clip(lower_bound=HALF_DAY)).otherwise("rest")
    histories = gaps.select(
        "patient_id",
        entry_day=pl.lit(0.0),
        exit_day=pl.coalesce("gap", rest),
        status=ended_by("gap"),
    )
    return histories.filter(pl.col("exit_day") > 0).sort("patient_id")


def _first_two(events: pl.DataFrame) -> pl.DataFrame:
    return (
        events.sort("patient_id", "event_day")
        .group_by("patient_id", maintain_order=True)
        .agg(
            first_day=pl.col("event_day").first(),
            second_day=pl.col("event_day").get(1, null_on_oob=True),
        )
    )
