"""Findings: rows that break a data-quality rule and are kept."""

import polars as pl

from transforms.derived.findings.across_tables import (
    events_after_death,
    events_without_bone_metastasis,
)
from transforms.derived.findings.laboratory import laboratory_breaches
from transforms.derived.findings.reviews import reviews_without_effect
from transforms.frames import conform
from warehouse.schema import DERIVED


def finding(
    patient: pl.DataFrame,
    lab_result: pl.DataFrame,
    corrected_calcium: pl.DataFrame,
    skeletal_event: pl.DataFrame,
    fracture: pl.DataFrame,
    cord_compression: pl.DataFrame,
    surgery: pl.DataFrame,
    radiotherapy: pl.DataFrame,
    imaging_exam: pl.DataFrame,
    bone_agent_administration: pl.DataFrame,
    systemic_line: pl.DataFrame,
    followup: pl.DataFrame,
    review: pl.DataFrame,
) -> pl.DataFrame:
    """Every rule of `warehouse.schema.RULES` that does not reject, with the rows that break it.

    In: canonical tables, derived.corrected_calcium, derived.skeletal_event. Out:
    derived.finding, one row a rule and canonical row. No value of a row is repeated.
    """
    tables = {
        "fracture": fracture,
        "cord_compression": cord_compression,
        "surgery": surgery,
        "radiotherapy": radiotherapy,
        "imaging_exam": imaging_exam,
        "bone_agent_administration": bone_agent_administration,
        "systemic_line": systemic_line,
        "followup": followup,
    }
    found = pl.concat(
        [
            *laboratory_breaches(lab_result, patient, corrected_calcium),
            *events_without_bone_metastasis(skeletal_event, tables),
            *events_after_death(patient, tables),
            *reviews_without_effect(review, skeletal_event),
        ]
    )
    return conform(found, DERIVED["finding"])
