"""One event rate against another."""

from math import sqrt
from typing import Literal

import polars as pl

from transforms.statistics.confidence import LEVEL, require_level
from transforms.statistics.history_checks import InvalidHistories
from transforms.statistics.one_row import estimate_row
from transforms.statistics.wald import wald_ratio

Method = Literal["exact", "wald"]


def rate_ratio(
    events_a: int,
    days_a: float | None,
    events_b: int,
    days_b: float | None,
    method: Method = "exact",
    level: float = LEVEL,
) -> pl.DataFrame:
    """The event rate of a divided by that of b.

    In: events and days observed of each.
    Out: one row: estimate, lower, upper; what is undefined is null: everything without
    person-time, the ratio and its upper limit without events in b. Raises `InvalidHistories`.

    "exact": given the total, the events of a are binomial (Przyborowski and Wilenski 1940; limits
    of Clopper and Pearson; R `poisson.test`). "wald": on the log scale, null when either count is
    0. Both take events for independent.
    """
    require_level(level)
    if min(events_a, events_b, days_a or 0, days_b or 0) < 0:
        raise InvalidHistories("A number of events or of days is negative.")
    if not days_a or not days_b:
        return estimate_row()
    if method == "exact":
        return _exact(events_a, events_b, days_a, days_b, level)
    if not events_a or not events_b:
        return estimate_row(_ratio(events_a, events_b, days_b / days_a))
    ratio = (events_a / days_a) / (events_b / days_b)
    return wald_ratio(ratio, sqrt(1 / events_a + 1 / events_b), level).drop("p_value")


def _exact(
    events_a: int, events_b: int, days_a: float, days_b: float, level: float
) -> pl.DataFrame:
    from scipy.special import betaincinv

    longer = days_b / days_a
    if not events_a + events_b:
        return estimate_row()
    tail = (1 - level) / 2
    lower = float(betaincinv(events_a, events_b + 1, tail)) if events_a else 0.0
    upper = float(betaincinv(events_a + 1, events_b, 1 - tail)) if events_b else 1.0
    low, high = (_ratio(share, 1 - share, longer) for share in (lower, upper))
    return estimate_row(_ratio(events_a, events_b, longer), low, high)


def _ratio(part: float, rest: float, factor: float) -> float | None:
    return part / rest * factor if rest else None
