"""How likely a second event is after the first."""

import polars as pl

from transforms.derived.events.endpoints import ENDPOINTS
from transforms.frames import conform
from transforms.published.estimates.incidence_at import incidence_at
from transforms.published.estimates.observed import (
    CENSORED,
    DEATH,
    EVENT,
    HALF_DAY,
    counted_days,
    observed_cohort,
)
from warehouse.schema import PUBLISHED


def sre_recurrence(cohort: pl.DataFrame, skeletal_event: pl.DataFrame) -> pl.DataFrame:
    """Incidence of a second counted event since the first, death competing (1.21).

    In: derived.cohort, derived.skeletal_event. Out: published.sre_recurrence at 3 to 24 months
    after the first event, of patients who had one under observation. Events within 21 days of the
    first are one with it and do not count.
    """
    rows = [
        incidence_at(
            _since_first(cohort, counted_days(skeletal_event, endpoint)), "burden_months"
        ).with_columns(endpoint=pl.lit(endpoint))
        for endpoint in ENDPOINTS
    ]
    return conform(pl.concat(rows), PUBLISHED["sre_recurrence"])


def _since_first(cohort: pl.DataFrame, events: pl.DataFrame) -> pl.DataFrame:
    """entry_day 0, exit_day and status of each patient who had a first event."""
    pairs = (
        events.sort("patient_id", "event_day")
        .group_by("patient_id", maintain_order=True)
        .agg(
            first_day=pl.col("event_day").first(),
            second_day=pl.col("event_day").get(1, null_on_oob=True),
        )
    )
    gaps = (
        observed_cohort(cohort)
        .join(pairs, on="patient_id")
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
        status=pl.when(pl.col("gap").is_not_null())
        .then(EVENT)
        .when("has_died")
        .then(DEATH)
        .otherwise(CENSORED),
    )
    return histories.filter(pl.col("exit_day") > 0).sort("patient_id")
