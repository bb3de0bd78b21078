"""The cohort under observation, in days from index, and the events that fall in it."""

import polars as pl

from transforms.derived.events.endpoints import is_counted, is_in

HALF_DAY = 0.5  # what happens on day 0 of someone observed from day 0: domain.md §2.3
CENSORED, EVENT, DEATH = 0, 1, 2


def observed_cohort(cohort: pl.DataFrame) -> pl.DataFrame:
    """patient_id, index_on, entry_day, end_day, has_died of those ever under observation.

    In: derived.cohort. At risk on entry_day < t <= end_day.
    """

    def from_index(on: str) -> pl.Expr:
        return (pl.col(on) - pl.col("index_on")).dt.total_days()

    periods = cohort.select(
        "patient_id",
        "index_on",
        entry_day=from_index("entry_on"),
        end_day=from_index("exit_on").cast(pl.Float64),
        has_died=pl.col("exit_status") == "dead",
    )
    return periods.filter(pl.col("end_day") > pl.col("entry_day"))


def deaths_from_index(periods: pl.DataFrame) -> pl.DataFrame:
    """patient_id, start, stop, event: each patient until death or the end. In: observed_cohort."""
    return periods.select(
        "patient_id",
        start=pl.col("entry_day").cast(pl.Float64),
        stop=pl.col("end_day"),
        event="has_died",
    )


def events_of(skeletal_event: pl.DataFrame, endpoint: str) -> pl.DataFrame:
    """Events of an endpoint after entry, whatever the 21 days make of them."""
    return skeletal_event.filter(
        pl.col(is_in(endpoint)), ~pl.col("is_prevalent"), ~pl.col("is_before_entry")
    )


def counted_days(skeletal_event: pl.DataFrame, endpoint: str) -> pl.DataFrame:
    """patient_id, event_day of every event counted for the endpoint; day 0 is half a day."""
    counted = skeletal_event.filter(pl.col(is_counted(endpoint)))
    return counted.select("patient_id", event_day=on_time_axis("event_day"))


def on_time_axis(day: str) -> pl.Expr:
    """The day an event happened, as a time after the origin."""
    return pl.col(day).cast(pl.Float64).clip(lower_bound=HALF_DAY)


def first_event_histories(periods: pl.DataFrame, events: pl.DataFrame) -> pl.DataFrame:
    """entry_day, exit_day, status of each patient: the first of these events, death, or neither.

    In: `observed_cohort`; patient_id, event_day. An event on the day of death comes first.
    """
    first = events.group_by("patient_id").agg(first_day=on_time_axis("event_day").min())
    # sums of floats depend on the order of their terms: always the same one
    joined = periods.join(first, on="patient_id", how="left").sort("patient_id")
    return joined.select(
        "patient_id",
        "entry_day",
        exit_day=pl.coalesce("first_day", "end_day"),
        status=ended_by("first_day"),
    )


def ended_by(event_day: str) -> pl.Expr:
    """EVENT where there was one, else DEATH of those who died (has_died), else CENSORED."""
    return (
        pl.when(pl.col(event_day).is_not_null())
        .then(EVENT)
        .when("has_died")
        .then(DEATH)
        .otherwise(CENSORED)
    )
