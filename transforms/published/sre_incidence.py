"""Cumulative incidence of the first skeletal event, death competing."""

import polars as pl

from transforms.frames import conform, empty_frame
from transforms.published.estimates.strata_at_index import observed_in, strata_at_index
from transforms.statistics import cumulative_incidence
from warehouse.schema import PUBLISHED

CAUSES = {1: "sre", 2: "death"}
TABLE = PUBLISHED["sre_incidence"]


def sre_incidence(
    first_event: pl.DataFrame,
    cohort: pl.DataFrame,
    molecular_group: pl.DataFrame,
    marker_stratum: pl.DataFrame,
    lesion: pl.DataFrame,
) -> pl.DataFrame:
    """Incidence of each endpoint by day, overall and by each stratum of `strata_at_index`.

    In: derived.first_event and what `strata_at_index` divides by. Out: published.sre_incidence.
    Aalen-Johansen with death competing and late entry, infinitesimal-jackknife error, log-log
    limits (domain.md §2.4); days from index. Someone whose part is known later enters it that day;
    someone treated leaves those without an agent at the first dose and enters the others. It is
    not 1 - Kaplan-Meier, which counts the dead as still able to fracture.
    """
    strata = strata_at_index(cohort, molecular_group, marker_stratum, lesion)
    placed = observed_in(first_event, strata)
    curves = [
        _curve(histories, str(endpoint), str(stratum))
        for (endpoint, stratum), histories in placed.group_by("endpoint", "stratum")
    ]
    return conform(pl.concat([empty_frame(TABLE), *curves]), TABLE)


def _curve(histories: pl.DataFrame, endpoint: str, stratum: str) -> pl.DataFrame:
    curve = cumulative_incidence(
        histories, time="exit_day", status="status", entry="entry_day", group="stratum_value"
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
