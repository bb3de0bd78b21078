"""Counts as they are shown to whoever may not see small ones, and what that leaves unsaid."""

from dataclasses import dataclass
from math import floor, inf, log10

from warehouse.schema.definitions import number
from warehouse.schema.thresholds import threshold

SMALLEST_SHOWN = int(threshold("smallest_shown_group"))  # domain.md §10: CASD, 11
STEP = int(number("shown_count_step"))
# 11 and 12 are nearer to 10, which would read as a count that is withheld.
_LOWEST_ROUNDED = 15


@dataclass(frozen=True)
class Interval:
    """Every whole number a count may be for somebody who reads what is shown."""

    low: float
    high: float

    @property
    def choices(self) -> float:
        return self.high - self.low + 1


ANY, SMALL, LARGE = Interval(0, inf), Interval(1, SMALLEST_SHOWN - 1), Interval(SMALLEST_SHOWN, inf)


def is_small(count: int) -> bool:
    """So few that the count is withheld; nobody at all is not few."""
    return 0 < count < SMALLEST_SHOWN


def rounded(count: int) -> int:
    """The nearest multiple of 5; what is under 15 and may be shown is 15. Zero is zero."""
    if count == 0:
        return 0
    return max(_LOWEST_ROUNDED, floor(count / STEP + 0.5) * STEP)


def left_open(shown: int) -> Interval:
    """What the count behind a rounded one may be."""
    if shown == 0:
        return Interval(0, 0)
    half = (STEP - 1) // 2
    low = SMALLEST_SHOWN if shown == _LOWEST_ROUNDED else shown - half
    return Interval(low, shown + half)


def significant(value: float, digits: int) -> float:
    """The value to so many significant digits."""
    if value == 0:
        return 0.0
    return round(value, digits - 1 - floor(log10(abs(value))))
