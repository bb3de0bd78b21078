"""The cohort: patients with bone metastasis of lung cancer, and when they are under observation."""

from datetime import date

import polars as pl

from transforms.derived.disease.bone_agent_dose import oncology_doses
from transforms.derived.disease.bone_metastasis_date import bone_metastasis_date
from transforms.derived.disease.observation import observed_from
from transforms.derived.disease.one_patient import one_patient
from transforms.derived.disease.primary_lung_cancer import primary_lung_cancer
from transforms.derived.evidence import with_definition_version
from transforms.frames import conform
from warehouse.schema import COLUMNS, DERIVED


def cohort(
    patient: pl.DataFrame,
    diagnosis: pl.DataFrame,
    imaging_exam: pl.DataFrame,
    followup: pl.DataFrame,
    event_candidate: pl.DataFrame,
    bone_agent_administration: pl.DataFrame,
    as_of: date,
) -> pl.DataFrame:
    """Patients with a primary lung cancer and documented bone metastasis: one row a patient.

    In: canonical tables, derived.event_candidate, and the night. Out: derived.cohort (domain.md
    §2.3). Index: see `bone_metastasis_date`. Entry: the latest of index, first contact here and
    start of the study. Exit: death; without death, the last contact (else the last visit, else
    index); never later than 30 days before the night, when the last rows are not in yet, and
    never before entry: someone whose observation ends before it starts has exit = entry. A death
    is an exit even when the last contact noted is earlier.
    """
    index = bone_metastasis_date(diagnosis, imaging_exam, followup, event_candidate)
    patients = (
        one_patient(patient)
        .join(primary_lung_cancer(diagnosis), on="patient_id")
        .join(index, on="patient_id")
        .join(_first_dose(bone_agent_administration), on="patient_id", how="left")
    )
    observed = observed_from("index_on", patients, followup, as_of).with_columns(
        age_at_index_years=_age_at_index()
    )
    table = DERIVED["cohort"]
    return conform(with_definition_version(observed).select(table.columns), table)


def _first_dose(bone_agent_administration: pl.DataFrame) -> pl.DataFrame:
    doses = oncology_doses(bone_agent_administration)
    return doses.group_by("patient_id").agg(first_bone_agent_on=pl.col("administered_on").min())


def _age_at_index() -> pl.Expr:
    """Whole years from the month of birth; null when the two dates make no age."""
    index, birth = pl.col("index_on").dt, pl.col("birth_on").dt
    had_birthday = index.month() >= birth.month()
    years = index.year() - birth.year() - (~had_birthday).cast(pl.Int32)
    column = COLUMNS["age_at_index_years"]
    return pl.when(years.is_between(column.minimum, column.maximum)).then(years)
