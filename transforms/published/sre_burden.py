"""How many events a patient has by each month, beside two figures about the first."""

import polars as pl

from transforms.derived.events.endpoints import ENDPOINTS
from transforms.frames import conform
from transforms.published.estimates.incidence_at import incidence_at
from transforms.published.estimates.observed import EVENT
from transforms.published.estimates.recurrent import recurrent_histories
from transforms.statistics import ghosh_lin, kaplan_meier
from warehouse.schema import PUBLISHED

MONTHS = "burden_months"


def sre_burden(
    cohort: pl.DataFrame, skeletal_event: pl.DataFrame, first_event: pl.DataFrame
) -> pl.DataFrame:
    """Mean number of counted events a patient of each endpoint, death ending them.

    In: derived.cohort, derived.skeletal_event, derived.first_event. Out: published.sre_burden at 3
    to 24 months: the mean of Cook and Lawless, Ghosh and Lin (domain.md §2.4); the incidence of
    the first event; and wrong_naive_incidence, what 1 - Kaplan-Meier would say: it takes the dead
    for still at risk and is never to be quoted (domain.md, trap 4). Null beyond the last
    patient followed.
    """
    rows = [
        _burden(
            recurrent_histories(cohort, skeletal_event, endpoint),
            first_event.filter(pl.col("endpoint") == endpoint),
        ).with_columns(endpoint=pl.lit(endpoint))
        for endpoint in ENDPOINTS
    ]
    return conform(pl.concat(rows), PUBLISHED["sre_burden"])


def _burden(recurrent: pl.DataFrame, first: pl.DataFrame) -> pl.DataFrame:
    means = ghosh_lin(
        recurrent, id="patient_id", start="start", stop="stop", event="event", death="death"
    )
    naive = kaplan_meier(
        first.with_columns(has_event=pl.col("status") == EVENT),
        time="exit_day",
        status="has_event",
        entry="entry_day",
    )
    months = incidence_at(first, MONTHS).select("at_month", "at_day", "incidence")
    rows = [
        _mean_at(day, recurrent, means).with_columns(
            at_day=pl.lit(day, pl.Int64),
            wrong_naive_incidence=pl.lit(_naive_at(day, first, naive), dtype=pl.Float64),
        )
        for day in months["at_day"]
    ]
    return pl.concat(rows).join(months, on="at_day")


def _mean_at(day: int, recurrent: pl.DataFrame, means: pl.DataFrame) -> pl.DataFrame:
    followed = recurrent.filter(pl.col("start") < day, pl.col("stop") >= day).height
    is_known = followed > 0 or _have_all_died(recurrent, day)
    mean = means.filter(pl.col("time") <= day).sort("time").tail(1)
    return _value(mean, is_known).with_columns(n_risk=pl.lit(followed))


def _naive_at(day: int, first: pl.DataFrame, naive: pl.DataFrame) -> float | None:
    """1 - Kaplan-Meier of the first event; null when nobody is followed that long without one."""
    followed = first.filter(pl.col("entry_day") < day, pl.col("exit_day") >= day).height
    free = naive.filter(pl.col("time") <= day).sort("time")["estimate"].to_list()
    if not followed and not (free and free[-1] == 0):
        return None
    return 1 - free[-1] if free else 0.0


def _have_all_died(recurrent: pl.DataFrame, day: int) -> bool:
    if recurrent.is_empty():
        return False
    died = recurrent.filter("death", pl.col("stop") <= day)["patient_id"].n_unique()
    return died == recurrent["patient_id"].n_unique()


def _value(mean: pl.DataFrame, is_known: bool) -> pl.DataFrame:
    """The mean of the day; 0 before the first stop, null when nobody is followed."""
    zero = pl.DataFrame(
        {"estimate": [0.0], "std_err": [0.0], "lower": [None], "upper": [None]},
        schema_overrides={"lower": pl.Float64, "upper": pl.Float64},
    )
    row = mean if mean.height else zero
    known = pl.lit(is_known)
    return row.select(
        mean_count=pl.when(known).then("estimate"),
        mean_count_std_err=pl.when(known).then("std_err"),
        mean_count_lower=pl.when(known).then("lower"),
        mean_count_upper=pl.when(known).then("upper"),
    )
