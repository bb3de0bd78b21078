"""Histories of repeated events: one row a period at risk."""

import polars as pl

from transforms.published.estimates.observed import counted_days, observed_cohort
from warehouse.schema.definitions import number

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


def able_to_count(histories: pl.DataFrame) -> pl.DataFrame:
    """The periods without the days on which no event could count: 20 after each counted one.

    In: `recurrent_histories`, or its columns patient_id, start, stop. Out: the same columns. The
    next event counts from day 21 on (domain.md §2.2 E).
    """
    ordered = histories.sort("patient_id", "stop")
    follows_event = pl.int_range(pl.len()).over("patient_id") > 0
    deaf = number("counting_window_days") - 1
    able = ordered.with_columns(
        start=pl.when(follows_event).then(pl.col("start") + deaf).otherwise("start")
    )
    return able.filter(pl.col("stop") > pl.col("start"))


def _event_stops(
    periods: pl.DataFrame, skeletal_event: pl.DataFrame, endpoint: str
) -> pl.DataFrame:
    days = counted_days(skeletal_event, endpoint).join(
        periods.select("patient_id"), on="patient_id", how="semi"
    )
    return days.select("patient_id", stop="event_day", event=pl.lit(True), death=pl.lit(False))


def _last_stops(periods: pl.DataFrame) -> pl.DataFrame:
    return periods.select("patient_id", stop="end_day", event=pl.lit(False), death="has_died")
