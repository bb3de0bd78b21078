"""Plain survival estimators, written for these tests only: slow, short, easy to check."""

from dataclasses import dataclass

import numpy as np
import polars as pl


@dataclass(frozen=True)
class Estimate:
    value: float
    standard_error: float

    def is_near(self, target: float, tolerance: float) -> bool:
        """Within the larger of the tolerance and three standard errors (domain.md §9)."""
        return abs(self.value - target) <= max(tolerance, 3 * self.standard_error)


def share(part: int, whole: int) -> Estimate:
    value = part / whole
    return Estimate(value, (value * (1 - value) / whole) ** 0.5)


def incidence(histories: pl.DataFrame, by_day: float) -> Estimate:
    """Aalen-Johansen incidence of status 1, status 2 competing. Columns: entry, time, status."""
    entry, time, status = (histories[name].to_numpy() for name in ("entry", "time", "status"))
    surviving, reached, variance = 1.0, 0.0, 0.0
    for day in np.unique(time[(status > 0) & (time <= by_day)]):
        at_risk = int(((entry < day) & (time >= day)).sum())
        events = int(((time == day) & (status == 1)).sum())
        gone = int(((time == day) & (status > 0)).sum())
        reached += surviving * events / at_risk
        variance += (surviving / at_risk) ** 2 * events
        surviving *= 1 - gone / at_risk
    return Estimate(reached, variance**0.5)


def median_survival(histories: pl.DataFrame) -> Estimate:
    """Kaplan-Meier median, with the error of an exponential. Columns: entry, time, is_dead."""
    entry, time, dead = (histories[name].to_numpy() for name in ("entry", "time", "is_dead"))
    surviving = 1.0
    for day in np.unique(time[dead]):
        at_risk = int(((entry < day) & (time >= day)).sum())
        surviving *= 1 - int(((time == day) & dead).sum()) / at_risk
        if surviving <= 0.5:
            return Estimate(float(day), float(day) / (np.log(2) * dead.sum() ** 0.5))
    raise AssertionError("half of these people are alive at the end: no median")
