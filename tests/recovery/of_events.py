"""Readings of skeletal events: incidence, rates, recurrence, and what is there at diagnosis."""

from collections.abc import Callable

import numpy as np
import polars as pl

from flows.demo.calibration import CALIBRATION
from tests.recovery.estimate import Estimate, share
from tests.recovery.hospitals import Night
from transforms.published.estimates.observed import (
    EVENT,
    events_of,
    first_event_histories,
    observed_cohort,
)
from transforms.statistics import survival_quantiles

Reading = Callable[[Night], Estimate]
MONTHS, DAYS_A_MONTH, DAYS_A_YEAR = 21, 30.4375, 365.25
HORIZON = MONTHS * DAYS_A_MONTH
NORMAL_95 = 1.959964
CLUSTER_DAYS = 60.0


def incidence(outcome: str, table: str = "sre_incidence_by_kind") -> Reading:
    """Cumulative incidence at 21 months."""

    def read(night: Night) -> Estimate:
        [row] = (
            night.table(table)
            .filter(pl.col("event_outcome") == outcome, pl.col("at_month") == MONTHS)
            .to_dicts()
        )
        return Estimate(row["incidence"], row["std_err"])

    return read


def at_diagnosis(*kinds: str) -> Reading:
    """Patients with an event of these kinds by index, derived.skeletal_event."""

    def read(night: Night) -> Estimate:
        events = night.table("skeletal_event").filter(
            "is_prevalent", "is_in_sre5", pl.col("event_kind").is_in(kinds)
        )
        return share(events["patient_id"].n_unique(), night.table("cohort").height)

    return read


def _first_of(night: Night, *kinds: str) -> pl.DataFrame:
    events = events_of(night.table("skeletal_event"), "SRE5")
    chosen = events.filter(pl.col("event_kind").is_in(kinds))
    return first_event_histories(observed_cohort(night.table("cohort")), chosen)


def _rate_a_day(histories: pl.DataFrame, until: float) -> Estimate:
    """First events for the days at risk until a day."""
    days = histories.select(
        (pl.col("exit_day").clip(upper_bound=until) - pl.col("entry_day")).clip(lower_bound=0)
    ).sum()
    events = histories.filter(pl.col("status") == EVENT, pl.col("exit_day") <= until).height
    return Estimate(events / days.item(), events**0.5 / days.item())


def hazard_a_month(kind: str) -> Reading:
    def read(night: Night) -> Estimate:
        rate = _rate_a_day(_first_of(night, kind), HORIZON)
        return Estimate(rate.value * DAYS_A_MONTH, rate.standard_error * DAYS_A_MONTH)

    return read


def first_events_a_year(night: Night) -> Estimate:
    """Of SRE5, for each year alive without one."""
    first = night.table("first_event").filter(pl.col("endpoint") == "SRE5")
    rate = _rate_a_day(first, HORIZON)
    return Estimate(rate.value * DAYS_A_YEAR, rate.standard_error * DAYS_A_YEAR)


def naive_median_days(night: Night) -> Estimate:
    """What 1 - Kaplan-Meier says of the first SRE5: the wrong figure, kept on purpose."""
    first = night.table("first_event").filter(pl.col("endpoint") == "SRE5")
    row = survival_quantiles(
        first.with_columns(has_event=pl.col("status") == EVENT),
        time="exit_day",
        status="has_event",
        entry="entry_day",
        q=[0.5],
    ).row(0, named=True)
    return Estimate(row["estimate"], (row["upper"] - row["lower"]) / (2 * NORMAL_95))


def fractures_of_unknown_mechanism(night: Night) -> Estimate:
    """Of fractures since index that are neither traumatic nor osteoporotic, canonical.fracture."""
    since = night.table("fracture").join(
        night.table("cohort").select("patient_id", "index_on"), on="patient_id"
    )
    later = since.filter(
        pl.col("occurred_on") > pl.col("index_on"),
        pl.col("fracture_mechanism").is_in(["pathological", "unknown"]),
    )
    return share(later.filter(pl.col("fracture_mechanism") == "unknown").height, later.height)


def _gaps_of_fractures(night: Night) -> pl.DataFrame:
    """first_day, gap, has_second of patients with a fracture after entry."""
    days = (
        events_of(night.table("skeletal_event"), "SRE5")
        .filter(pl.col("event_kind") == "FX")
        .sort("patient_id", "event_day")
        .group_by("patient_id", maintain_order=True)
        .agg(
            first_day=pl.col("event_day").first(),
            second_day=pl.col("event_day").get(1, null_on_oob=True),
        )
    )
    # of people referred late the first fracture seen may not be their first
    periods = observed_cohort(night.table("cohort")).filter(pl.col("entry_day") == 0)
    told = days.join(periods, on="patient_id")
    return told.select(
        "first_day",
        gap=(pl.coalesce("second_day", "end_day") - pl.col("first_day")).cast(pl.Float64),
        has_second=pl.col("second_day").is_not_null(),
    )


def _loss(night: Night) -> Callable[[float, float], float]:
    """Minus the log-likelihood of the ratio in the cluster and of the variance of the frailty.

    Over the gaps to the second fracture. Among people whose first came at cumulative hazard H,
    frailty is gamma of shape 1/v + 1 and scale v exp(-v H), so that at u days nobody has had
    another with probability (1 + v exp(-v H) G(u)) ** -(1/v + 1), where
    G(u) = rate (c min(u, 60) + max(u - 60, 0)).
    """
    rate = _rate_a_day(_first_of(night, "FX"), HORIZON).value
    gaps = _gaps_of_fractures(night)
    hazard = gaps["first_day"].to_numpy() * rate
    gap, again = gaps["gap"].to_numpy(), gaps["has_second"].to_numpy()
    inside, outside = np.minimum(gap, CLUSTER_DAYS), np.maximum(gap - CLUSTER_DAYS, 0)

    def loss(ratio: float, variance: float) -> float:
        shape, scale = 1 / variance + 1, variance * np.exp(-variance * hazard)
        grown = 1 + scale * rate * (ratio * inside + outside)
        pace = rate * np.where(gap <= CLUSTER_DAYS, ratio, 1.0)
        density = np.log(shape * scale * pace / grown)
        return float((shape * np.log(grown) - again * density).sum())

    return loss


def _most_likely(loss: Callable[[float], float]) -> Estimate:
    """Where the loss is least, with the error its curvature tells."""
    from scipy.optimize import minimize_scalar

    value = float(minimize_scalar(loss, bounds=(0.05, 10.0), method="bounded").x)
    step = 0.02 * value
    curvature = (loss(value + step) - 2 * loss(value) + loss(value - step)) / step**2
    return Estimate(value, curvature**-0.5)


def cluster_ratio(night: Night) -> Estimate:
    """Of the hazard of a second fracture in the 60 days after the first, the frailty as put in."""
    loss = _loss(night)
    return _most_likely(lambda ratio: loss(ratio, CALIBRATION.frailty_variance))


def frailty_variance(night: Night) -> Estimate:
    """Among people who had a fracture, the ratio in the cluster as put in."""
    loss = _loss(night)
    return _most_likely(lambda variance: loss(CALIBRATION.cluster_ratio, variance))
