"""A test of no difference between groups from a score vector and its variance."""

from collections.abc import Sequence

import numpy as np
import polars as pl

from transforms.statistics.arrays import Reals, Whole

UNINFORMATIVE = 1e-12  # a variance this far below the largest is rounding


def score_test(strata: Sequence[tuple[Reals, Reals]]) -> pl.DataFrame:
    """The quadratic form of the scores, chi-squared with one degree less than there are groups.

    In: each stratum's score by group and its covariance; they add up. Scores sum to zero, so one
    group is left out; a group that is never compared with another (no variance) does not count.
    Out: statistic, df, p_value; null when nothing can be compared.
    """
    if not strata:
        return _one_row(None, 0, None)
    score = np.sum([score for score, _ in strata], axis=0)
    variance = np.sum([variance for _, variance in strata], axis=0)
    kept = _compared(np.diag(variance))[1:]
    part = variance[np.ix_(kept, kept)]
    if not kept.size or np.linalg.matrix_rank(part) < kept.size:
        return _one_row(None, kept.size, None)
    statistic = float(score[kept] @ np.linalg.solve(part, score[kept]))
    return _one_row(statistic, kept.size, _upper_tail(statistic, kept.size))


def _compared(spread: Reals) -> Whole:
    return np.flatnonzero(spread > UNINFORMATIVE * spread.max(initial=0.0))


def _upper_tail(statistic: float, df: int) -> float:
    from scipy.special import chdtrc

    return float(chdtrc(df, statistic))


def _one_row(statistic: float | None, df: int, p_value: float | None) -> pl.DataFrame:
    return pl.DataFrame(
        {"statistic": [statistic], "df": [df], "p_value": [p_value]},
        schema={"statistic": pl.Float64, "df": pl.Int64, "p_value": pl.Float64},
    )
