"""The primary lung cancer of a patient: when, and of what histology."""

import polars as pl

from warehouse.schema import HISTOLOGY_OF_MORPHOLOGY

LUNG = "C34"


def primary_lung_cancer(diagnosis: pl.DataFrame) -> pl.DataFrame:
    """Patients with a primary lung cancer.

    In: canonical.diagnosis. Out: patient_id, cancer_on (first diagnosis), histology, one row a
    patient: see `describes_lung_cancer` for the rows that count. Histology by ICD-O-3 morphology
    (domain.md §7.2): the first one specified, else the first one known; null when the morphology
    is not one of the series'.
    """
    lung = diagnosis.filter(describes_lung_cancer()).with_columns(
        histology=pl.col("icdo_morphology_code").replace_strict(
            HISTOLOGY_OF_MORPHOLOGY, default=None, return_dtype=pl.String
        )
    )
    best_first = ("is_unspecified", "diagnosed_on", "source_system", "source_row_id")
    return (
        lung.with_columns(is_unspecified=pl.col("histology") == "not_specified")
        .group_by("patient_id")
        .agg(
            cancer_on=pl.col("diagnosed_on").min(),
            histology=pl.col("histology").sort_by(best_first).drop_nulls().first(),
        )
    )


def describes_lung_cancer() -> pl.Expr:
    """A row about the lung cancer itself, not about a metastasis nor about another cancer.

    A primary whose codes say lung (C34.x), or that is coded nowhere: the files are those of lung
    cancer. A recurrence only when coded so: somebody first known here by a recurrence has lung
    cancer. When two codes differ one is enough, because the topography may be that of the
    tissue taken (a biopsied node, a bone) and the CIM-10 that of the stay. What a recurrence
    says dates spread, and is not the stage at diagnosis: see `primary_tumour`.
    """
    codes = [pl.col(name) for name in ("icdo_topography_code", "icd10_code")]
    says_lung = pl.any_horizontal(code.str.starts_with(LUNG).fill_null(False) for code in codes)
    says_nothing = pl.all_horizontal(code.is_null() for code in codes)
    kind = pl.col("diagnosis_kind")
    return ((kind == "primary") & (says_lung | says_nothing)) | ((kind == "recurrence") & says_lung)
