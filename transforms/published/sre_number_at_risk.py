"""How many patients stand behind a curve at each month."""

import polars as pl

from transforms.derived.events.endpoints import ENDPOINTS
from transforms.frames import conform, empty_frame
from transforms.published.estimates.incidence_at import months_in_days
from transforms.published.estimates.origins import (
    ORIGINS,
    Followed,
    followed_from,
    followed_parts,
)
from transforms.published.estimates.since_first_event import since_first_event
from transforms.published.estimates.strata import EVERYBODY
from transforms.published.estimates.strata_at_index import strata_at_index
from warehouse.schema import PUBLISHED

TABLE = PUBLISHED["sre_number_at_risk"]


def sre_number_at_risk(
    first_event: pl.DataFrame,
    cohort: pl.DataFrame,
    skeletal_event: pl.DataFrame,
    molecular_group: pl.DataFrame,
    marker_stratum: pl.DataFrame,
    lesion: pl.DataFrame,
) -> pl.DataFrame:
    """Patients at risk of a first event, and followed at all, at the months told under curves.

    In: as `sre_curve`. Out: published.sre_number_at_risk, of the same patients: those who have
    entered by that day and have not left before it. Since the first event, at risk of a second.
    """
    strata = strata_at_index(cohort, molecular_group, marker_stratum, lesion)
    rows = [empty_frame(TABLE)]
    for endpoint in ENDPOINTS:
        for origin in ORIGINS:
            followed = followed_from(origin, endpoint, first_event, cohort, skeletal_event, strata)
            rows += [
                _named(_by_month(part), endpoint, origin, stratum, value)
                for stratum, value, part in followed_parts(followed)
            ]
        second = since_first_event(cohort, skeletal_event, endpoint)
        at_risk = _by_month(Followed(second, _as_periods(second), strata))
        rows.append(_named(at_risk, endpoint, "first_event", EVERYBODY, EVERYBODY))
    return conform(pl.concat(rows), TABLE)


def _named(
    months: pl.DataFrame, endpoint: str, origin: str, stratum: str, value: str
) -> pl.DataFrame:
    return conform(
        months.with_columns(
            endpoint=pl.lit(endpoint),
            time_origin=pl.lit(origin),
            stratum=pl.lit(stratum),
            stratum_value=pl.lit(value),
        ),
        TABLE,
    )


def _as_periods(histories: pl.DataFrame) -> pl.DataFrame:
    return histories.select("patient_id", start="entry_day", stop="exit_day")


def _by_month(part: Followed) -> pl.DataFrame:
    months = months_in_days("at_risk_months")
    stays = part.recurrent.group_by("patient_id").agg(pl.col("start").min(), pl.col("stop").max())
    return pl.DataFrame(
        {
            "at_month": list(months),
            "at_day": list(months.values()),
            "n_risk": [_there(part.first, "entry_day", "exit_day", day) for day in months.values()],
            "followed_count": [_there(stays, "start", "stop", day) for day in months.values()],
        }
    )


def _there(histories: pl.DataFrame, entry: str, end: str, day: int) -> int:
    return histories.filter(pl.col(entry) <= day, pl.col(end) >= day).height
