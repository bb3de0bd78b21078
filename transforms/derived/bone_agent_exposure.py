"""Exposure to bone-targeted agents: continuous episodes, by agent."""

from datetime import date

import polars as pl

from transforms.derived.evidence import stable_key, with_definition_version
from transforms.derived.exposure.attempts import attempts
from transforms.derived.exposure.gaps import attempt_days, grace_days
from transforms.frames import conform
from warehouse.schema import DERIVED

EPISODE = ("patient_id", "episode_number")
RUN = (*EPISODE, "run_number")
AGENT = ("patient_id", "atc_code")


def bone_agent_exposure(
    bone_agent_administration: pl.DataFrame, cohort: pl.DataFrame, as_of: date
) -> pl.DataFrame:
    """Days covered without interruption by one agent: a row an exposure, with cumulative doses.

    In: canonical.bone_agent_administration, derived.cohort, and the night. Out:
    derived.bone_agent_exposure, patients of the cohort, doses in mg (domain.md §6).

    A dose covers its interval (the one planned, else 28 days) and 14 days more. An episode goes on
    while the next dose, of any agent, comes in the days covered; in an episode another agent
    opens another exposure, a switch. Days covered end with observation, and when another agent
    takes over.
    """
    tried = attempts(bone_agent_administration, cohort, as_of)
    doses = _numbered(_doses(tried, attempt_days(tried)))
    runs = _summed(doses)
    keyed = runs.with_columns(exposure_id=stable_key(runs["founding_row"]))
    table = DERIVED["bone_agent_exposure"]
    return conform(with_definition_version(_ended(keyed)).select(table.columns), table)


def _doses(tried: pl.DataFrame, days: pl.DataFrame) -> pl.DataFrame:
    """Doses given with their treatment, how it stood after the last attempt, and days covered."""
    stands = pl.col("is_stopped").sort_by("given_on").last().over("patient_id", "treatment_number")
    known = days.with_columns(treatment_is_stopped=stands).select(
        "patient_id",
        "given_on",
        "treatment_number",
        "treatment_is_stopped",
        "end_on",
        "is_dead_at_end",
    )
    covered = pl.col("given_on") + pl.duration(days=pl.col("interval_days") + grace_days())
    doses = tried.filter("is_given").join(known, on=["patient_id", "given_on"])
    return doses.with_columns(covers_until_on=covered).sort("patient_id", "given_on", "atc_code")


def _numbered(doses: pl.DataFrame) -> pl.DataFrame:
    """Episodes of a patient, runs of one agent in an episode, doses of an agent so far."""
    # of two agents given the same day the longer cover counts
    cover = pl.col("covers_until_on").max().over("patient_id", "given_on")
    is_new = (pl.col("given_on") > cover.shift(1).over("patient_id")).fill_null(True)
    episodes = doses.with_columns(
        episode_number=is_new.cast(pl.Int64).cum_sum().over("patient_id"),
        cumulative_dose_count=pl.int_range(1, pl.len() + 1).over(AGENT),
        cumulative_dose_mg=_sum_so_far().over(AGENT),
    )
    is_other = (pl.col("atc_code") != pl.col("atc_code").shift(1).over(EPISODE)).fill_null(True)
    return episodes.with_columns(run_number=is_other.cast(pl.Int64).cum_sum().over(EPISODE))


def _sum_so_far() -> pl.Expr:
    """Null from the first dose that is not known on."""
    is_known = pl.col("dose_mg").is_null().cast(pl.Int64).cum_sum() == 0
    return pl.when(is_known).then(pl.col("dose_mg").cum_sum())


def _summed(doses: pl.DataFrame) -> pl.DataFrame:
    is_known = pl.col("dose_mg").is_not_null().all()
    return doses.group_by(RUN, maintain_order=True).agg(
        pl.col("atc_code", "treatment_number").first(),
        pl.col("cumulative_dose_count", "cumulative_dose_mg").last(),
        pl.col("treatment_is_stopped", "end_on", "is_dead_at_end", "covers_until_on").last(),
        started_on=pl.col("given_on").first(),
        dose_count=pl.len(),
        exposure_dose_mg=pl.when(is_known).then(pl.col("dose_mg").sum()),
        founding_row=pl.col("rows").first().list.first(),
        source_rows=pl.col("rows").explode(empty_as_null=False).sort(),
    )


def _ended(runs: pl.DataFrame) -> pl.DataFrame:
    """The runs in order of time with what ended each, and the last day it covers."""
    next_on = pl.col("started_on").shift(-1)
    ordered = runs.sort("patient_id", "started_on", "run_number").with_columns(
        taken_over_on=next_on.over(EPISODE),
        resumed_in=pl.col("treatment_number").shift(-1).over("patient_id"),
        is_switch=pl.col("run_number") > 1,
    )
    return ordered.with_columns(
        exposure_end=_end(),
        covered_until_on=pl.max_horizontal(
            "started_on",
            pl.min_horizontal(
                "covers_until_on", pl.col("taken_over_on") - pl.duration(days=1), "end_on"
            ),
        ),
    )


def _end() -> pl.Expr:
    is_resumed = pl.col("resumed_in").is_not_null()
    goes_on = (pl.col("resumed_in") == pl.col("treatment_number")).fill_null(False)
    return (
        pl.when(pl.col("taken_over_on").is_not_null())
        .then(pl.lit("switched"))
        .when((is_resumed & ~goes_on) | (~is_resumed & pl.col("treatment_is_stopped")))
        .then(pl.lit("stopped"))
        .when(is_resumed | (pl.col("covers_until_on") < pl.col("end_on")))
        .then(pl.lit("interrupted"))
        .when("is_dead_at_end")
        .then(pl.lit("dead"))
        .otherwise(pl.lit("observed"))
    )
