"""Patients who may be one person under two identifiers."""

import polars as pl

from transforms.derived.disease.one_patient import one_patient
from transforms.derived.disease.primary_lung_cancer import primary_lung_cancer

READS = {
    "patient": (
        "patient_id",
        "sex",
        "birth_on",
        "death_on",
        "first_contact_on",
        "last_contact_on",
    ),
    "diagnosis": (
        "patient_id",
        "diagnosis_kind",
        "diagnosed_on",
        "icd10_code",
        "icdo_topography_code",
        "icdo_morphology_code",
        "source_system",
        "source_row_id",
    ),
}
ALIKE_IN = ("sex", "birth_on", "cancer_on", "icdo_topography_code")


def lookalike(patient: pl.DataFrame, diagnosis: pl.DataFrame) -> pl.DataFrame:
    """Patients that agree with another on sex, month of birth, day and place of the cancer.

    In: canonical.patient, canonical.diagnosis. Out: patient_id, a row a patient (domain.md §8,
    X11).
    """
    cancers = primary_lung_cancer(diagnosis)
    places = (
        diagnosis.join(cancers, on="patient_id")
        .filter(pl.col("diagnosed_on") == pl.col("cancer_on"))
        .group_by("patient_id")
        .agg(pl.col("icdo_topography_code").min())
    )
    known = (
        one_patient(patient)
        .join(cancers.select("patient_id", "cancer_on"), on="patient_id")
        .join(places, on="patient_id")
    )
    alike = known.filter(pl.struct(ALIKE_IN).is_duplicated())
    return alike.select("patient_id").sort("patient_id")
