"""The log-rank test: do the groups' event-free curves differ?"""

import numpy as np
import polars as pl

from transforms.statistics.arrays import Reals
from transforms.statistics.count_table import CountTable
from transforms.statistics.product_limit import just_before, product_limit, reciprocal
from transforms.statistics.score_test import score_test
from transforms.statistics.stratum_tables import stratum_tables


def log_rank(
    frame: pl.DataFrame,
    *,
    time: str = "time",
    status: str = "status",
    entry: str | None = None,
    group: str,
    rho: float = 0,
    strata: str | None = None,
) -> pl.DataFrame:
    """Observed against expected events in each group, over all days.

    In: one row a history; `time` in days; `status` 0 censored, any other number an event; `entry`
    when observation starts (entry < t <= time), from the beginning without it; `strata` compares
    groups only within strata. `rho` weights early days by S(t-)^rho: 0 is the log-rank, 1 the
    Peto-Peto modification of the Wilcoxon test.
    Out: one row: statistic, df, p_value. Raises `InvalidHistories`.

    Mantel 1966; Harrington and Fleming 1982; hypergeometric variance; R `survival::survdiff`, which
    has no late entry. With it the risk set of each day is of those entered by then (Andersen et
    al. 1993, V.1): without ties, the score test of a Cox model on (entry, time].
    """
    tables = stratum_tables(
        frame, time=time, status=status, entry=entry, group=group, strata=strata
    )
    return score_test([_score_and_variance(table, rho) for table in tables])


def _score_and_variance(table: CountTable, rho: float) -> tuple[Reals, Reals]:
    """Observed minus expected by group, and its covariance."""
    events, at_risk = table.any_event, table.at_risk
    every, everybody = events.sum(axis=0), at_risk.sum(axis=0)
    weight = just_before(product_limit(every, everybody)) ** rho
    share = at_risk * reciprocal(everybody)
    score = (weight * (events - every * share)).sum(axis=1)
    drawn = weight**2 * every * (everybody - every) * reciprocal(everybody - 1)
    spread = drawn * share
    return score, np.diag(spread.sum(axis=1)) - spread @ share.T
