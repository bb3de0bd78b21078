"""Rules an operation, a fracture or a cord compression can break (domain.md §8)."""

from datetime import timedelta

import polars as pl

from transforms.derived.events.places import same_place
from transforms.derived.findings.breach import breach
from warehouse.schema.definitions import number
from warehouse.schema.thresholds import threshold

# osteosynthesis to prevent a fracture through an osteolytic lesion: domain.md §7.3 (CCAM)
PREVENTIVE_ACTS = (
    *("NBCA011", "NBCB005", "MBCA002", "MBCB005", "MCCA002", "MCCA006", "MCCB006", "MCCB009"),
    *("NCCA009", "NCCB003", "MDCA002", "MDCB001"),
)
SEEN_BY = ("MR", "CT", "surgery")
SECTIONAL = ("MR", "CT")


def event_breaches(
    surgery: pl.DataFrame,
    fracture: pl.DataFrame,
    cord_compression: pl.DataFrame,
    imaging_exam: pl.DataFrame,
    diagnosis: pl.DataFrame,
) -> list[pl.DataFrame]:
    """Findings among operations, fractures and compressions, one frame a rule.

    In: the canonical tables of these names.
    """
    after = _after_prevention(surgery, fracture)
    same_day = after.filter(pl.col("days") == 0).select("source_system", "source_row_id")
    broken = after.filter(
        pl.col("days").is_between(1, threshold("fracture_after_prevention_days"), closed="left")
    ).select("patient_id", source_system="fracture_system", source_row_id="fracture_id")
    return [
        breach(_named(surgery, same_day), "S01", "surgery", "surgery_intent"),
        breach(broken.unique(), "X08", "fracture", "occurred_on"),
        breach(
            _without_metastasis(fracture, diagnosis, imaging_exam),
            "F01",
            "fracture",
            "fracture_mechanism",
        ),
        breach(
            _without_image(cord_compression, imaging_exam),
            "C01",
            "cord_compression",
            "confirmed_by",
        ),
    ]


def _after_prevention(surgery: pl.DataFrame, fracture: pl.DataFrame) -> pl.DataFrame:
    """Preventive operations with each fracture of the same bone, as far as bones are known."""
    preventive = surgery.filter(
        (pl.col("surgery_intent") == "preventive") | pl.col("ccam_code").is_in(PREVENTIVE_ACTS)
    )
    fractures = fracture.select(
        "patient_id",
        "occurred_on",
        fracture_site="bone_site",
        fracture_side="laterality",
        fracture_system="source_system",
        fracture_id="source_row_id",
    )
    here = same_place("bone_site", "laterality", "fracture_site", "fracture_side")
    pairs = preventive.join(fractures, on="patient_id").filter(here.fill_null(True))
    return pairs.with_columns(days=(pl.col("occurred_on") - pl.col("performed_on")).dt.total_days())


def _named(rows: pl.DataFrame, keys: pl.DataFrame) -> pl.DataFrame:
    return rows.join(keys, on=["source_system", "source_row_id"], how="semi")


def _without_metastasis(
    fracture: pl.DataFrame, diagnosis: pl.DataFrame, imaging_exam: pl.DataFrame
) -> pl.DataFrame:
    """Pathological fractures when no metastasis of bone was documented by then."""
    said = diagnosis.filter(pl.col("diagnosis_kind") == "bone_metastasis")
    seen = imaging_exam.filter(pl.col("concludes_bone_metastasis") == "yes")
    first = (
        pl.concat(
            [
                said.select("patient_id", documented_on="diagnosed_on"),
                seen.select("patient_id", documented_on="examined_on"),
            ]
        )
        .group_by("patient_id")
        .agg(pl.col("documented_on").min())
    )
    revealing = timedelta(days=number("revealing_days"))
    in_time = pl.col("documented_on") <= pl.col("occurred_on") + revealing
    pathological = fracture.filter(pl.col("fracture_mechanism") == "pathological")
    return pathological.join(first, on="patient_id", how="left").filter(~in_time.fill_null(False))


def _without_image(cord_compression: pl.DataFrame, imaging_exam: pl.DataFrame) -> pl.DataFrame:
    unseen = cord_compression.filter(~pl.col("confirmed_by").is_in(SEEN_BY).fill_null(False))
    exams = imaging_exam.filter(pl.col("modality").is_in(SECTIONAL)).select(
        "patient_id", "examined_on"
    )
    near = timedelta(days=threshold("compression_imaging_days"))
    imaged = unseen.join(exams, on="patient_id").filter(
        (pl.col("examined_on") - pl.col("occurred_on")).abs() <= near
    )
    return unseen.join(imaged, on=["source_system", "source_row_id"], how="anti")
