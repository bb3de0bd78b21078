"""When a lung cancer is first known to have spread, by anything but the date of bone itself."""

import polars as pl

from transforms.derived.disease.primary_lung_cancer import describes_lung_cancer
from transforms.derived.profile.organs import of_this_cancer, organ_statements
from transforms.derived.profile.primary_tumour import is_metastatic


def first_distant(diagnosis: pl.DataFrame, cancer: pl.DataFrame) -> pl.DataFrame:
    """patient_id, distant_on: the first sign of a metastasis that is not bone's own date.

    In: canonical.diagnosis; patient_id, cancer_on. Stage IV or M1 of the primary or a recurrence,
    a metastasis elsewhere, an organ said to hold one; never of another, earlier cancer.
    """
    other = diagnosis.filter(pl.col("diagnosis_kind") == "other_metastasis")
    staged = diagnosis.filter(describes_lung_cancer() & is_metastatic())
    rows = pl.concat([other, staged]).select("patient_id", said_on="diagnosed_on")
    present = organ_statements(diagnosis).filter("has_metastasis").select("patient_id", "said_on")
    signs = of_this_cancer(pl.concat([rows, present]), cancer)
    return signs.group_by("patient_id").agg(distant_on=pl.col("said_on").min())
