"""Odds of an outcome with each factor against without, the other factors being equal."""

from collections.abc import Mapping

import polars as pl

from transforms.published.estimates.two_by_two import Counts, counts_of, has_a_small_arm
from transforms.statistics import logistic

Factors = Mapping[str, Mapping[str, pl.Expr]]
ESTIMATES = {
    "odds_ratio": "adjusted_odds_ratio",
    "lower": "adjusted_odds_ratio_lower",
    "upper": "adjusted_odds_ratio_upper",
    "p_value": "adjusted_p_value",
    "reason": "not_estimated_reason",
}


def adjusted_odds(
    patients: pl.DataFrame, *, factors: Factors, outcome: str, among: Mapping[str, pl.Expr]
) -> pl.DataFrame:
    """One row a factor: its arms among the complete cases and its adjusted odds ratio.

    In: one row a patient; `factors` by family: the classes of one thing, boolean, each against
    the patients of none of its family; `outcome` a boolean column without null; `among` further
    covariates that have no row. Out: factor, exposed_* and unexposed_* counts, adjusted_odds_ratio
    with Wald's limits, adjusted_p_value, not_estimated_reason, complete_case_count and
    left_out_count. A patient for whom anything is unknown is left out. The rule of small arms of
    the crude comparison holds (domain.md §4): the reason is then too_few.
    """
    flat = {name: told for family in factors.values() for name, told in family.items()}
    told = patients.select(pl.col(outcome).alias("outcome"), **flat, **among)
    complete = told.drop_nulls()
    fit = logistic(complete, outcome="outcome", covariates=[*flat, *among])
    arms = pl.concat(
        [_arms(complete, family, name) for family in factors.values() for name in family]
    )
    estimated = arms.join(fit.rename({"term": "factor", **ESTIMATES}), on="factor")
    return _withheld(estimated).with_columns(
        complete_case_count=pl.lit(complete.height),
        left_out_count=pl.lit(told.height - complete.height),
    )


def _arms(complete: pl.DataFrame, family: Mapping[str, pl.Expr], name: str) -> pl.DataFrame:
    exposed = pl.when(pl.col(name)).then(True).when(~pl.any_horizontal(*family)).then(False)
    counts = counts_of(complete.select("outcome", exposed=exposed))
    return _counted(name, counts)


def _counted(name: str, counts: Counts) -> pl.DataFrame:
    with_both, exposed_only, outcome_only, neither = counts
    return pl.DataFrame(
        {
            "factor": [name],
            "exposed_event_count": [with_both],
            "exposed_count": [with_both + exposed_only],
            "unexposed_event_count": [outcome_only],
            "unexposed_count": [outcome_only + neither],
            "is_too_small": [has_a_small_arm(counts)],
        }
    )


def _withheld(estimated: pl.DataFrame) -> pl.DataFrame:
    """Without the estimates of arms that are too small."""
    numbers = [name for name in ESTIMATES.values() if name != "not_estimated_reason"]
    return estimated.with_columns(
        *(pl.when(~pl.col("is_too_small")).then(name).alias(name) for name in numbers),
        not_estimated_reason=pl.when("is_too_small")
        .then(pl.lit("too_few"))
        .otherwise("not_estimated_reason"),
    ).drop("is_too_small", "coef", "std_err")
