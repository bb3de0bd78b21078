"""Skeletal events by day: incidence, mean number, and what the naive figure would say."""

import polars as pl

from transforms.derived.events.endpoints import ENDPOINTS
from transforms.frames import conform, empty_frame
from transforms.published.estimates.origins import (
    ORIGINS,
    Followed,
    followed_from,
    followed_parts,
)
from transforms.published.estimates.since_first_event import since_first_event
from transforms.published.estimates.strata import EVERYBODY
from transforms.published.estimates.strata_at_index import strata_at_index
from transforms.published.estimates.thinned import thinned
from transforms.statistics import cumulative_incidence, ghosh_lin, kaplan_meier
from warehouse.schema import PUBLISHED

MEASURES = {1: "incidence", 2: "death"}
TABLE = PUBLISHED["sre_curve"]
NO_LIMIT = pl.lit(None, pl.Float64)


def sre_curve(
    first_event: pl.DataFrame,
    cohort: pl.DataFrame,
    skeletal_event: pl.DataFrame,
    molecular_group: pl.DataFrame,
    marker_stratum: pl.DataFrame,
    lesion: pl.DataFrame,
) -> pl.DataFrame:
    """Every curve of skeletal events the population is shown by.

    In: derived.first_event, derived.cohort, derived.skeletal_event and what `strata_at_index`
    divides by. Out: published.sre_curve: by origin and part, the incidence of the first event and
    of death before it (Aalen-Johansen), the mean number of counted events (Ghosh-Lin), and
    wrong_naive, 1 - Kaplan-Meier, without limits (domain.md §2.4, trap 4); since the first event,
    the incidence of a second. Estimates and limits are those of the tables that hold every day.
    """
    strata = strata_at_index(cohort, molecular_group, marker_stratum, lesion)
    rows = [empty_frame(TABLE)]
    for endpoint in ENDPOINTS:
        for origin in ORIGINS:
            followed = followed_from(origin, endpoint, first_event, cohort, skeletal_event, strata)
            rows += [
                _named(_curves(part), endpoint, origin, stratum, value)
                for stratum, value, part in followed_parts(followed)
            ]
        second = since_first_event(cohort, skeletal_event, endpoint)
        rows.append(_named(_incidence(second), endpoint, "first_event", EVERYBODY, EVERYBODY))
    return conform(pl.concat(rows), TABLE)


def _named(
    curves: pl.DataFrame, endpoint: str, origin: str, stratum: str, value: str
) -> pl.DataFrame:
    return conform(
        curves.with_columns(
            endpoint=pl.lit(endpoint),
            time_origin=pl.lit(origin),
            stratum=pl.lit(stratum),
            stratum_value=pl.lit(value),
        ),
        TABLE,
    )


def _curves(part: Followed) -> pl.DataFrame:
    return pl.concat([_incidence(part.first), _mean_count(part.recurrent), _naive(part.first)])


def _incidence(histories: pl.DataFrame) -> pl.DataFrame:
    curves = cumulative_incidence(histories, time="exit_day", status="status", entry="entry_day")
    return pl.concat(
        [
            _read(curves.filter(pl.col("cause") == cause), measure)
            for cause, measure in MEASURES.items()
        ]
    )


def _mean_count(recurrent: pl.DataFrame) -> pl.DataFrame:
    means = ghosh_lin(
        recurrent, id="patient_id", start="start", stop="stop", event="event", death="death"
    )
    return _read(means, "mean_count")


def _naive(histories: pl.DataFrame) -> pl.DataFrame:
    free = kaplan_meier(
        histories.with_columns(has_event=pl.col("status") == 1),
        time="exit_day",
        status="has_event",
        entry="entry_day",
    )
    naive = free.with_columns(estimate=1 - pl.col("estimate"), lower=NO_LIMIT, upper=NO_LIMIT)
    return _read(naive, "wrong_naive")


def _read(curve: pl.DataFrame, measure: str) -> pl.DataFrame:
    return thinned(curve, "time").select(
        curve_measure=pl.lit(measure),
        curve_day="time",
        n_risk=pl.col("n_risk").cast(pl.Int64),
        curve_estimate="estimate",
        curve_lower="lower",
        curve_upper="upper",
    )
