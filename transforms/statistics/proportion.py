"""A share of people, with limits that stay between 0 and 1."""

from math import sqrt

import polars as pl

from transforms.statistics.confidence import LEVEL, normal_quantile, require_level
from transforms.statistics.history_checks import InvalidHistories
from transforms.statistics.one_row import estimate_row


def proportion(events: int, n: int, level: float = LEVEL) -> pl.DataFrame:
    """The share events / n with Wilson's score limits.

    In: how many of `n` have it. Out: one row: estimate, lower, upper; null when n is 0.
    Raises `InvalidHistories`.

    Wilson 1927 (R `prop.test(correct = FALSE)`).
    """
    require_level(level)
    if not 0 <= events <= n:
        raise InvalidHistories("The number of events is not between 0 and the number of people.")
    if not n:
        return estimate_row()
    share, z2 = events / n, normal_quantile(level) ** 2
    centre = (events + z2 / 2) / (n + z2)
    half = sqrt(z2 * (n * share * (1 - share) + z2 / 4)) / (n + z2)
    # at 0 and at n the formula's own limit is exactly 0 or 1, but for its rounding
    lower, upper = centre - half if events else 0.0, centre + half if events < n else 1.0
    return estimate_row(share, lower, upper)
