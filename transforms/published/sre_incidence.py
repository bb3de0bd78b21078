"""Cumulative incidence of the first skeletal event, death competing."""

import polars as pl

from transforms.frames import conform, empty_frame
from transforms.statistics import cumulative_incidence
from warehouse.schema import PUBLISHED

CAUSES = {1: "sre", 2: "death"}
EVERYBODY, UNKNOWN = "all", "unknown"
TABLE = PUBLISHED["sre_incidence"]


def sre_incidence(first_event: pl.DataFrame) -> pl.DataFrame:
    """Incidence of each endpoint by day, overall and by histology.

    In: derived.first_event. Out: published.sre_incidence. Aalen-Johansen with death competing and
    late entry, infinitesimal-jackknife error, log-log limits (domain.md §2.4); days from
    index. stratum is "all" or "histology"; patients of unknown histology are a stratum of their
    own, "unknown". It is not 1 - Kaplan-Meier, which counts the dead as still able to fracture.
    """
    curves = [
        _curve(histories, str(endpoint), stratum, strata)
        for (endpoint,), histories in first_event.group_by("endpoint")
        for stratum, strata in _strata().items()
    ]
    return conform(pl.concat([empty_frame(TABLE), *curves]), TABLE)


def _strata() -> dict[str, pl.Expr]:
    return {"all": pl.lit(EVERYBODY), "histology": pl.col("histology").fill_null(UNKNOWN)}


def _curve(
    histories: pl.DataFrame, endpoint: str, stratum: str, strata: pl.Expr
) -> pl.DataFrame:
    curve = cumulative_incidence(
        histories.with_columns(stratum_value=strata),
        time="exit_day",
        status="status",
        entry="entry_day",
        group="stratum_value",
    )
    named = curve.rename({"group": "stratum_value", "time": "day", "estimate": "incidence"})
    return conform(
        named.with_columns(
            endpoint=pl.lit(endpoint),
            stratum=pl.lit(stratum),
            incidence_cause=pl.col("cause").replace_strict(CAUSES, return_dtype=pl.String),
        ).drop("cause"),
        TABLE,
    )
