"""Whether the incidence of the first skeletal event differs between the parts of a stratum."""

import polars as pl

from transforms.derived.events.endpoints import ENDPOINTS
from transforms.frames import conform
from transforms.published.estimates.observed import EVENT
from transforms.published.estimates.strata import UNKNOWN
from transforms.published.estimates.strata_at_index import observed_in, strata_at_index
from transforms.statistics import gray_test
from warehouse.schema import PUBLISHED, VOCABULARIES
from warehouse.schema.definitions import number

STRATA = tuple(name for name in VOCABULARIES["incidence_stratum"].codes if name != "all")
SIGNIFICANT_DIGITS = 10


def sre_incidence_test(
    first_event: pl.DataFrame,
    cohort: pl.DataFrame,
    molecular_group: pl.DataFrame,
    marker_stratum: pl.DataFrame,
    lesion: pl.DataFrame,
) -> pl.DataFrame:
    """Gray's test of each endpoint and stratum, death competing (domain.md §2.4, §2.5).

    In: derived.first_event and what `strata_at_index` divides by. Out:
    published.sre_incidence_test. The histories are those of published.sre_incidence. Parts with
    fewer than 20 patients or 5 events and those of unknown part are left out, and counted; with
    fewer than two parts left there is no test: null.
    """
    strata = strata_at_index(cohort, molecular_group, marker_stratum, lesion)
    placed = observed_in(first_event, strata)
    rows = [
        _tested(placed.filter(pl.col("endpoint") == endpoint, pl.col("stratum") == stratum))
        .with_columns(endpoint=pl.lit(endpoint), stratum=pl.lit(stratum))
        for endpoint in ENDPOINTS
        for stratum in STRATA
    ]  # fmt: skip
    return conform(pl.concat(rows), PUBLISHED["sre_incidence_test"])


def _tested(histories: pl.DataFrame) -> pl.DataFrame:
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
