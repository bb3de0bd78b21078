"""The primary lung cancer of a patient: when, and of what histology."""

import polars as pl

from warehouse.schema import HISTOLOGY_OF_MORPHOLOGY

LUNG = "C34"


def primary_lung_cancer(diagnosis: pl.DataFrame) -> pl.DataFrame:
    """Patients with a primary lung cancer.

    In: canonical.diagnosis. Out: patient_id, cancer_on (first diagnosis), histology, one row a
    patient. A primary, or a recurrence coded C34.x, counts; a primary coded elsewhere does not.
    Histology by ICD-O-3 morphology (domain.md §7.2): the first one specified, else the first one
    known; null when the morphology is not one of the series'.
    """
    lung = diagnosis.filter(_is_primary_lung()).with_columns(
        histology=pl.col("icdo_morphology_code").replace_strict(
            HISTOLOGY_OF_MORPHOLOGY, default=None, return_dtype=pl.String
        )
    )
    best_first = ("is_unspecified", "diagnosed_on", "source_system", "source_row_id")
    return lung.with_columns(is_unspecified=pl.col("histology") == "not_specified").group_by(
        "patient_id"
    ).agg(
        cancer_on=pl.col("diagnosed_on").min(),
        histology=pl.col("histology").sort_by(best_first).drop_nulls().first(),
    )


def _is_primary_lung() -> pl.Expr:
    codes = [pl.col(name) for name in ("icdo_topography_code", "icd10_code")]
    says_lung = pl.any_horizontal(code.str.starts_with(LUNG).fill_null(False) for code in codes)
    says_nothing = pl.all_horizontal(code.is_null() for code in codes)
    kind = pl.col("diagnosis_kind")
    return ((kind == "primary") & (says_lung | says_nothing)) | (
        (kind == "recurrence") & says_lung
    )
