"""The same cohort followed from bone metastasis, or from its first bone-targeted agent."""

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from transforms.derived.events.endpoints import ENDPOINTS
from transforms.published.estimates.by_first_agent import by_first_agent
from transforms.published.estimates.observed import ended_by
from transforms.published.estimates.recurrent import recurrent_histories
from transforms.published.estimates.since_first_event import since_first_event
from transforms.published.estimates.split_histories import observed_after
from transforms.published.estimates.strata import EVERYBODY
from transforms.published.estimates.strata_at_index import (
    observed_in,
    recurrent_in,
    strata_at_index,
)

ORIGINS = ("bone_metastasis", "bone_agent")
# Who is followed from an agent has had it: nobody is before it. From bone metastasis nobody knows
# which agent will be given.
NOT_FROM_AGENT, FROM_AGENT_ONLY = "bone_agent", "first_agent"
PART = ("stratum", "stratum_value")
_GROUP = pl.concat_str(*PART, separator="=")


@dataclass(frozen=True)
class Followed:
    """The patients of an endpoint and an origin in each part they belong to, in days from it.

    `parts`: stratum, stratum_value. `first`: the same, patient_id, entry_day, exit_day, status,
    until the first event. `recurrent`: the same, and the columns of `recurrent_histories`.
    """

    endpoint: str
    origin: str
    parts: pl.DataFrame
    first: pl.DataFrame
    recurrent: pl.DataFrame

    def named(self, rows: pl.DataFrame) -> pl.DataFrame:
        """The rows with the endpoint and time_origin they are of."""
        return rows.with_columns(
            endpoint=pl.lit(self.endpoint, pl.String), time_origin=pl.lit(self.origin, pl.String)
        )


def strata_by_origin(
    cohort: pl.DataFrame,
    molecular_group: pl.DataFrame,
    marker_stratum: pl.DataFrame,
    lesion: pl.DataFrame,
    bone_agent_administration: pl.DataFrame,
) -> pl.DataFrame:
    """Every part the patients are followed in, from whichever origin: as `strata_at_index`.

    In the order of the parts, then of the patients.
    """
    at_index = strata_at_index(cohort, molecular_group, marker_stratum, lesion)
    agents = by_first_agent(cohort, bone_agent_administration)
    parts = pl.concat([at_index, agents.select(at_index.columns).cast(at_index.schema)])
    return parts.sort(*PART, "patient_id")


def followed_from_each_origin(
    first_event: pl.DataFrame,
    cohort: pl.DataFrame,
    skeletal_event: pl.DataFrame,
    strata: pl.DataFrame,
) -> Iterator[Followed]:
    """Every endpoint from every origin of ORIGINS. In: as `followed_from`."""
    for endpoint in ENDPOINTS:
        recurrent = recurrent_histories(cohort, skeletal_event, endpoint)
        for origin in ORIGINS:
            yield _followed(origin, endpoint, first_event, cohort, recurrent, strata)


def followed_from_first_event(
    cohort: pl.DataFrame, skeletal_event: pl.DataFrame
) -> Iterator[Followed]:
    """Every endpoint from its first event, until the second, whoever the patients are.

    In: derived.cohort, derived.skeletal_event. `recurrent` holds the periods, without what ends
    them.
    """
    everybody = pl.DataFrame({name: [EVERYBODY] for name in PART})
    for endpoint in ENDPOINTS:
        second = since_first_event(cohort, skeletal_event, endpoint).join(everybody, how="cross")
        periods = second.select(*PART, "patient_id", start="entry_day", stop="exit_day")
        yield Followed(endpoint, "first_event", everybody, second, periods)


def followed_from(
    origin: str,
    endpoint: str,
    first_event: pl.DataFrame,
    cohort: pl.DataFrame,
    skeletal_event: pl.DataFrame,
    strata: pl.DataFrame,
) -> Followed:
    """The patients as followed from an origin of ORIGINS.

    In: derived.first_event, derived.cohort, derived.skeletal_event, `strata_by_origin`. From the
    agent: observed from the day after the first dose on, since what happens on its day came
    before; the first event is the first counted one since, whatever came before the agent.
    """
    recurrent = recurrent_histories(cohort, skeletal_event, endpoint)
    return _followed(origin, endpoint, first_event, cohort, recurrent, strata)


def _followed(
    origin: str,
    endpoint: str,
    first_event: pl.DataFrame,
    cohort: pl.DataFrame,
    recurrent: pl.DataFrame,
    strata: pl.DataFrame,
) -> Followed:
    if origin == "bone_metastasis":
        first = first_event.filter(pl.col("endpoint") == endpoint)
        strata = strata.filter(pl.col("stratum") != FROM_AGENT_ONLY)
    else:
        doses = _dose_days(cohort)
        recurrent = _shifted(observed_after(recurrent, doses), doses, "start", "stop")
        first = until_first(recurrent)
        strata = _strata_since(strata.filter(pl.col("stratum") != NOT_FROM_AGENT), doses)
    histories = first.select("patient_id", "entry_day", "exit_day", "status")
    return Followed(
        endpoint,
        origin,
        strata.select(PART).unique(maintain_order=True),
        observed_in(histories, strata),
        recurrent_in(recurrent, strata),
    )


def grouped(histories: pl.DataFrame) -> pl.DataFrame:
    """The histories with their part as one text, `group`, for the estimators."""
    return histories.with_columns(group=_GROUP)


def in_parts(estimates: pl.DataFrame, parts: pl.DataFrame) -> pl.DataFrame:
    """What was estimated by `group`, with stratum and stratum_value instead."""
    return estimates.join(grouped(parts), on="group").drop("group")


def until_first(recurrent: pl.DataFrame) -> pl.DataFrame:
    """patient_id, entry_day, exit_day, status: repeated histories until the first event."""
    ended = recurrent.sort("patient_id", "stop").group_by("patient_id", maintain_order=True)
    until = ended.agg(
        entry_day=pl.col("start").first(),
        event_day=pl.col("stop").filter("event").first(),
        last_day=pl.col("stop").last(),
        has_died=pl.col("death").last(),
    )
    return until.select(
        "patient_id",
        "entry_day",
        exit_day=pl.coalesce("event_day", "last_day"),
        status=ended_by("event_day"),
    )


def _dose_days(cohort: pl.DataFrame) -> pl.DataFrame:
    day = (pl.col("first_bone_agent_on") - pl.col("index_on")).dt.total_days()
    dated = cohort.select("patient_id", from_day=day.cast(pl.Float64))
    return dated.drop_nulls("from_day")


def _shifted(frame: pl.DataFrame, doses: pl.DataFrame, *days: str) -> pl.DataFrame:
    """The rows of those who had a dose, in their order, their days counted from it."""
    dose = doses.select("patient_id", dose="from_day")
    dated = frame.join(dose, on="patient_id", maintain_order="left")
    return dated.with_columns(pl.col(name) - pl.col("dose") for name in days).select(frame.columns)


def _strata_since(strata: pl.DataFrame, doses: pl.DataFrame) -> pl.DataFrame:
    since = _shifted(strata.cast({"from_day": pl.Float64}), doses, "from_day", "until_day")
    return since.with_columns(pl.col("from_day").clip(lower_bound=0))
