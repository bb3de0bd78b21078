"""Attempts: days on which a bone-targeted agent was given, or held, for bone metastasis."""

from datetime import date

import polars as pl

from transforms.derived.disease.bone_agent_dose import DENOSUMAB, ZOLEDRONATE, oncology_doses
from transforms.derived.evidence import source_row
from warehouse.schema.definitions import number


def attempts(
    bone_agent_administration: pl.DataFrame, cohort: pl.DataFrame, as_of: date
) -> pl.DataFrame:
    """Doses given or held while alive, one row a patient, agent and day.

    In: canonical.bone_agent_administration, derived.cohort, and the night. Out: patient_id,
    atc_code, given_on (the day, also of a dose that was held), is_given, dose_mg, interval_days,
    rows, death_on, last_known_on.

    A dose that two systems report on one day is one dose, the larger. The interval is the one
    planned, else 28 days (domain.md §6). What is held counts from the first dose on, for an agent
    the patient received for bone metastasis.
    """
    given = oncology_doses(bone_agent_administration).with_columns(is_given=pl.lit(True))
    held = _held(bone_agent_administration, given).with_columns(is_given=pl.lit(False))
    rows = pl.concat([given, held]).join(_people(cohort), on="patient_id")
    lived = rows.filter(
        pl.col("administered_on") <= as_of,
        (pl.col("administered_on") <= pl.col("death_on")).fill_null(True),
    )
    return _one_a_day(lived.with_columns(row=source_row("bone_agent_administration")))


def _people(cohort: pl.DataFrame) -> pl.DataFrame:
    return cohort.select("patient_id", "death_on", last_known_on="exit_on")


def _held(administrations: pl.DataFrame, given: pl.DataFrame) -> pl.DataFrame:
    """Doses held of an agent the patient already received for bone metastasis."""
    first = given.group_by("patient_id", "atc_code").agg(
        first_given_on=pl.col("administered_on").min()
    )
    agent, dose = pl.col("atc_code"), pl.col("dose_mg")
    # a dose of 0 mg says that nothing was given, not which product was held
    is_for_osteoporosis = (dose > 0) & (
        ((agent == DENOSUMAB) & (dose < number("denosumab_oncology_minimum_mg")))
        | ((agent == ZOLEDRONATE) & (dose >= number("zoledronate_osteoporosis_mg")))
    )
    is_held = pl.col("held_reason").is_not_null() & ~is_for_osteoporosis.fill_null(False)
    held = administrations.filter(is_held)
    known = held.join(first, on=["patient_id", "atc_code"])
    since = known.filter(pl.col("administered_on") >= pl.col("first_given_on"))
    return since.drop("first_given_on")


def _one_a_day(rows: pl.DataFrame) -> pl.DataFrame:
    """A day on which a dose was given is a day it was given, whatever else was noted."""
    usual = pl.lit(int(number("bone_agent_usual_interval_days")))
    return (
        rows.group_by("patient_id", "atc_code", "administered_on")
        .agg(
            is_given=pl.col("is_given").any(),
            dose_mg=pl.col("dose_mg").filter(pl.col("is_given")).max(),
            interval_days=pl.coalesce("planned_interval_days", usual).max(),
            rows=pl.col("row").sort(),
            death_on=pl.col("death_on").first(),
            last_known_on=pl.col("last_known_on").first(),
        )
        .rename({"administered_on": "given_on"})
    )
