"""Cumulative incidence read at declared months."""

import numpy as np
import polars as pl

from transforms.statistics import cumulative_incidence
from transforms.statistics.arrays import Reals, Whole
from warehouse.schema.definitions import names, number

CERTAIN = 1 - 1e-9
_SHOWN = {"incidence": "estimate", "std_err": "std_err", "lower": "lower", "upper": "upper"}
# Before the first exit nobody has had anything.
NOTHING_YET = pl.DataFrame(
    {"estimate": [0.0], "std_err": [0.0], "lower": [None], "upper": [None]},
    schema=dict.fromkeys(_SHOWN.values(), pl.Float64),
)


def months_in_days(definition: str) -> dict[int, int]:
    """The months a definition declares, each with its days: months times 30.4375, rounded."""
    return {int(month): round(int(month) * number("days_per_month")) for month in names(definition)}


def incidence_at(histories: pl.DataFrame, months: str) -> pl.DataFrame:
    """Incidence of cause 1 at each month of the definition, death competing.

    In: entry_day, exit_day, status (0 censored, 1 the event, 2 death), one row a patient at risk.
    Out: at_month, at_day, patient_count, n_risk (still followed, neither event nor death before
    that day), event_count, incidence, std_err, lower, upper. The estimate is null beyond the
    longest follow-up, unless nobody is left who could have the event.
    """
    curve = cumulative_incidence(histories, time="exit_day", status="status", entry="entry_day")
    own = curve.filter(pl.col("cause") == 1)
    days = months_in_days(months)
    steps = np.searchsorted(own["time"].to_numpy(), list(days.values()), side="right")
    at_risk = _at_risk(histories, list(days.values()))
    known = pl.Series((at_risk > 0) | (_have_ended(curve)[steps] >= CERTAIN))
    in_force = pl.concat([NOTHING_YET, own.select(NOTHING_YET.columns)])[steps]
    return pl.DataFrame(
        {
            "at_month": list(days),
            "at_day": list(days.values()),
            "patient_count": [histories.height] * len(days),
            "n_risk": at_risk,
            "event_count": _cumulated(own["n_event"])[steps],
        }
    ).hstack(
        in_force.select(pl.when(known).then(found).alias(name) for name, found in _SHOWN.items())
    )


def _at_risk(histories: pl.DataFrame, days: list[int]) -> Whole:
    """How many are followed on each day, without event nor death before it."""
    entry, end = (histories[name].to_numpy()[:, None] for name in ("entry_day", "exit_day"))
    there: Whole = ((entry < days) & (end >= days)).sum(axis=0)
    return there


def _have_ended(curve: pl.DataFrame) -> Reals:
    """What the causes together have reached after each step: at 1 nothing more can happen."""
    together = curve.group_by("time").agg(pl.col("estimate").sum()).sort("time")
    return np.concatenate([[0.0], together["estimate"].to_numpy()])


def _cumulated(counts: pl.Series) -> Whole:
    """The sum after each step, first of all after none."""
    return np.concatenate([[0], counts.cum_sum().to_numpy()])
