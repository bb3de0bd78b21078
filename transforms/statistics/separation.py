"""People whose outcome the covariates tell with certainty, so that some odds ratio is infinite."""

import numpy as np

from transforms.statistics.arrays import Flags, Reals, Whole

CERTAIN = 1e-7  # what a linear programme leaves of a true zero on standardised covariates


def is_uncertain(design: Reals, outcome: Whole) -> Flags:
    """Which people are left when those told with certainty are taken out, again and again.

    In: one row a person, an intercept among the columns; 1 or 0 a person. Separated people add
    nothing to the likelihood of the finite odds ratios, which is that of the others (Albert and
    Anderson 1984; Geyer 2009, the limiting conditional model).
    """
    uncertain = np.ones(outcome.size, dtype=np.bool_)
    while uncertain.any():
        told = _is_told(design[uncertain], outcome[uncertain])
        if not told.any():
            break
        uncertain[np.flatnonzero(uncertain)[told]] = False
    return uncertain


def _is_told(design: Reals, outcome: Whole) -> Flags:
    """Whom the direction that separates most people puts strictly on their own side.

    Konis 2007: maximise the sum of the signed scores among directions that put nobody on the
    wrong side; it is 0 exactly when nobody is separated.
    """
    from scipy.optimize import linprog

    signed = design * np.where(outcome == 1, 1.0, -1.0)[:, np.newaxis]
    patterns, count = np.unique(signed, axis=0, return_counts=True)
    best = linprog(
        -(count @ patterns) / count.sum(), A_ub=-patterns, b_ub=np.zeros(len(patterns)),
        bounds=(-1, 1), method="highs",
    )  # fmt: skip
    assert best.success  # 0 is always allowed and the box bounds the rest
    told: Flags = signed @ best.x > CERTAIN
    return told
