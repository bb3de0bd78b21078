"""SINS: is a metastatic spine stable?"""

import polars as pl

from transforms.derived.events.places import is_spinal
from transforms.derived.scores.bands import band
from warehouse.schema.definitions import number

JUNCTIONAL = ("C1", "C2", "C7", "T1", "T2", "T11", "T12", "L1", "L5", "S1")
MOBILE = ("C3", "C4", "C5", "C6", "L2", "L3", "L4")
SEMIRIGID = tuple(f"T{level}" for level in range(3, 11))
RIGID = ("S2", "S3", "S4", "S5")
LOCATION_POINTS = {
    **dict.fromkeys(JUNCTIONAL, 3),
    **dict.fromkeys(MOBILE, 2),
    **dict.fromkeys(SEMIRIGID, 1),
    **dict.fromkeys(RIGID, 0),
}
LESION_POINTS = {"lytic": 2, "mixed": 1, "sclerotic": 0}


def is_spine() -> pl.Expr:
    """The lesion is in the spine, sacrum included."""
    return is_spinal("bone_site")


def sins_parts() -> dict[str, pl.Expr]:
    """The six parts: as reported, else as the description decides (domain.md §5).

    In: columns of canonical.lesion. Location: junctional (occiput-C2, C7-T2, T11-L1, L5-S1) 3,
    mobile (C3-C6, L2-L4) 2, semirigid (T3-T10) 1, rigid (S2-S5) 0. Pain: mechanical 3, occasional
    1, none 0. Lesion: lytic 2, mixed 1, blastic 0. Alignment: subluxation 4, new deformity 2,
    normal 0. Collapse: over 50 % 3, under 50 % 2, none with over 50 % of the body 1, none 0.
    Posterolateral: both sides 3, one 1, none 0. A description tells location, lesion and the
    absence of pain only; the words mild, moderate and on use are not mechanical or occasional.
    Fisher 2010.
    """
    no_pain = pl.when(pl.col("lesion_pain") == "none").then(0)
    return {
        "location": pl.coalesce("sins_location_points", _points("bone_site", LOCATION_POINTS)),
        "pain": pl.coalesce("sins_pain_points", no_pain),
        "lesion": pl.coalesce("sins_lesion_points", _points("lesion_type", LESION_POINTS)),
        "alignment": pl.col("sins_alignment_points"),
        "collapse": pl.col("sins_collapse_points"),
        "posterolateral": pl.col("sins_posterolateral_points"),
    }


def sins_class(score: pl.Expr) -> pl.Expr:
    """0 to 6 stable, 7 to 12 potentially unstable, 13 to 18 unstable."""
    return band(
        score,
        {
            "stable": 0,
            "potentially_unstable": number("sins_potentially_unstable_score"),
            "unstable": number("sins_unstable_score"),
        },
    )


def _points(column: str, points: dict[str, int]) -> pl.Expr:
    return pl.col(column).replace_strict(points, default=None, return_dtype=pl.Int64)
