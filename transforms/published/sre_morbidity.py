"""Skeletal morbidity patient by patient and period by period, beside the rate of them all."""

import polars as pl

from transforms.derived.events.endpoints import ENDPOINTS
from transforms.frames import conform
from transforms.published.estimates.observed import events_of, on_time_axis
from transforms.published.estimates.rate import PER, SIGNIFICANT_DIGITS, years
from transforms.published.estimates.recurrent import recurrent_histories
from transforms.statistics import robust_event_rate
from transforms.statistics.event_rate import DAYS_A_YEAR
from warehouse.schema import PUBLISHED
from warehouse.schema.definitions import number

TABLE = PUBLISHED["sre_morbidity"]
PERIOD_DAYS = int(number("morbidity_period_days"))
WINDOW_DAYS = int(number("counting_window_days"))
DAYS_A_MONTH = number("days_per_month")


def sre_morbidity(cohort: pl.DataFrame, skeletal_event: pl.DataFrame) -> pl.DataFrame:
    """The morbidity rates of the trials, and what another reading of the 21 days would count.

    In: derived.cohort, derived.skeletal_event. Out: published.sre_morbidity (domain.md §2.4, §2.2
    E), one row an endpoint. Of each patient the counted events over their own years, averaged
    over patients: unstable for who was seen for less than a month, so the median and the number of
    those are beside it. Of all together the same events over the same years are published.sre_rate.
    Periods of 12 weeks run from entry; one that was begun is one, whether or not it was finished.
    rolling_event_count takes an event for a new one 21 days after the last event of any kind,
    counted or not: a series without a pause is then one event.
    """
    rows = [
        _morbidity(
            recurrent_histories(cohort, skeletal_event, endpoint),
            events_of(skeletal_event, endpoint),
        ).with_columns(endpoint=pl.lit(endpoint))
        for endpoint in ENDPOINTS
    ]
    return conform(pl.concat(rows), TABLE)


def _morbidity(recurrent: pl.DataFrame, events: pl.DataFrame) -> pl.DataFrame:
    people = _people(recurrent)
    rolling, observed_years = _rolling_count(people, events), years(people["days"])
    counts = people.select(
        pl.col("event_count").sum(),
        patient_count=pl.len(),
        short_stay_patient_count=(pl.col("days") < DAYS_A_MONTH).sum(),
        rolling_event_count=pl.lit(rolling),
        patient_years=pl.lit(observed_years),
        rolling_rate_per_100_patient_years=pl.lit(
            PER * rolling / observed_years if observed_years else None, dtype=pl.Float64
        ),
    )
    return pl.concat([counts, _own_rates(people), _periods(people)], how="horizontal")


def _people(recurrent: pl.DataFrame) -> pl.DataFrame:
    """patient_id, event_count, days, period_count, period_with_event_count of who was observed."""
    since_entry = pl.col("stop") - pl.col("start").min().over("patient_id")
    period = (since_entry / PERIOD_DAYS).ceil().cast(pl.Int64)
    # sums of floats depend on the order of their terms: always the same one
    return (
        recurrent.with_columns(period=period)
        .group_by("patient_id")
        .agg(
            event_count=pl.col("event").sum().cast(pl.Int64),
            days=(pl.col("stop") - pl.col("start")).sum(),
            period_count=pl.col("period").max(),
            period_with_event_count=pl.col("period").filter("event").n_unique().cast(pl.Int64),
        )
        .sort("patient_id")
    )


def _own_rates(people: pl.DataFrame) -> pl.DataFrame:
    """Mean and median of each patient's own events a year."""
    own = people.select(rate=pl.col("event_count") / pl.col("days") * DAYS_A_YEAR)
    return own.select(
        mean_patient_rate=pl.col("rate").mean(), median_patient_rate=pl.col("rate").median()
    ).select(pl.all().round_sig_figs(SIGNIFICANT_DIGITS))


def _periods(people: pl.DataFrame) -> pl.DataFrame:
    """Periods with an event out of those begun, limits robust to patients who have many."""
    share = robust_event_rate(
        people, id="patient_id", events="period_with_event_count", days="period_count"
    )
    # the estimator speaks of years of so many days: here a day is a period
    estimate, lower, upper = (pl.col(name) / DAYS_A_YEAR for name in share.columns)
    has_spread = pl.lit(people.height > 1)
    shown = share.select(
        period_share=estimate,
        period_share_lower=pl.when(has_spread).then(lower),
        period_share_upper=pl.when(has_spread).then(upper.clip(upper_bound=1.0)),
    ).select(pl.all().round_sig_figs(SIGNIFICANT_DIGITS))
    counts = people.select(pl.col("period_count", "period_with_event_count").sum())
    return pl.concat([shown, counts], how="horizontal")


def _rolling_count(people: pl.DataFrame, events: pl.DataFrame) -> int:
    """Events that come 21 days or more after the one before, and the first of each patient."""
    days = (
        events.join(people, on="patient_id", how="semi")
        .select("patient_id", day=on_time_axis("event_day"))
        .unique()
        .sort("patient_id", "day")
    )
    apart = pl.col("day").diff().over("patient_id")
    return days.filter(apart.is_null() | (apart >= WINDOW_DAYS)).height
