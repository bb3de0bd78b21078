"""The simulated cohort: everything the hospital knows, as canonical content."""

from collections.abc import Collection
from dataclasses import dataclass, fields
from datetime import date

import numpy as np
import polars as pl

from flows.demo.calibration import CALIBRATION, Calibration
from flows.demo.life.lesions import draw_lesions
from flows.demo.life.lives import Lives, draw_lives
from flows.demo.life.parathyroid import hyperparathyroid
from flows.demo.life.reference import reference
from flows.demo.life.skeletal_events import draw_skeletal_events
from flows.demo.records.bone_events import draw_cord_compressions, draw_fractures, draw_surgery
from flows.demo.records.diagnoses import draw_diagnoses, draw_molecular_tests
from flows.demo.records.imaging import draw_imaging
from flows.demo.records.laboratory import EVERY_ANALYTE, draw_laboratory
from flows.demo.records.patients import draw_body_composition, draw_patients
from flows.demo.records.radiotherapy import draw_radiotherapy
from flows.demo.records.recording import dated, hospital_ids
from flows.demo.records.reviews import draw_reviews
from flows.demo.records.treatments import draw_bone_agents, draw_systemic_lines
from flows.demo.records.visits import draw_visits
from transforms.frames import conform, empty_frame
from warehouse.schema import CANONICAL

SYSTEMS = {
    "lab_result": "SYNTH-LIS",
    "imaging_exam": "SYNTH-RIS",
    "lesion": "SYNTH-RIS",
}
ONCOLOGY = "SYNTH-ONCO"


class ImpossibleSimulation(ValueError):
    """The simulation asked for makes no hospital."""


@dataclass(frozen=True)
class Cohort:
    """A simulated cohort, one frame a canonical table.

    Columns of each frame: the content columns of its table, patient_id being the hospital
    identifier (SYN0000123), source_row_id, and known_at, when the hospital came to know the row.
    `happened` holds the skeletal events themselves (patient_id, kind, occurred_on, is_prevalent,
    is_answer): what a derivation should find. `hyperparathyroid` holds the patients (patient_id)
    whose hypercalcaemia is of the parathyroid and no skeletal event.
    """

    end: date
    patient: pl.DataFrame
    diagnosis: pl.DataFrame
    molecular_test: pl.DataFrame
    lab_result: pl.DataFrame
    imaging_exam: pl.DataFrame
    lesion: pl.DataFrame
    radiotherapy: pl.DataFrame
    surgery: pl.DataFrame
    fracture: pl.DataFrame
    cord_compression: pl.DataFrame
    bone_agent_administration: pl.DataFrame
    systemic_line: pl.DataFrame
    followup: pl.DataFrame
    body_composition: pl.DataFrame
    review: pl.DataFrame
    happened: pl.DataFrame
    hyperparathyroid: pl.DataFrame

    def table(self, name: str) -> pl.DataFrame:
        """The frame of a canonical table."""
        frame = {field.name: getattr(self, field.name) for field in fields(self)}[name]
        assert isinstance(frame, pl.DataFrame)
        return frame


def simulate_cohort(
    patients: int,
    seed: int,
    end: date,
    targets: Calibration = CALIBRATION,
    *,
    analytes: Collection[str] = EVERY_ANALYTE,
) -> Cohort:
    """People with lung cancer followed by a hospital until `end`, calibrated by domain.md §9.

    The same arguments give the same cohort, to the byte. The laboratory, nine rows in ten, may be
    left out or restricted to some analytes: the lives and the other records stay as they are.
    Raises ImpossibleSimulation without patients or with a negative seed.
    """
    if patients < 1 or seed < 0:
        raise ImpossibleSimulation(
            f"cannot simulate {patients} patients with seed {seed}; give at least 1 patient and a "
            "seed of 0 or more"
        )
    rates = reference(targets)
    lives = draw_lives(patients, seed, end, targets)
    events = draw_skeletal_events(lives, seed, targets, rates)
    lesions, placed = draw_lesions(lives, events, seed, targets)
    exams, seen, imaged = draw_imaging(lives, placed, lesions, seed)
    visits = draw_visits(lives, imaged, seed)
    parathyroid = hyperparathyroid(lives, events, seed, targets)
    lab_result = draw_laboratory(lives, events, parathyroid, seed, targets, analytes)
    surgery = draw_surgery(lives, placed, lesions, seed)
    fracture = draw_fractures(lives, placed, lesions, seed, targets)
    return Cohort(
        end=end,
        patient=draw_patients(lives, seed, visits),
        diagnosis=draw_diagnoses(lives, imaged, seed, targets),
        molecular_test=draw_molecular_tests(lives, seed, targets, end),
        lab_result=lab_result,
        imaging_exam=exams,
        lesion=seen,
        radiotherapy=draw_radiotherapy(lives, placed, lesions, seed),
        surgery=surgery,
        fracture=fracture,
        cord_compression=draw_cord_compressions(lives, placed, lesions, seed),
        bone_agent_administration=draw_bone_agents(lives, seed, targets),
        systemic_line=draw_systemic_lines(lives, seed, targets),
        followup=visits,
        body_composition=draw_body_composition(lives, imaged, seed, targets),
        review=draw_reviews(fracture, surgery, ONCOLOGY, end, seed),
        happened=_happened(lives, events),
        hyperparathyroid=pl.DataFrame({"patient_id": hospital_ids(np.flatnonzero(parathyroid))}),
    )


def canonical_frames(cohort: Cohort) -> dict[str, pl.DataFrame]:
    """The cohort as the canonical tables a warehouse would hold, without any file between."""
    return {name: canonical_frame(cohort, name) for name in CANONICAL}


def canonical_frame(cohort: Cohort, name: str) -> pl.DataFrame:
    """One canonical table of the cohort; answers to worklists, which nobody simulates, are none."""
    if name not in {field.name for field in fields(cohort)}:
        return empty_frame(CANONICAL[name])
    number = list(CANONICAL).index(name) + 1
    rows = cohort.table(name).with_columns(
        feed=pl.lit(name),
        source_system=pl.lit(SYSTEMS.get(name, ONCOLOGY)),
        row_version=pl.lit(None),
        source_file=pl.lit(f"{number:012x}/simulated"),
        source_line=pl.int_range(1, pl.len() + 1, dtype=pl.Int64),
    )
    return conform(rows, CANONICAL[name])


def _happened(lives: Lives, events: pl.DataFrame) -> pl.DataFrame:
    return events.select(
        patient_id=hospital_ids(events["person"]),
        kind="kind",
        occurred_on=dated(lives, events, "day"),
        is_prevalent="is_prevalent",
        is_answer=pl.col("answers").is_not_null(),
    )
