"""One odds ratio over several strata."""

import numpy as np
import polars as pl

from transforms.statistics.confidence import LEVEL, require_level
from transforms.statistics.history_checks import durations
from transforms.statistics.one_row import ratio_row


def mantel_haenszel(
    frame: pl.DataFrame,
    *,
    a: str = "a",
    b: str = "b",
    c: str = "c",
    d: str = "d",
    level: float = LEVEL,
) -> pl.DataFrame:
    """The odds ratio common to all strata.

    In: one row a stratum, its counts as in `odds_ratio`: a exposed with the outcome, b exposed
    without, c unexposed with, d unexposed without. A stratum of fewer than two people is left out.
    Out: one row: estimate, lower, upper, p_value; null where undefined. Raises `InvalidHistories`.

    Mantel and Haenszel 1959, test without continuity correction; limits of Robins, Breslow and
    Greenland 1986; R `mantelhaen.test(correct = FALSE)`.
    """
    require_level(level)
    cells = np.array([durations(frame, name) for name in (a, b, c, d)], dtype=np.float64)
    cells = cells[:, cells.sum(axis=0) > 1]
    concordant = (cells[0] * cells[3] / cells.sum(axis=0)).sum()
    discordant = (cells[1] * cells[2] / cells.sum(axis=0)).sum()
    if not (concordant and discordant):
        return ratio_row()
    return _pooled(cells, level)


def _pooled(cells: np.ndarray[tuple[int, ...], np.dtype[np.float64]], level: float) -> pl.DataFrame:
    from statsmodels.stats.contingency_tables import StratifiedTable

    strata = StratifiedTable(cells.reshape(2, 2, -1))
    lower, upper = strata.oddsratio_pooled_confint(alpha=1 - level)
    p_value = strata.test_null_odds(correction=False).pvalue
    return ratio_row(float(strata.oddsratio_pooled), float(lower), float(upper), float(p_value))
