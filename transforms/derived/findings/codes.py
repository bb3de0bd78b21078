"""Rules a code of a diagnosis can break: its form, its edition, its list (domain.md §7.2, §8)."""

import polars as pl

from transforms.derived.disease.primary_lung_cancer import describes_lung_cancer
from transforms.derived.findings.breach import breach
from warehouse.schema import HISTOLOGY_OF_MORPHOLOGY

DIAGNOSIS = "diagnosis"
CIM_10 = r"^[A-Z]\d{2}(\.\d{1,3})?[*†]?$"
# codes of the American ICD-10-CM that the French CIM-10 does not have: domain.md, trap 10
AMERICAN = r"^(M84\.5|C79\.5[12])"
TOPOGRAPHY = r"^C\d{2}\.\d$"
METASTATIC = "/6"
CANCER_UNKNOWN = "8000"
METASTASES = ("bone_metastasis", "other_metastasis")


def code_breaches(
    diagnosis: pl.DataFrame, fracture: pl.DataFrame, cord_compression: pl.DataFrame
) -> list[pl.DataFrame]:
    """Findings among codes, one frame a rule, table and column.

    In: canonical tables. The row stays: what a code does not tell, the kind of the row still does.
    """
    coded = {DIAGNOSIS: diagnosis, "fracture": fracture, "cord_compression": cord_compression}
    topography = pl.col("icdo_topography_code")
    return [
        *(
            breach(rows.filter(_is_no_french_code()), "D07", name, "icd10_code")
            for name, rows in coded.items()
        ),
        breach(
            diagnosis.filter(~topography.str.contains(TOPOGRAPHY)),
            "D07",
            DIAGNOSIS,
            "icdo_topography_code",
        ),
        breach(diagnosis.filter(_is_not_listed()), "D08", DIAGNOSIS, "icdo_morphology_code"),
    ]


def _is_no_french_code() -> pl.Expr:
    code = pl.col("icd10_code")
    return ~code.str.contains(CIM_10) | code.str.contains(AMERICAN)


def _is_not_listed() -> pl.Expr:
    """Of the lung cancer the list of the series; of a metastasis, also its metastatic twins."""
    morphology = pl.col("icdo_morphology_code")
    primary = list(HISTOLOGY_OF_MORPHOLOGY)
    twins = [code.split("/")[0] + METASTATIC for code in primary]
    of_metastasis = morphology.is_in([*primary, *twins, CANCER_UNKNOWN + METASTATIC])
    is_metastasis = pl.col("diagnosis_kind").is_in(METASTASES)
    listed = pl.when(is_metastasis).then(of_metastasis).otherwise(morphology.is_in(primary))
    return (is_metastasis | describes_lung_cancer()) & ~listed
