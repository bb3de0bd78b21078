"""Cox regression: how covariates multiply the hazard."""

import warnings
from collections.abc import Sequence
from typing import Literal

import numpy as np
import polars as pl
from numpy.typing import NDArray

from transforms.statistics.arrays import Reals, Whole
from transforms.statistics.confidence import normal_quantile
from transforms.statistics.history_checks import (
    InvalidHistories,
    column,
    durations,
    flags,
    numbers,
    require_before,
)
from transforms.statistics.wald import two_sided

Columns = dict[str, NDArray[np.generic]]


def cox(
    frame: pl.DataFrame,
    *,
    start: str | None = None,
    stop: str,
    event: str,
    covariates: Sequence[str],
    cluster: str | None = None,
    strata: str | None = None,
    ties: Literal["efron", "breslow"] = "efron",
) -> pl.DataFrame:
    """The hazard ratio of each covariate, the others being equal.

    In: one row a period at risk, start < t <= stop in days (from 0 without `start`); `event` 1 when
    it ends with an event; numeric or boolean covariates; `cluster` the person, when rows of one
    person depend on each other (Andersen-Gill; with `strata` the event's number, Prentice-
    Williams-Peterson); `strata` have a baseline hazard each.
    Out: term, coef, hazard_ratio, std_err, robust_std_err, lower, upper, p_value; with `cluster`
    limits and p-value rest on the robust standard error, which is null otherwise. A covariate that
    the others determine is null, and all are when one separates the events from the rest.
    Raises `InvalidHistories`.

    Cox 1972; Andersen and Gill 1982; Lin and Wei 1989 sandwich; R `survival::coxph`, whose port
    to Rust, the package `survival`, does the fit.
    """
    if not covariates:
        raise InvalidHistories("No covariate is named.")
    data = _response(frame, start, stop, event) | _design(frame, covariates)
    if not data["event"].any():
        raise InvalidHistories(f"Column '{event}' marks no event in {frame.height} rows.")
    return _fitted(data, covariates, _codes(frame, cluster), _codes(frame, strata), ties)


def _response(frame: pl.DataFrame, start: str | None, stop: str, event: str) -> Columns:
    ends = durations(frame, stop)
    data: Columns = {"stop": ends, "event": flags(frame, event)}
    if start is not None:
        data["start"] = durations(frame, start)
        require_before(durations(frame, start), ends, start, stop)
    return data


def _design(frame: pl.DataFrame, covariates: Sequence[str]) -> Columns:
    """The covariates under names that a formula can hold: x0, x1, ..."""
    numeric = frame.with_columns(pl.col(pl.Boolean).cast(pl.Int64))
    return {f"x{place}": numbers(numeric, name) for place, name in enumerate(covariates)}


def _codes(frame: pl.DataFrame, name: str | None) -> Whole | None:
    if name is None:
        return None
    return column(frame, name).rank("dense").cast(pl.Int64).to_numpy()


def _fitted(
    data: Columns,
    covariates: Sequence[str],
    cluster: Whole | None,
    strata: Whole | None,
    ties: str,
) -> pl.DataFrame:
    response = "Surv(start, stop, event)" if "start" in data else "Surv(stop, event)"
    terms = [f"x{place}" for place in range(len(covariates))]
    if strata is not None:
        terms.append("strata(stratum)")
        data = data | {"stratum": strata}
    coef, model, final = _maximum(f"{response} ~ {' + '.join(terms)}", data, cluster, ties)
    return _frame(covariates, coef, model, None if cluster is None else final)


def _maximum(
    formula: str, columns: Columns, cluster: Whole | None, ties: str
) -> tuple[Reals, Reals, Reals]:
    """Coefficients, their model-based standard errors and the robust ones (without cluster equal).

    Where the likelihood has no maximum, because a covariate separates the events, all are NaN.
    """
    from survival import coxph

    with warnings.catch_warnings(record=True) as said:  # the only sign of a missing maximum
        warnings.simplefilter("always", RuntimeWarning)
        fit = coxph(formula, columns, cluster=cluster, ties=ties)
    no_maximum = any(issubclass(warning.category, RuntimeWarning) for warning in said)
    final = _standard_error(fit.var)
    model = final if cluster is None else _standard_error(fit.naive_var)
    unknown = np.isnan(np.array(fit.coefficients, dtype=np.float64)) | no_maximum
    coef, model, final = (np.where(unknown, np.nan, x) for x in (fit.coefficients, model, final))
    return coef, model, final


def _standard_error(variance: Sequence[Sequence[float]] | None) -> Reals:
    assert variance is not None
    return np.sqrt(np.diag(np.array(variance, dtype=np.float64)))


def _frame(
    covariates: Sequence[str], coef: Reals, std_err: Reals, robust: Reals | None
) -> pl.DataFrame:
    used = std_err if robust is None else robust
    used = np.where(used > 1e-9 * std_err, used, np.nan)  # one cluster alone has no spread
    margin = normal_quantile() * used
    return pl.DataFrame(
        {
            "term": list(covariates),
            "coef": coef,
            "hazard_ratio": np.exp(coef),
            "std_err": std_err,
            "robust_std_err": np.full_like(coef, np.nan) if robust is None else robust,
            "lower": np.exp(coef - margin),
            "upper": np.exp(coef + margin),
            "p_value": [two_sided(z) for z in coef / used],
        }
    ).with_columns(pl.col(pl.Float64).fill_nan(None))
