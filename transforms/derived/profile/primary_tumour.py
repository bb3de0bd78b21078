"""The primary tumour at diagnosis: stage, size, nodes."""

import polars as pl

from transforms.derived.disease.primary_lung_cancer import describes_lung_cancer
from warehouse.schema.definitions import number

STAGE = r"^\s*(?:STAGE|STADE)?\s*(IV|III|II|I|[1-4])"
ROMAN = {"1": "I", "2": "II", "3": "III", "4": "IV"}


def primary_tumour(diagnosis: pl.DataFrame) -> pl.DataFrame:
    """What was first said of the primary lung cancer.

    In: canonical.diagnosis. Out: patient_id, stage_at_diagnosis, node_class, is_node_positive,
    tumour_size_mm, is_over_20_mm, one row a patient. Each is the first value given, by date. The
    stage of a recurrence is not the stage at diagnosis: without a row of the primary, null. A
    primary of exactly 20 mm is not large; NX is not assessed: null.
    """
    is_primary = pl.col("diagnosis_kind") == "primary"
    primaries = diagnosis.filter(describes_lung_cancer() & is_primary).with_columns(
        stage_at_diagnosis=stage_group()
    )
    first = primaries.group_by("patient_id").agg(
        pl.col(name).sort_by("diagnosed_on", "source_system", "source_row_id").drop_nulls().first()
        for name in ("stage_at_diagnosis", "node_class", "tumour_size_mm")
    )
    return first.with_columns(
        is_node_positive=_node_number() >= 1,
        is_over_20_mm=pl.col("tumour_size_mm") > number("large_tumour_mm"),
    )


def is_metastatic() -> pl.Expr:
    """A diagnosis row that says stage IV, or clinical M1; false when it says neither."""
    class_m1 = pl.col("metastasis_class").str.to_uppercase().str.contains(r"^\s*C?P?M?\s*1")
    return class_m1.fill_null(False) | (stage_group() == "IV").fill_null(False)


def stage_group() -> pl.Expr:
    """Stage IVA, IVB or 4 is IV; null when the text is no stage."""
    group = pl.col("stage").str.to_uppercase().str.extract(STAGE, 1)
    return group.replace(ROMAN)


def _node_number() -> pl.Expr:
    return pl.col("node_class").str.extract(r"(?i)^\s*[cp]?\s*N?\s*([0-3])", 1).cast(pl.Int64)
