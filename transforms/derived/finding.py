"""Findings: rows that break a data-quality rule and are kept."""

from datetime import date

import polars as pl

from transforms.derived.findings.across_tables import (
    events_after_death,
    events_before_birth,
    events_long_before_their_feed,
    events_without_bone_metastasis,
)
from transforms.derived.findings.bone_agents import bone_agent_breaches
from transforms.derived.findings.calcium import calcium_breaches
from transforms.derived.findings.codes import code_breaches
from transforms.derived.findings.diagnoses import asterisk_codes_alone, diagnosis_breaches
from transforms.derived.findings.events import event_breaches
from transforms.derived.findings.imaging import imaging_breaches
from transforms.derived.findings.laboratory import laboratory_breaches
from transforms.derived.findings.lines_and_visits import line_breaches, visit_breaches
from transforms.derived.findings.molecular import molecular_breaches
from transforms.derived.findings.patients import patient_breaches
from transforms.derived.findings.radiotherapy import radiotherapy_breaches
from transforms.derived.findings.reviews import reviews_without_effect
from transforms.frames import conform
from warehouse.schema import DERIVED


def finding(
    patient: pl.DataFrame,
    diagnosis: pl.DataFrame,
    molecular_test: pl.DataFrame,
    lab_result: pl.DataFrame,
    corrected_calcium: pl.DataFrame,
    hypercalcaemia_episode: pl.DataFrame,
    cohort: pl.DataFrame,
    skeletal_event: pl.DataFrame,
    lesion: pl.DataFrame,
    lesion_score: pl.DataFrame,
    radiotherapy: pl.DataFrame,
    radiotherapy_course: pl.DataFrame,
    fracture: pl.DataFrame,
    cord_compression: pl.DataFrame,
    surgery: pl.DataFrame,
    imaging_exam: pl.DataFrame,
    bone_agent_administration: pl.DataFrame,
    systemic_line: pl.DataFrame,
    followup: pl.DataFrame,
    review: pl.DataFrame,
    body_composition: pl.DataFrame,
    feed_start: pl.DataFrame,
    urine_laboratory: pl.DataFrame,
    lookalike: pl.DataFrame,
    as_of: date,
) -> pl.DataFrame:
    """Every rule of `warehouse.schema.RULES` that does not reject, with the rows that break it.

    In: canonical tables, derived.corrected_calcium,
    derived.hypercalcaemia_episode, derived.cohort, derived.skeletal_event,
    derived.lesion_score, derived.radiotherapy_course, the facts of transforms/everybody/, the
    night. Out: derived.finding, one row a
    rule and canonical row. No value of a row is repeated.
    """
    tables = {
        "diagnosis": diagnosis,
        "lesion": lesion,
        "fracture": fracture,
        "cord_compression": cord_compression,
        "surgery": surgery,
        "radiotherapy": radiotherapy,
        "imaging_exam": imaging_exam,
        "bone_agent_administration": bone_agent_administration,
        "systemic_line": systemic_line,
        "followup": followup,
        "body_composition": body_composition,
    }
    found = pl.concat(
        [
            *laboratory_breaches(
                lab_result, patient, corrected_calcium, feed_start, urine_laboratory
            ),
            *calcium_breaches(lab_result, corrected_calcium, hypercalcaemia_episode, diagnosis),
            *patient_breaches(patient, diagnosis, lab_result, cohort, lookalike, as_of),
            *diagnosis_breaches(diagnosis),
            *asterisk_codes_alone(diagnosis, fracture, cord_compression),
            *code_breaches(diagnosis, fracture, cord_compression),
            *molecular_breaches(molecular_test),
            *imaging_breaches(imaging_exam, diagnosis, lesion, lesion_score),
            *radiotherapy_breaches(radiotherapy, radiotherapy_course, lesion),
            *event_breaches(surgery, fracture, cord_compression, imaging_exam, diagnosis),
            *bone_agent_breaches(bone_agent_administration, diagnosis, cohort),
            *line_breaches(systemic_line, molecular_test),
            *visit_breaches(followup, patient),
            *events_without_bone_metastasis(skeletal_event, tables),
            *events_after_death(patient, tables),
            *events_before_birth(patient, tables),
            *events_long_before_their_feed(tables, feed_start),
            *reviews_without_effect(review, skeletal_event),
        ]
    )
    return conform(_each_row_once_a_rule(found), DERIVED["finding"])


def _each_row_once_a_rule(found: pl.DataFrame) -> pl.DataFrame:
    """A row that breaks a rule in several columns is one finding, of the first of them."""
    key = list(DERIVED["finding"].key)
    return found.sort(*key, "column_name").unique(key, keep="first", maintain_order=True)
