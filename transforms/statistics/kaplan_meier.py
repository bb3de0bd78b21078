"""Event-free survival: the probability of no event yet, whatever its cause."""

from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from transforms.statistics.arrays import Reals
from transforms.statistics.confidence import ConfType, Limits, probability_limits
from transforms.statistics.count_table import CountTable, count_table
from transforms.statistics.curve_frame import curve_frame
from transforms.statistics.product_limit import product_limit, reciprocal


def kaplan_meier(
    frame: pl.DataFrame,
    *,
    time: str = "time",
    status: str = "status",
    entry: str | None = None,
    group: str | None = None,
    conf_type: ConfType = "log-log",
) -> pl.DataFrame:
    """The probability of being event-free after each day.

    In: one row a history; `time` and `entry` in days, at risk when entry < t <= time; `status` 0
    censored, any other number an event.
    Out: group, time, n_risk, n_event, n_censor, estimate, std_err (of the probability), lower,
    upper; the error and the limits are null once nobody is left event-free.
    Raises `InvalidHistories`.

    Kaplan and Meier 1958; Greenwood 1926 variance; R `survival::survfit`. With competing causes
    censored, 1 minus this curve is not an incidence: use `cumulative_incidence`.
    """
    curve = survival_curve(frame, time=time, status=status, entry=entry, group=group)
    limits = curve.limits(conf_type)
    return curve_frame(curve.table, curve.surviving, curve.std_err, limits).drop("cause")


@dataclass(frozen=True)
class SurvivalCurve:
    """S(t) with Greenwood's standard error, arrays (group, time); NaN where S is 0."""

    table: CountTable
    surviving: Reals
    std_err: Reals

    def limits(self, conf_type: ConfType) -> Limits:
        """The band of the curve."""
        return probability_limits(self.surviving, self.std_err, conf_type)


def survival_curve(
    frame: pl.DataFrame, *, time: str, status: str, entry: str | None, group: str | None
) -> SurvivalCurve:
    """The product-limit curve of the histories, every cause an event."""
    table = count_table(frame, time=time, status=status, entry=entry, group=group)
    table = replace(table, events=table.any_event[:, np.newaxis])
    events, at_risk = table.events[:, 0], table.at_risk
    surviving = product_limit(events, at_risk)
    spread = np.cumsum(events * reciprocal(at_risk) * reciprocal(at_risk - events), axis=-1)
    std_err = np.where(surviving > 0, surviving * np.sqrt(spread), np.nan)
    return SurvivalCurve(table, surviving, std_err)
