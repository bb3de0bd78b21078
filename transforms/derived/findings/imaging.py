"""Rules an examination or a lesion can break (domain.md §8)."""

from datetime import timedelta

import polars as pl

from transforms.derived.evidence import source_row
from transforms.derived.findings.breach import breach
from warehouse.schema.thresholds import threshold

EXAM, LESION = "imaging_exam", "lesion"
# bones of which there are two, one on each side
PAIRED_SITES = (
    *("rib", "scapula", "clavicle", "humerus", "radius_ulna", "hand"),
    *("ilium", "acetabulum", "ischium", "femur", "femur_head", "femur_neck"),
    *("femur_peritrochanteric", "femur_subtrochanteric", "femur_diaphysis", "femur_distal"),
    *("tibia", "fibula", "foot"),
)


def imaging_breaches(
    imaging_exam: pl.DataFrame,
    diagnosis: pl.DataFrame,
    lesion: pl.DataFrame,
    lesion_score: pl.DataFrame,
) -> list[pl.DataFrame]:
    """Findings among examinations and lesions, one frame a rule.

    In: canonical.imaging_exam, canonical.diagnosis, canonical.lesion, derived.lesion_score.
    """
    followed = _followed(lesion)
    return [
        breach(_seen_and_not_recorded(imaging_exam, diagnosis), "I01", EXAM, "examined_on"),
        *(
            breach(_of_score(lesion, lesion_score, fault), code, LESION, column)
            for code, fault, column in (
                ("N01", "mirels_disagrees", "mirels_score"),
                ("N02", "sins_disagrees", "sins_score"),
                ("N03", "has_misplaced_score", "bone_site"),
            )
        ),
        breach(lesion.filter(_is_midline_of_a_pair()), "N04", LESION, "laterality"),
        breach(followed.filter(_changed_too_much()), "N05", LESION, "lesion_size_mm"),
        breach(followed.filter(_came_back_stable()), "N06", LESION, "lesion_status"),
        breach(_of_unknown_exam(lesion, imaging_exam), "N07", LESION, "exam_id"),
    ]


def _seen_and_not_recorded(imaging_exam: pl.DataFrame, diagnosis: pl.DataFrame) -> pl.DataFrame:
    """A metastasis recorded earlier than the window is known: later images confirm it."""
    window = timedelta(days=threshold("imaged_metastasis_days"))
    concluding = imaging_exam.filter(pl.col("concludes_bone_metastasis") == "yes")
    first = (
        diagnosis.filter(pl.col("diagnosis_kind") == "bone_metastasis")
        .group_by("patient_id")
        .agg(recorded_on=pl.col("diagnosed_on").min())
    )
    in_time = pl.col("recorded_on") <= pl.col("examined_on") + window
    return concluding.join(first, on="patient_id", how="left").filter(~in_time.fill_null(False))


def _of_score(lesion: pl.DataFrame, lesion_score: pl.DataFrame, fault: str) -> pl.DataFrame:
    at_fault = lesion_score.filter(pl.col(fault)).select("lesion_row")
    return lesion.with_columns(lesion_row=source_row(LESION)).join(
        at_fault, on="lesion_row", how="semi"
    )


def _is_midline_of_a_pair() -> pl.Expr:
    return (pl.col("laterality") == "M") & pl.col("bone_site").is_in(PAIRED_SITES)


def _followed(lesion: pl.DataFrame) -> pl.DataFrame:
    """Each lesion from examination to examination: what it was before."""
    same = ("patient_id", "lesion_id")
    return lesion.sort(*same, "examined_on", "source_system", "source_row_id").with_columns(
        size_before=pl.col("lesion_size_mm").shift().over(same),
        status_before=pl.col("lesion_status").shift().over(same),
        examined_before_on=pl.col("examined_on").shift().over(same),
    )


def _changed_too_much() -> pl.Expr:
    size, before = pl.col("lesion_size_mm"), pl.col("size_before")
    change = (size - before).abs() / pl.min_horizontal(size, before)
    is_close = pl.col("examined_on") - pl.col("examined_before_on") <= timedelta(
        days=threshold("lesion_size_change_days")
    )
    both_known = size.is_not_null() & before.is_not_null()
    return both_known & is_close & (change > threshold("lesion_size_change"))


def _came_back_stable() -> pl.Expr:
    return (pl.col("status_before") == "resolved") & (pl.col("lesion_status") == "stable")


def _of_unknown_exam(lesion: pl.DataFrame, imaging_exam: pl.DataFrame) -> pl.DataFrame:
    named = lesion.filter(pl.col("exam_id").is_not_null())
    return named.join(imaging_exam, on=["patient_id", "exam_id"], how="anti")
