"""Times to events of unequal people, such that all of them together keep the published rate.

People with hazard ratios m leave at the rate m·g(t). The clock is the g that makes the survival
of the whole group exactly exponential: mean(exp(-m G(t))) = exp(-rate t). So a published
median holds for the group and a published hazard ratio holds between its members.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from flows.demo.life.draws import Numbers
from warehouse.schema.definitions import number

DAYS_A_MONTH = number("days_per_month")
_STEPS = 4000
_SMALLEST, _LARGEST = 1e-7, 400.0  # hazards from a minute to far beyond any life
_NEAR = 1e-13  # of a rate, as a share of it: far below what any count of people could tell


@dataclass(frozen=True)
class Clock:
    """Turns days into the cumulative hazard of someone of ratio 1, and back."""

    days: Numbers
    hazard: Numbers

    def hazard_at(self, days: Numbers) -> Numbers:
        """Cumulative hazard by each day, for someone of ratio 1."""
        return np.interp(days, self.days, self.hazard)

    def day_of(self, hazard: Numbers) -> Numbers:
        """Day on which each cumulative hazard is reached."""
        return np.interp(hazard, self.hazard, self.days)


@dataclass(frozen=True)
class Mixture:
    """Hazard ratios present in a group, with the share of each."""

    ratios: Numbers
    shares: Numbers

    def clock(self, rate_a_day: float) -> Clock:
        """The clock that makes the group leave at this constant rate."""
        hazard = np.geomspace(_SMALLEST, _LARGEST, _STEPS) / self.ratios.min()
        surviving = np.exp(-np.outer(hazard, self.ratios)) @ self.shares
        reached = hazard[surviving > 0.0]
        days = -np.log(surviving[surviving > 0.0]) / rate_a_day
        return Clock(np.concatenate([[0.0], days]), np.concatenate([[0.0], reached]))


def mixture_of(ratios: Numbers) -> Mixture:
    """The hazard ratios of a group, counted."""
    distinct, counts = np.unique(ratios.round(9), return_counts=True)
    return Mixture(distinct, counts / counts.sum())


def rate_of_median(months: float) -> float:
    """Rate a day of the exponential with this median (domain.md §9)."""
    return float(np.log(2) / (months * DAYS_A_MONTH))


def root(low: float, high: float, excess: Callable[[float], float]) -> float:
    """Where an increasing function crosses zero, sought on a logarithmic scale; the nearer end
    when it does not cross between the two."""
    from scipy.optimize import brentq

    if excess(low) >= 0 or excess(high) <= 0:
        return low if excess(low) >= 0 else high
    crossing = brentq(
        lambda logarithm: excess(float(np.exp(logarithm))), np.log(low), np.log(high), xtol=_NEAR
    )
    return float(np.exp(crossing))


@dataclass(frozen=True)
class Pace:
    """How people without bone metastasis leave that state: the rate a day at which they do, and
    the share of them who leave it for bone metastasis, once `onset_from` days have passed; the
    others die."""

    leaving: float
    turning: float
    onset_from: float


def pace_before_bone(
    onset_share: float, median: float, rate_after: float, onset_from: float
) -> Pace:
    """The pace of people without bone metastasis at diagnosis.

    `onset_share` of them get it before they die, none in the first `onset_from` days (it would
    count as found at diagnosis), then die at `rate_after` a day; together their median survival is
    `median` months.
    """
    days = median * DAYS_A_MONTH

    def turning(leaving: float) -> float:
        return min(onset_share * float(np.exp(leaving * onset_from)), 1.0)

    def excess(leaving: float) -> float:
        # Too small a difference of rates would divide by zero; the limit is the same.
        faster = leaving - rate_after or 1e-9
        never = np.exp(-leaving * days)
        turned_by_then = np.exp(-rate_after * days - faster * onset_from) - never
        return float(0.5 - never - leaving * turning(leaving) / faster * turned_by_then)

    leaving = root(1e-6, 1.0, excess)
    return Pace(leaving, turning(leaving), onset_from)
