"""Limits and tests from the normal distribution of an estimate's logarithm."""

from math import erfc, exp, log, sqrt

import polars as pl

from transforms.statistics.confidence import normal_quantile
from transforms.statistics.one_row import ratio_row


def wald_ratio(ratio: float, std_err_of_log: float, level: float) -> pl.DataFrame:
    """One row: estimate, lower, upper, p_value of a ratio above 0."""
    factor = exp(normal_quantile(level) * std_err_of_log)
    p_value = two_sided(log(ratio) / std_err_of_log)
    return ratio_row(ratio, ratio / factor, ratio * factor, p_value)


def two_sided(z: float) -> float:
    """The probability of a standard normal value at least as far from 0."""
    return erfc(abs(z) / sqrt(2))
