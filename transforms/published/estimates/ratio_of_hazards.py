"""The hazard ratio of one covariate, as published tables store it."""

import polars as pl

from transforms.published.estimates.rate import SIGNIFICANT_DIGITS
from transforms.statistics import cox

RATIO = {"hazard_ratio": "hazard_ratio", "lower": "hazard_ratio_lower",
         "upper": "hazard_ratio_upper", "p_value": "p_value"}  # fmt: skip


def ratio_of_hazards(
    periods: pl.DataFrame, covariate: str, cluster: str | None = None
) -> pl.DataFrame:
    """One row: hazard_ratio, hazard_ratio_lower, hazard_ratio_upper, p_value; null where none fits.

    In: start, stop in days, event, the covariate; `cluster` the person, where one may have several
    events. Cox with Efron's ties, the covariate alone.
    """
    fit = cox(
        periods, start="start", stop="stop", event="event", covariates=[covariate], cluster=cluster
    )
    return fit.select(
        pl.col(found).round_sig_figs(SIGNIFICANT_DIGITS).alias(name)
        for found, name in RATIO.items()
    )


def no_ratio() -> pl.DataFrame:
    """The same columns, all null: a ratio that is withheld."""
    return pl.DataFrame(
        [dict.fromkeys(RATIO.values())], schema=dict.fromkeys(RATIO.values(), pl.Float64)
    )
