"""Gray's test between the parts of a stratum that are large enough."""

import polars as pl

from transforms.published.estimates.observed import EVENT
from transforms.published.estimates.strata import UNKNOWN
from transforms.statistics import gray_test
from warehouse.schema.definitions import number

SIGNIFICANT_DIGITS = 10


def gray_between_parts(histories: pl.DataFrame) -> pl.DataFrame:
    """One row: gray_statistic, gray_df, gray_p_value, compared_values and what was left out.

    In: patient_id, stratum_value, entry_day, exit_day, status (0 censored, 1 the event, 2 death).
    Parts with fewer than 20 patients or 5 events and those of unknown part are left out, and
    counted (untested_count); with fewer than two parts left there is no test: null.
    """
    compared = histories.filter(_is_compared()).sort("patient_id")
    groups = compared["stratum_value"].n_unique()
    test = gray_test(
        compared, time="exit_day", status="status", entry="entry_day", group="stratum_value"
    )
    has_test = pl.lit(groups > 1)
    return test.select(
        gray_statistic=pl.when(has_test).then(_rounded("statistic")),
        gray_df=pl.when(has_test).then("df"),
        gray_p_value=pl.when(has_test).then(_rounded("p_value")),
        compared_values=pl.lit(
            compared["stratum_value"].unique().sort().implode(), dtype=pl.List(pl.String)
        ),
        patient_count=pl.lit(compared["patient_id"].n_unique()),
        event_count=pl.lit(int((compared["status"] == EVENT).sum())),
        untested_count=pl.lit(_untested(histories, compared)),
    )


def _untested(histories: pl.DataFrame, compared: pl.DataFrame) -> int:
    return histories.join(compared, on="patient_id", how="anti")["patient_id"].n_unique()


def _is_compared() -> pl.Expr:
    """Whether the part of a patient is known and large enough."""
    patients = pl.len().over("stratum_value")
    events = (pl.col("status") == EVENT).sum().over("stratum_value")
    is_large = (patients >= number("comparison_minimum_patients")) & (
        events >= number("comparison_minimum_events")
    )
    return is_large & (pl.col("stratum_value") != UNKNOWN)


def _rounded(name: str) -> pl.Expr:
    return pl.col(name).round_sig_figs(SIGNIFICANT_DIGITS)
