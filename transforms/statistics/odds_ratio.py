"""The odds of an outcome with an exposure against without."""

from math import sqrt
from typing import Literal

import polars as pl

from transforms.statistics.confidence import LEVEL, require_level
from transforms.statistics.history_checks import InvalidHistories
from transforms.statistics.one_row import ratio_row
from transforms.statistics.wald import wald_ratio

Method = Literal["woolf", "exact"]

WHEN_A_CELL_IS_EMPTY = 0.5  # added to every cell: Haldane 1956, Anscombe 1956


def odds_ratio(
    a: float, b: float, c: float, d: float, method: Method = "woolf", level: float = LEVEL
) -> pl.DataFrame:
    """The odds a : b divided by the odds c : d.

    In: a exposed with the outcome, b exposed without, c unexposed with, d unexposed without.
    Out: one row: estimate, lower, upper, p_value; null where undefined. Raises `InvalidHistories`.

    "woolf": cross-product with limits on the log scale (Woolf 1955); when a cell is 0, a half is
    added to all four. "exact": conditional maximum likelihood with exact limits and Fisher's
    two-sided test (Cornfield 1956; R `fisher.test`); counts must be whole, an infinite ratio or
    limit is null.
    """
    require_level(level)
    if min(a, b, c, d) < 0:
        raise InvalidHistories("A cell of the table is negative.")
    return _exact(a, b, c, d, level) if method == "exact" else _woolf(a, b, c, d, level)


def _woolf(a: float, b: float, c: float, d: float, level: float) -> pl.DataFrame:
    if not (a + b and c + d):
        return ratio_row()
    if not (a and b and c and d):
        a, b, c, d = (cell + WHEN_A_CELL_IS_EMPTY for cell in (a, b, c, d))
    return wald_ratio(a * d / (b * c), sqrt(1 / a + 1 / b + 1 / c + 1 / d), level)


def _exact(a: float, b: float, c: float, d: float, level: float) -> pl.DataFrame:
    from scipy.stats import fisher_exact
    from scipy.stats.contingency import odds_ratio as conditional_odds_ratio

    table = [[int(a), int(b)], [int(c), int(d)]]
    if sum(map(sum, table)) != a + b + c + d:
        raise InvalidHistories("A cell of the table is not a whole number.")
    if not all((a + b, c + d, a + c, b + d)):
        return ratio_row()
    fit = conditional_odds_ratio(table)
    limits = fit.confidence_interval(level)
    p_value = float(fisher_exact(table)[1])
    return ratio_row(float(fit.statistic), float(limits.low), float(limits.high), p_value)
