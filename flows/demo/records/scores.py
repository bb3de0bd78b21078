"""Mirels and SINS of lesions, from their parts (domain.md §5)."""

import numpy as np
import polars as pl

from flows.demo.life.draws import weighted, words_at
from warehouse.schema import BONE_SITES

LONG_BONES = [code for code, bone in BONE_SITES.items() if bone.is_long_bone]
LEVELS = [code for code, bone in BONE_SITES.items() if bone.is_vertebra and code != "spine"]
UPPER_LIMB = ("humerus", "radius_ulna")
JUNCTIONAL = ("C1", "C2", "C7", "T1", "T2", "T11", "T12", "L1", "L5", "S1")
MOBILE = ("C3", "C4", "C5", "C6", "L2", "L3", "L4")
RIGID = ("S2", "S3", "S4", "S5")
EPIDURAL = ("0", "1a", "1b", "1c", "2", "3")
THIRD, TWO_THIRDS = 1 / 3, 2 / 3


def with_scores(rng: np.random.Generator, lesions: pl.DataFrame) -> pl.DataFrame:
    """Lesions with the parts and totals of Mirels (long bones) and SINS (vertebrae).

    Columns in: bone_site, lesion_type, lesion_pain, cortical_destruction_fraction. A lesion of
    unknown type has no score.
    """
    drawn = lesions.with_columns(
        sins_alignment_points=pl.Series(2 * weighted(rng, (0.8, 0.17, 0.03), lesions.height)),
        sins_posterolateral_points=pl.Series(
            np.array([0, 1, 3])[weighted(rng, (0.5, 0.35, 0.15), lesions.height)]
        ),
        epidural=words_at(
            EPIDURAL, weighted(rng, (0.55, 0.15, 0.1, 0.1, 0.07, 0.03), lesions.height)
        ),
    )
    parts = drawn.with_columns(*_mirels_parts(), *_sins_parts())
    mirels, sins = _parts(parts, "mirels_"), _parts(parts, "sins_")
    scored = parts.with_columns(
        mirels_score=pl.sum_horizontal(mirels), sins_score=pl.sum_horizontal(sins)
    )
    typed = pl.col("lesion_type") != "unknown"
    is_long = pl.col("bone_site").is_in(LONG_BONES) & typed
    is_level = pl.col("bone_site").is_in(LEVELS) & typed
    return scored.with_columns(
        *(pl.when(is_long).then(name).alias(name) for name in (*mirels, "mirels_score")),
        *(pl.when(is_level).then(name).alias(name) for name in (*sins, "sins_score")),
        epidural_grade=pl.when(pl.col("bone_site").is_in(LEVELS)).then("epidural"),
    ).drop("epidural")


def _parts(lesions: pl.DataFrame, prefix: str) -> list[str]:
    return [name for name in lesions.columns if name.startswith(prefix)]


def _thirds() -> pl.Expr:
    fraction = pl.col("cortical_destruction_fraction")
    return pl.when(fraction < THIRD).then(1).when(fraction <= TWO_THIRDS).then(2).otherwise(3)


def _mirels_parts() -> list[pl.Expr]:
    site, pain = pl.col("bone_site"), pl.col("lesion_pain")
    type_points = {"sclerotic": 1, "mixed": 2, "lytic": 3}
    return [
        pl.when(site == "femur_peritrochanteric")
        .then(3)
        .when(site.is_in(UPPER_LIMB))
        .then(1)
        .otherwise(2)
        .alias("mirels_site_points"),
        pl.when(pain == "functional")
        .then(3)
        .when(pain == "moderate")
        .then(2)
        .otherwise(1)
        .alias("mirels_pain_points"),
        _points("lesion_type", type_points).alias("mirels_lesion_points"),
        _thirds().alias("mirels_size_points"),
    ]


def _sins_parts() -> list[pl.Expr]:
    site, pain = pl.col("bone_site"), pl.col("lesion_pain")
    type_points = {"sclerotic": 0, "mixed": 1, "lytic": 2}
    return [
        pl.when(site.is_in(JUNCTIONAL))
        .then(3)
        .when(site.is_in(MOBILE))
        .then(2)
        .when(site.is_in(RIGID))
        .then(0)
        .otherwise(1)
        .alias("sins_location_points"),
        pl.when(pain == "functional")
        .then(3)
        .when(pain == "none")
        .then(0)
        .otherwise(1)
        .alias("sins_pain_points"),
        _points("lesion_type", type_points).alias("sins_lesion_points"),
        _thirds().alias("sins_collapse_points"),
    ]


def _points(column: str, points: dict[str, int]) -> pl.Expr:
    return pl.col(column).replace_strict(points, default=None, return_dtype=pl.Int64)
