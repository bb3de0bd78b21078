"""Cumulative incidence: the probability of having had each cause by each day."""

from typing import Literal

import numpy as np
import polars as pl

from transforms.statistics.arrays import Reals
from transforms.statistics.confidence import ConfType, probability_limits
from transforms.statistics.count_table import (
    CountTable,
    PlacedHistories,
    counted,
    placed_histories,
)
from transforms.statistics.curve_frame import curve_frame
from transforms.statistics.history_checks import states
from transforms.statistics.incidence_variance import (
    IncidenceCurve,
    cuminc_variance,
    greenwood_variance,
    incidence_curve,
    jackknife_variance,
)

Variance = Literal["jackknife", "greenwood", "cuminc"]


def cumulative_incidence(
    frame: pl.DataFrame,
    *,
    time: str = "time",
    status: str = "status",
    entry: str | None = None,
    group: str | None = None,
    conf_type: ConfType = "log-log",
    variance: Variance = "jackknife",
) -> pl.DataFrame:
    """The probability of each cause by each day when one cause precludes the others.

    In: one row a history; `time` and `entry` in days from the origin, at risk when
    entry < t <= time; `status` 0 censored, 1..K the cause that ended it; `group` any label.
    Out: group, time, cause, n_risk, n_event (of the cause), n_censor, estimate, std_err, lower,
    upper, a row for each exit time of a group; limits null where undefined.
    Raises `InvalidHistories`.

    Aalen and Johansen 1978. `variance`: "jackknife" as R `survfit`, "greenwood" as R `etm` and
    `prodlim` (Andersen et al. 1993, 4.4.20), "cuminc" as R `cmprsk` (Gray 1988; no late entry
    there). It is not 1 - Kaplan-Meier with other causes censored, which overstates.
    """
    histories = placed_histories(frame, states(frame, status), time=time, entry=entry, group=group)
    table = counted(histories)
    curve = incidence_curve(table)
    std_err = np.sqrt(_variance(variance, curve, table, histories))
    limits = probability_limits(curve.incidence, std_err, conf_type)
    return curve_frame(table, curve.incidence, std_err, limits)


def _variance(
    kind: Variance, curve: IncidenceCurve, table: CountTable, histories: PlacedHistories
) -> Reals:
    if kind == "jackknife":
        return jackknife_variance(curve, table, histories)
    return greenwood_variance(curve) if kind == "greenwood" else cuminc_variance(curve)
