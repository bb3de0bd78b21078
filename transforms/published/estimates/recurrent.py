"""Histories of repeated events: one row a period at risk."""

import polars as pl

from transforms.published.estimates.observed import counted_days, observed_cohort

COUNTED_ENDPOINTS = ("SRE4", "SRE5")  # of the trials: whatever is felt, nothing is in doubt


def recurrent_histories(
    cohort: pl.DataFrame, skeletal_event: pl.DataFrame, endpoint: str
) -> pl.DataFrame:
    """patient_id, start, stop, event, death: the periods between counted events.

    In: derived.cohort, derived.skeletal_event. At risk on start < t <= stop, days from index. An
    event on the day of death counts before it: one period ends with both.
    """
    periods = observed_cohort(cohort)
    stops = pl.concat([_event_stops(periods, skeletal_event, endpoint), _last_stops(periods)])
    stays = stops.group_by("patient_id", "stop").agg(
        event=pl.col("event").any(), death=pl.col("death").any()
    )
    started = stays.join(periods.select("patient_id", "entry_day"), on="patient_id").sort(
        "patient_id", "stop"
    )
    previous = pl.col("stop").shift(1).over("patient_id")
    return started.select(
        "patient_id",
        start=pl.coalesce(previous, pl.col("entry_day").cast(pl.Float64)),
        stop="stop",
        event="event",
        death="death",
    )


def _event_stops(
    periods: pl.DataFrame, skeletal_event: pl.DataFrame, endpoint: str
) -> pl.DataFrame:
    days = counted_days(skeletal_event, endpoint).join(
        periods.select("patient_id"), on="patient_id", how="semi"
    )
    return days.select("patient_id", stop="event_day", event=pl.lit(True), death=pl.lit(False))


def _last_stops(periods: pl.DataFrame) -> pl.DataFrame:
    return periods.select("patient_id", stop="end_day", event=pl.lit(False), death="has_died")
