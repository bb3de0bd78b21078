"""The day by which a given share has had the event, the median first of all."""

from collections.abc import Sequence

import numpy as np
import polars as pl

from transforms.statistics.arrays import Flags, Reals
from transforms.statistics.confidence import ConfType
from transforms.statistics.count_table import CountTable
from transforms.statistics.history_checks import InvalidHistories
from transforms.statistics.kaplan_meier import survival_curve

ROUNDING = 1.5e-8  # how near to 1 - q counts as exactly: R's square root of the machine epsilon


def survival_quantiles(
    frame: pl.DataFrame,
    *,
    time: str = "time",
    status: str = "status",
    entry: str | None = None,
    group: str | None = None,
    q: Sequence[float] = (0.25, 0.5, 0.75),
    conf_type: ConfType = "log-log",
) -> pl.DataFrame:
    """The first day on which the event-free probability is at most 1 - q.

    In: as `kaplan_meier`; each q strictly between 0 and 1.
    Out: group, q, estimate, lower, upper in days; null when never reached.
    Raises `InvalidHistories`.

    Brookmeyer and Crowley 1982: the limits are the days on which the confidence band crosses
    1 - q. Where a curve stays at exactly 1 - q, the middle of that step is returned, as the median
    of an even number of values is (R `quantile.survfit`).
    """
    if not all(0 < share < 1 for share in q):
        raise InvalidHistories("A quantile is not strictly between 0 and 1.")
    curve = survival_curve(frame, time=time, status=status, entry=entry, group=group)
    bands = (curve.surviving, *curve.limits(conf_type))
    days = {
        name: np.stack([_day_at_most(band, curve.table, 1 - share) for share in q], axis=1)
        for name, band in zip(("estimate", "lower", "upper"), bands, strict=True)
    }
    return _frame(curve.table.groups, q, days).filter(np.repeat(curve.table.present, len(q)))


def _day_at_most(band: Reals, table: CountTable, level: float) -> Reals:
    """For each group the day the band comes to the level, NaN if never."""
    reached = _first_day(band <= level + ROUNDING, table)
    passed = _first_day(band <= level - ROUNDING, table)
    stays_there = np.isnan(passed) & (np.abs(band[:, -1] - level) <= ROUNDING)
    return (reached + np.where(stays_there, _last_day(table), passed)) / 2


def _first_day(holds: Flags, table: CountTable) -> Reals:
    return np.where(holds.any(axis=1), table.times[holds.argmax(axis=1)], np.nan)


def _last_day(table: CountTable) -> Reals:
    last = table.times[-1 - table.observed[:, ::-1].argmax(axis=1)]
    return np.asarray(last, dtype=np.float64)


def _frame(groups: list[str], q: Sequence[float], days: dict[str, Reals]) -> pl.DataFrame:
    labels = {
        "group": pl.Series([name for name in groups for _ in q], dtype=pl.String),
        "q": pl.Series(list(q) * len(groups), dtype=pl.Float64),
    }
    return pl.DataFrame(
        labels | {name: pl.Series(day.ravel(), nan_to_null=True) for name, day in days.items()}
    )
