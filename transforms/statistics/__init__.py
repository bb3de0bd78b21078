"""Estimators of what happens to people over time: pure functions, frames in, frames out.

Nothing here knows what an event means. Each estimator has a file of its own name. The libraries
that are slow to import (scipy, statsmodels, numba, survival) are imported by the function that
needs them, at its first call.
"""

from transforms.statistics.count_with_window import count_with_window
from transforms.statistics.cox import cox
from transforms.statistics.cumulative_incidence import cumulative_incidence
from transforms.statistics.event_rate import event_rate
from transforms.statistics.ghosh_lin import ghosh_lin
from transforms.statistics.gray_test import gray_test
from transforms.statistics.history_checks import InvalidHistories
from transforms.statistics.kaplan_meier import kaplan_meier
from transforms.statistics.log_rank import log_rank
from transforms.statistics.logistic import logistic
from transforms.statistics.mantel_haenszel import mantel_haenszel
from transforms.statistics.mean_cumulative_function import mean_cumulative_function
from transforms.statistics.odds_ratio import odds_ratio
from transforms.statistics.proportion import proportion
from transforms.statistics.rate_ratio import rate_ratio
from transforms.statistics.restricted_mean import restricted_mean
from transforms.statistics.robust_event_rate import robust_event_rate
from transforms.statistics.robust_rate_ratio import robust_rate_ratio
from transforms.statistics.survival_quantiles import survival_quantiles

__all__ = [
    "InvalidHistories",
    "count_with_window",
    "cox",
    "cumulative_incidence",
    "event_rate",
    "ghosh_lin",
    "gray_test",
    "kaplan_meier",
    "log_rank",
    "logistic",
    "mantel_haenszel",
    "mean_cumulative_function",
    "odds_ratio",
    "proportion",
    "rate_ratio",
    "restricted_mean",
    "robust_event_rate",
    "robust_rate_ratio",
    "survival_quantiles",
]
