"""Limits and test of an odds ratio in a small table: half of what was seen counts as beyond it."""

import numpy as np

from transforms.statistics.arrays import Reals

# Logarithms of odds ratios between which the limits are looked for: e^50 is 5e21.
WIDEST = 50.0


def mid_p(a: int, b: int, c: int, d: int, level: float) -> tuple[float, float, float]:
    """The lower limit, the upper limit and the two-sided p-value of the odds a : b over c : d.

    Given its margins a table is hypergeometric. A tail is the probability of fewer (more) exposed
    with the outcome than `a`, and half of that of `a` itself; a limit is the odds ratio that leaves
    (1 - level) / 2 in its tail, and the p-value is twice the smaller tail without any effect.
    Lancaster 1961; limits of Berry and Armitage 1995. They cover what they say on average, where
    exact ones cover more.
    """
    low, high = max(0, a - d), min(a + b, a + c)
    seen = np.arange(low, high + 1, dtype=np.float64)
    weights = _log_weights(seen, a + b, c + d, a + c)
    tail = (1 - level) / 2
    lower = 0.0 if a == low else _odds_with(tail, seen, weights, at_least=a)
    upper = np.inf if a == high else 1 / _odds_with(tail, -seen[::-1], weights[::-1], at_least=-a)
    more = _upper_tail(0.0, seen, weights, a)
    return lower, float(upper), min(1.0, 2 * min(more, 1 - more))


def _log_weights(seen: Reals, exposed: int, unexposed: int, outcomes: int) -> Reals:
    """The logarithm of the number of tables with each count, up to a constant."""
    from scipy.special import gammaln

    cells = (seen, exposed - seen, outcomes - seen, unexposed - outcomes + seen)
    logs = [np.asarray(gammaln(cell + 1), dtype=np.float64) for cell in cells]
    return -(logs[0] + logs[1] + logs[2] + logs[3])


def _upper_tail(log_odds: float, seen: Reals, weights: Reals, a: int) -> float:
    logs = weights + seen * log_odds
    chances = np.exp(logs - logs.max())
    more, as_many = chances[seen > a].sum(), chances[seen == a].sum()
    return float((more + as_many / 2) / chances.sum())


def _odds_with(tail: float, seen: Reals, weights: Reals, *, at_least: int) -> float:
    """The odds ratio under which the upper tail of a count is this probability."""
    from scipy.optimize import brentq

    def excess(log_odds: float) -> float:
        return _upper_tail(log_odds, seen, weights, at_least) - tail

    return float(np.exp(brentq(excess, -WIDEST, WIDEST, xtol=1e-13)))
