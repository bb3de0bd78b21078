"""The same cohort followed from bone metastasis, or from its first bone-targeted agent."""

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from transforms.published.estimates.observed import CENSORED, DEATH, EVENT
from transforms.published.estimates.recurrent import recurrent_histories
from transforms.published.estimates.split_histories import observed_after, observed_until
from transforms.published.estimates.strata_at_index import observed_in

ORIGINS = ("bone_metastasis", "bone_agent")
# Who is followed from an agent has had it: nobody is before it.
NOT_FROM_AGENT = "bone_agent"


@dataclass(frozen=True)
class Followed:
    """The patients of one endpoint and origin, in days from that origin.

    `first`: patient_id, entry_day, exit_day, status, until the first event. `recurrent`: as
    `recurrent_histories`. `strata`: as `strata_at_index`.
    """

    first: pl.DataFrame
    recurrent: pl.DataFrame
    strata: pl.DataFrame


def followed_from(
    origin: str,
    endpoint: str,
    first_event: pl.DataFrame,
    cohort: pl.DataFrame,
    skeletal_event: pl.DataFrame,
    strata: pl.DataFrame,
) -> Followed:
    """The patients as followed from an origin of ORIGINS.

    In: derived.first_event, derived.cohort, derived.skeletal_event, `strata_at_index`. From the
    agent: observed from the day after the first dose on, since what happens on its day came
    before; the first event is the first counted one since, whatever came before the agent.
    """
    recurrent = recurrent_histories(cohort, skeletal_event, endpoint)
    if origin == "bone_metastasis":
        first = first_event.filter(pl.col("endpoint") == endpoint).select(
            "patient_id", "entry_day", "exit_day", "status"
        )
        return Followed(first.sort("patient_id"), recurrent, strata)
    doses = _dose_days(cohort)
    treated = _shifted(observed_after(recurrent, doses), doses, "start", "stop")
    known = strata.filter(pl.col("stratum") != NOT_FROM_AGENT)
    return Followed(until_first(treated), treated, _strata_since(known, doses))


def followed_parts(followed: Followed) -> Iterator[tuple[str, str, Followed]]:
    """Stratum, value, and the patients over the days on which they belong to that part."""
    ordered = followed.strata.sort("stratum", "stratum_value")
    for (stratum, value), members in ordered.group_by(
        "stratum", "stratum_value", maintain_order=True
    ):
        first = observed_in(followed.first, members).sort("patient_id")
        after = observed_after(followed.recurrent, members)
        yield str(stratum), str(value), Followed(first, observed_until(after, members), members)


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
        status=pl.when(pl.col("event_day").is_not_null())
        .then(EVENT)
        .when("has_died")
        .then(DEATH)
        .otherwise(CENSORED),
    )


def _dose_days(cohort: pl.DataFrame) -> pl.DataFrame:
    day = (pl.col("first_bone_agent_on") - pl.col("index_on")).dt.total_days()
    dated = cohort.select("patient_id", from_day=day.cast(pl.Float64))
    return dated.drop_nulls("from_day")


def _shifted(frame: pl.DataFrame, doses: pl.DataFrame, *days: str) -> pl.DataFrame:
    dated = frame.join(doses.select("patient_id", dose="from_day"), on="patient_id")
    return (
        dated.with_columns(pl.col(name) - pl.col("dose") for name in days)
        .select(frame.columns)
        .sort("patient_id", days[0])
    )


def _strata_since(strata: pl.DataFrame, doses: pl.DataFrame) -> pl.DataFrame:
    since = _shifted(strata.cast({"from_day": pl.Float64}), doses, "from_day", "until_day")
    return since.with_columns(pl.col("from_day").clip(lower_bound=0))
