"""Since when a patient is under a bone-targeted agent, and which."""

import polars as pl

from transforms.derived.disease.bone_agent_dose import DENOSUMAB, ZOLEDRONATE
from transforms.published.facts.fact import Fact, days_after, since


def bone_agent_since(cohort: pl.DataFrame) -> Fact:
    """Since the first dose of any agent, stopped or not: they stay in bone. In: derived.cohort."""
    return since(first_dose_days(cohort).rename({"until_day": "since_day"}))


def first_dose_days(cohort: pl.DataFrame) -> pl.DataFrame:
    """patient_id, until_day: the day of the first dose of any agent, null without one.

    In: derived.cohort. What happens on the day of the dose came before it.
    """
    day = days_after(pl.col("first_bone_agent_on"))
    return cohort.select("patient_id", until_day=day)


def zoledronate_since(cohort: pl.DataFrame, exposure: pl.DataFrame) -> Fact:
    """Since the first dose of zoledronic acid, against before any agent.

    In: derived.cohort, derived.bone_agent_exposure. Not known from the day another agent begins.
    """
    return Fact(_first_agent(cohort, exposure, {ZOLEDRONATE: True}), before=False)


def denosumab_not_zoledronate(cohort: pl.DataFrame, exposure: pl.DataFrame) -> Fact:
    """Denosumab against zoledronic acid from the first dose on, until another agent begins.

    In: derived.cohort, derived.bone_agent_exposure. Not known before the first dose.
    """
    return Fact(_first_agent(cohort, exposure, {DENOSUMAB: True, ZOLEDRONATE: False}))


def _first_agent(
    cohort: pl.DataFrame, exposure: pl.DataFrame, states: dict[str, bool]
) -> pl.DataFrame:
    """The state the first agent of each patient gives, null from the first other one on."""
    dated = exposure.join(cohort.select("patient_id", "index_on"), on="patient_id").select(
        "patient_id", "atc_code", since_day=days_after(pl.col("started_on"))
    )
    starts = dated.group_by("patient_id", "atc_code").agg(pl.col("since_day").min())
    # two agents begun on one day are none of the two
    days = starts.group_by("patient_id", "since_day").agg(
        atc_code=pl.when(pl.len() == 1).then(pl.col("atc_code").first())
    )
    ordered = days.sort("patient_id", "since_day").with_columns(
        is_first=pl.int_range(pl.len()).over("patient_id") == 0
    )
    known = pl.col("atc_code").replace_strict(states, default=None, return_dtype=pl.Boolean)
    return ordered.select("patient_id", "since_day", state=pl.when("is_first").then(known))
