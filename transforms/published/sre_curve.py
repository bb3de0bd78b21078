"""Skeletal events by day: incidence, mean number, and what the naive figure would say."""

import polars as pl

from transforms.frames import conform
from transforms.published.estimates.origins import (
    PART,
    Followed,
    followed_from_each_origin,
    followed_from_first_event,
    grouped,
    in_parts,
    strata_by_origin,
)
from transforms.published.estimates.thinned import thinned
from transforms.statistics import cumulative_incidence, ghosh_lin, kaplan_meier
from warehouse.schema import PUBLISHED

MEASURES = {1: "incidence", 2: "death"}
NO_LIMIT = pl.lit(None, pl.Float64)


def sre_curve(
    first_event: pl.DataFrame,
    cohort: pl.DataFrame,
    skeletal_event: pl.DataFrame,
    molecular_group: pl.DataFrame,
    marker_stratum: pl.DataFrame,
    lesion: pl.DataFrame,
    bone_agent_administration: pl.DataFrame,
) -> pl.DataFrame:
    """Every curve of skeletal events the population is shown by.

    In: derived.first_event, derived.cohort, derived.skeletal_event and what `strata_by_origin`
    divides by. Out: published.sre_curve: by origin and part, the incidence of the first event and
    of death before it (Aalen-Johansen), the mean number of counted events (Ghosh-Lin), and
    wrong_naive, 1 - Kaplan-Meier, without limits (domain.md §2.4, trap 4); since the first event,
    the incidence of a second. Estimates and limits are those of the tables that hold every day.
    """
    strata = strata_by_origin(
        cohort, molecular_group, marker_stratum, lesion, bone_agent_administration
    )
    by_origin = followed_from_each_origin(first_event, cohort, skeletal_event, strata)
    curves = [followed.named(_curves(followed)) for followed in by_origin]
    for followed in followed_from_first_event(cohort, skeletal_event):
        curves.append(followed.named(_incidence(followed)))
    return conform(pl.concat(curves), PUBLISHED["sre_curve"])


def _curves(followed: Followed) -> pl.DataFrame:
    return pl.concat([_incidence(followed), _mean_count(followed), _naive(followed)])


def _incidence(followed: Followed) -> pl.DataFrame:
    curves = cumulative_incidence(
        grouped(followed.first), time="exit_day", status="status", entry="entry_day", group="group"
    )
    return pl.concat(
        [
            _read(curves.filter(pl.col("cause") == cause), measure, followed)
            for cause, measure in MEASURES.items()
        ]
    )


def _mean_count(followed: Followed) -> pl.DataFrame:
    means = ghosh_lin(
        grouped(followed.recurrent),
        id="patient_id",
        start="start",
        stop="stop",
        event="event",
        death="death",
        group="group",
    )
    return _read(means, "mean_count", followed)


def _naive(followed: Followed) -> pl.DataFrame:
    free = kaplan_meier(
        grouped(followed.first).with_columns(has_event=pl.col("status") == 1),
        time="exit_day",
        status="has_event",
        entry="entry_day",
        group="group",
    )
    naive = free.with_columns(estimate=1 - pl.col("estimate"), lower=NO_LIMIT, upper=NO_LIMIT)
    return _read(naive, "wrong_naive", followed)


def _read(curves: pl.DataFrame, measure: str, followed: Followed) -> pl.DataFrame:
    return thinned(in_parts(curves, followed.parts), "time", by=PART).select(
        *PART,
        curve_measure=pl.lit(measure),
        curve_day=pl.col("time").cast(pl.Float64),
        n_risk=pl.col("n_risk").cast(pl.Int64),
        curve_estimate="estimate",
        curve_lower="lower",
        curve_upper="upper",
    )
