"""Logistic regression: how covariates multiply the odds of an outcome, each given the others."""

import warnings
from collections.abc import Sequence
from typing import Literal

import numpy as np
import polars as pl

from transforms.statistics.arrays import Flags, Reals, Whole
from transforms.statistics.confidence import LEVEL, normal_quantile, require_level
from transforms.statistics.history_checks import InvalidHistories, flags, numbers
from transforms.statistics.separation import is_uncertain
from transforms.statistics.wald import two_sided

Reason = Literal["separated", "determined", "not_converged"]
Estimates = tuple[Reals, Reals]

DEPENDENT = 1e-9  # a singular value this far below the largest is rounding
MOST_STEPS, TOLERANCE = 100, 1e-12


def logistic(
    frame: pl.DataFrame, *, outcome: str, covariates: Sequence[str], level: float = LEVEL
) -> pl.DataFrame:
    """The odds ratio of each covariate, the others being equal.

    In: one row a person; `outcome` 1 or 0; numeric or boolean covariates, none of them null.
    Out: term, coef, odds_ratio, std_err, lower, upper (Wald), p_value, and reason, which is null
    where there is an estimate: "separated" the covariate tells the outcome of some people with
    certainty, its odds ratio is 0 or infinite (the finite ones are estimated without those
    people, as the likelihood does); "determined" the other covariates tell it, or everybody has
    the same; "not_converged". Raises `InvalidHistories`.

    Cox 1958; R `glm(family = binomial)`; the maximum is found by statsmodels `Logit`.
    """
    require_level(level)
    if not covariates:
        raise InvalidHistories("No covariate is named.")
    has_outcome = flags(frame, outcome)
    design, scale = _standardised(frame, covariates)
    used = is_uncertain(design, has_outcome)
    everybody = _triangle(design)
    rest = everybody if used.all() else _triangle(design[used])
    determined = ~_is_estimable(everybody)
    coef, std_err = _fitted(design[used], has_outcome[used], _independent(rest))
    reasons = [
        _reason(bool(is_determined), bool(is_finite), np.isnan(value))
        for is_determined, is_finite, value in zip(
            determined[1:], _is_estimable(rest)[1:], coef[1:], strict=True
        )
    ]
    known = np.array([reason is None for reason in reasons])
    coef, std_err = (np.where(known, part[1:] / scale, np.nan) for part in (coef, std_err))
    return _frame(covariates, coef, std_err, reasons, level)


def _standardised(frame: pl.DataFrame, covariates: Sequence[str]) -> Estimates:
    """An intercept and the covariates about their mean in standard deviations; these deviations."""
    numeric = frame.with_columns(pl.col(pl.Boolean).cast(pl.Int64))
    columns = np.column_stack(
        [numbers(numeric, name).astype(np.float64) for name in covariates]
    ).reshape(frame.height, len(covariates))
    if not frame.height:
        return np.ones((0, len(covariates) + 1)), np.ones(len(covariates))
    spread = columns.std(axis=0)
    centre = columns.mean(axis=0)
    varies = spread > DEPENDENT * np.maximum(np.abs(centre), 1)
    scale = np.where(varies, spread, 1.0)
    standard = np.where(varies, (columns - centre) / scale, 0.0)
    return np.column_stack([np.ones(frame.height), standard]), scale


def _triangle(design: Reals) -> Reals:
    """Columns that depend on each other as those of the design do, of as many rows as columns."""
    triangle: Reals = np.asarray(np.linalg.qr(design, mode="r"), dtype=np.float64)
    return triangle


def _is_estimable(triangle: Reals) -> Flags:
    """Which coefficients the rows tell: those that no linear dependence involves."""
    if not triangle.shape[0]:
        return np.zeros(triangle.shape[1], dtype=np.bool_)
    _, singular, directions = np.linalg.svd(triangle, full_matrices=True)
    rank = int((singular > DEPENDENT * singular.max()).sum())
    estimable: Flags = np.all(np.abs(directions[rank:]) < np.sqrt(DEPENDENT), axis=0)
    return estimable


def _independent(triangle: Reals) -> list[int]:
    """The columns that do not depend on earlier ones."""
    kept: list[int] = []
    for place in range(triangle.shape[1] if triangle.shape[0] else 0):
        if np.linalg.matrix_rank(triangle[:, [*kept, place]], rtol=DEPENDENT) > len(kept):
            kept.append(place)
    return kept


def _fitted(design: Reals, outcome: Whole, kept: list[int]) -> Estimates:
    """Coefficients and standard errors of the columns kept; NaN of the others."""
    coef, std_err = (np.full(design.shape[1], np.nan) for _ in range(2))
    if kept:
        coef[kept], std_err[kept] = _maximum(design[:, kept], outcome)
    return coef, std_err


def _maximum(design: Reals, outcome: Whole) -> Estimates:
    from statsmodels.discrete.discrete_model import Logit

    unknown = np.full(design.shape[1], np.nan)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # `converged` says the same, and we say it as a reason
        try:
            fit = Logit(outcome, design).fit(
                method="newton", maxiter=MOST_STEPS, tol=TOLERANCE, disp=False
            )
        except np.linalg.LinAlgError:
            return unknown, unknown
    if not fit.mle_retvals["converged"]:
        return unknown, unknown
    return np.asarray(fit.params), np.asarray(fit.bse)


def _reason(is_determined: bool, is_finite: bool, is_unknown: bool) -> Reason | None:
    if is_determined:
        return "determined"
    if not is_finite:
        return "separated"
    return "not_converged" if is_unknown else None


def _frame(
    covariates: Sequence[str],
    coef: Reals,
    std_err: Reals,
    reasons: Sequence[Reason | None],
    level: float,
) -> pl.DataFrame:
    margin = normal_quantile(level) * std_err
    return pl.DataFrame(
        {
            "term": list(covariates),
            "coef": coef,
            "odds_ratio": np.exp(coef),
            "std_err": std_err,
            "lower": np.exp(coef - margin),
            "upper": np.exp(coef + margin),
            "p_value": [two_sided(z) for z in coef / std_err],
            "reason": list(reasons),
        },
        schema_overrides={"reason": pl.String},
    ).with_columns(pl.col(pl.Float64).fill_nan(None))
