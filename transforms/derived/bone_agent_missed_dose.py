"""Doses of bone-targeted agents that did not come."""

from datetime import date

import polars as pl

from transforms.derived.evidence import with_definition_version
from transforms.derived.exposure.attempts import attempts
from transforms.derived.exposure.gaps import attempt_days, from_first_dose
from transforms.frames import conform
from warehouse.schema import DERIVED


def bone_agent_missed_dose(
    bone_agent_administration: pl.DataFrame, cohort: pl.DataFrame, as_of: date
) -> pl.DataFrame:
    """Each dose counted as missed by derived.bone_agent_treatment, on the day it was due.

    In: canonical.bone_agent_administration, derived.cohort, and the night. Out:
    derived.bone_agent_missed_dose, patients of the cohort (domain.md §6).

    A dose is missed when nothing, given or held, comes by 14 days after it was due and treatment
    has not stopped. The agent is the one of the attempt before it, whose rows stand behind it; of
    two agents of one day, the first by code.
    """
    tried = attempts(bone_agent_administration, cohort, as_of)
    missed = from_first_dose(attempt_days(tried)).filter("is_missed")
    agents = tried.group_by("patient_id", "given_on").agg(pl.col("atc_code").min())
    found = missed.join(agents, on=["patient_id", "given_on"]).select(
        "patient_id",
        "treatment_number",
        "atc_code",
        "due_on",
        previous_dose_on="given_on",
        source_rows="rows",
    )
    table = DERIVED["bone_agent_missed_dose"]
    return conform(with_definition_version(found).select(table.columns), table)
