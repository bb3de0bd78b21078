"""Confidence limits of a probability, a mean or a rate from its standard error.

Formulas of R `survival::survfit_confint`. A limit that its formula does not define is NaN here and
null in every result. Limits are two-sided, 95 % unless a level is given.
"""

from statistics import NormalDist
from typing import Literal

import numpy as np

from transforms.statistics.arrays import Reals
from transforms.statistics.history_checks import InvalidHistories

Limits = tuple[Reals, Reals]
ConfType = Literal["log-log", "log", "plain", "logit", "arcsin"]
MeanConfType = Literal["log", "plain"]

LEVEL = 0.95
CERTAIN = 1 - 1e-12  # a sum of steps that should reach 1 may stop a rounding short of it


def normal_quantile(level: float = LEVEL) -> float:
    """The half-width of a two-sided interval in standard errors: 1.96 at 95 %."""
    return NormalDist().inv_cdf(0.5 + level / 2)


def probability_limits(estimate: Reals, std_err: Reals, conf_type: ConfType) -> Limits:
    """Limits in [0, 1]; undefined where the transform is: at 0, and at 1 but for log and plain."""
    margin = normal_quantile() * std_err
    if conf_type == "plain":
        return np.maximum(estimate - margin, 0.0), np.minimum(estimate + margin, 1.0)
    defined = np.where(estimate > 0, estimate, np.nan)
    if conf_type == "log":
        factor = np.exp(margin / defined)
        return defined / factor, np.minimum(defined * factor, 1.0)
    defined = np.where(estimate < CERTAIN, defined, np.nan)
    return _INTERIOR[conf_type](defined, margin)


def mean_limits(estimate: Reals, std_err: Reals, conf_type: MeanConfType) -> Limits:
    """Limits of a mean number of events, never below 0; undefined at 0 on the log scale."""
    margin = normal_quantile() * std_err
    if conf_type == "plain":
        return np.maximum(estimate - margin, 0.0), estimate + margin
    defined = np.where(estimate > 0, estimate, np.nan)
    factor = np.exp(margin / defined)
    return defined / factor, defined * factor


def _log_log(p: Reals, margin: Reals) -> Limits:
    log_p = np.log(p)
    # p ** factor, as exp(log_p * factor): the log is at hand
    factor = np.exp(margin / (p * log_p))
    return np.exp(log_p / factor), np.exp(log_p * factor)


def _logit(p: Reals, margin: Reals) -> Limits:
    odds, factor = p / (1 - p), np.exp(margin / (p * (1 - p)))
    return 1 - 1 / (1 + odds / factor), 1 - 1 / (1 + odds * factor)


def _arcsin(p: Reals, margin: Reals) -> Limits:
    angle, half = np.arcsin(np.sqrt(p)), margin / (2 * np.sqrt(p * (1 - p)))
    lower, upper = np.maximum(angle - half, 0.0), np.minimum(angle + half, np.pi / 2)
    return np.sin(lower) ** 2, np.sin(upper) ** 2


_INTERIOR = {"log-log": _log_log, "logit": _logit, "arcsin": _arcsin}


def require_level(level: float) -> None:
    """A confidence level is strictly between 0 and 1."""
    if not 0 < level < 1:
        raise InvalidHistories("The confidence level is not strictly between 0 and 1.")
