"""Mirels: the risk that a metastasis of a long bone breaks it."""

import polars as pl

from transforms.derived.scores.bands import band
from warehouse.schema import BONE_SITES
from warehouse.schema.definitions import number

LONG_BONES = [code for code, site in BONE_SITES.items() if site.is_long_bone]
PERITROCHANTERIC = "femur_peritrochanteric"
UPPER_LIMB = ("humerus", "radius_ulna")
# A femur whose part is not named may be peritrochanteric or not: its points are not known.
SITE_POINTS = {
    code: 3 if code == PERITROCHANTERIC else 1 if code in UPPER_LIMB else 2
    for code in LONG_BONES
    if code != "femur"
}
# The scale starts at 1: a lesion that does not hurt is scored as mild.
PAIN_POINTS = {"none": 1, "mild": 1, "moderate": 2, "functional": 3}
LESION_POINTS = {"sclerotic": 1, "mixed": 2, "lytic": 3}
ONE_THIRD, TWO_THIRDS = 1 / 3, 2 / 3


def is_long_bone() -> pl.Expr:
    """The lesion is in a long bone, the only place Mirels is made for."""
    return pl.col("bone_site").is_in(LONG_BONES)


def mirels_parts() -> dict[str, pl.Expr]:
    """The four parts, 1 to 3 each: as reported, else as the description decides (domain.md §5).

    In: columns of canonical.lesion. Site: upper limb 1, lower limb 2, peritrochanteric 3. Pain:
    mild 1, moderate 2, functional 3. Lesion: blastic 1, mixed 2, lytic 3. Size: under a third of
    the diameter 1, up to two thirds 2, beyond 3. Null when neither says. Mirels 1989.
    """
    return {
        "site": pl.coalesce("mirels_site_points", _points("bone_site", SITE_POINTS)),
        "pain": pl.coalesce("mirels_pain_points", _points("lesion_pain", PAIN_POINTS)),
        "lesion": pl.coalesce("mirels_lesion_points", _points("lesion_type", LESION_POINTS)),
        "size": pl.coalesce("mirels_size_points", _size_points()),
    }


def mirels_class(score: pl.Expr) -> pl.Expr:
    """7 or less observe, 8 judgement, 9 or more fixation."""
    return band(
        score,
        {
            "observe": 0,
            "judgement": number("mirels_judgement_score"),
            "fixation": number("mirels_fixation_score"),
        },
    )


def _size_points() -> pl.Expr:
    share = pl.col("cortical_destruction_fraction")
    beyond = pl.when(share > TWO_THIRDS).then(3)
    return beyond.when(share >= ONE_THIRD).then(2).when(share < ONE_THIRD).then(1)


def _points(column: str, points: dict[str, int]) -> pl.Expr:
    return pl.col(column).replace_strict(points, default=None, return_dtype=pl.Int64)
