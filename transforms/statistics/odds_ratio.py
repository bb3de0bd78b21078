"""The odds of an outcome with an exposure against without."""

from math import sqrt
from typing import Literal

import polars as pl

from transforms.statistics.confidence import LEVEL, require_level
from transforms.statistics.history_checks import InvalidHistories
from transforms.statistics.mid_p import mid_p
from transforms.statistics.one_row import ratio_row
from transforms.statistics.wald import wald_ratio

Method = Literal["woolf", "exact", "mid-p"]

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
    limit is null. "mid-p": the same ratio with the limits and the test of `mid_p`, which are not
    wider than they say.
    """
    require_level(level)
    if min(a, b, c, d) < 0:
        raise InvalidHistories("A cell of the table is negative.")
    if method == "woolf":
        return _woolf(a, b, c, d, level)
    return _conditional(a, b, c, d, method, level)


def _woolf(a: float, b: float, c: float, d: float, level: float) -> pl.DataFrame:
    if not (a + b and c + d):
        return ratio_row()
    if not (a and b and c and d):
        a, b, c, d = (cell + WHEN_A_CELL_IS_EMPTY for cell in (a, b, c, d))
    return wald_ratio(a * d / (b * c), sqrt(1 / a + 1 / b + 1 / c + 1 / d), level)


def _conditional(
    a: float, b: float, c: float, d: float, method: Method, level: float
) -> pl.DataFrame:
    from scipy.stats import fisher_exact
    from scipy.stats.contingency import odds_ratio as conditional_odds_ratio

    cells = (int(a), int(b), int(c), int(d))
    if sum(cells) != a + b + c + d:
        raise InvalidHistories("A cell of the table is not a whole number.")
    if not all((a + b, c + d, a + c, b + d)):
        return ratio_row()
    table = [list(cells[:2]), list(cells[2:])]
    fit = conditional_odds_ratio(table)
    if method == "mid-p":
        return ratio_row(float(fit.statistic), *mid_p(*cells, level))
    limits = fit.confidence_interval(level)
    p_value = float(fisher_exact(table)[1])
    return ratio_row(float(fit.statistic), float(limits.low), float(limits.high), p_value)
