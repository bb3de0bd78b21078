"""Tokuhashi, revised 2005: expected survival with metastases of the spine."""

import polars as pl

from transforms.derived.scores.bands import band
from warehouse.schema.definitions import number

HIGHEST = {
    "performance": 2,
    "extraspinal": 2,
    "vertebral": 2,
    "organ": 2,
    "primary": int(number("tokuhashi_lung_points")),
    "palsy": 2,
}
PALSY_POINTS = {"A": 0, "B": 0, "C": 1, "D": 1, "E": 2}


def tokuhashi_parts() -> dict[str, pl.Expr]:
    """The six parts of a lung cancer; null when not known (domain.md §5).

    In: karnofsky, extraspinal_lesion_count, vertebral_metastasis_count, has_visceral_metastasis,
    frankel_initial. Karnofsky 10-40 0, 50-70 1, 80-100 2. Bone outside the spine: three or more 0,
    one or two 1, none 2. Vertebrae: three or more 0, two 1, one 2. Major organs: not removable 0,
    removable 1, none 2. Primary: lung 0. Palsy: Frankel A-B 0, C-D 1, E 2. Whether a metastasis
    can be removed is not recorded, so the part is null with one.
    """
    return {
        "performance": _performance_points(),
        "extraspinal": _count_points("extraspinal_lesion_count", none=2, few=1, few_up_to=2),
        "vertebral": _vertebral_points(),
        "organ": pl.when(~pl.col("has_visceral_metastasis")).then(2),
        "primary": pl.lit(HIGHEST["primary"]),
        "palsy": pl.col("frankel_initial").replace_strict(
            PALSY_POINTS, default=None, return_dtype=pl.Int64
        ),
    }


def tokuhashi_range(parts: dict[str, pl.Expr]) -> tuple[pl.Expr, pl.Expr]:
    """The totals if every missing part were worst, and best. With a visceral metastasis the best
    of its part is 1: removable."""
    organ_at_best = pl.when("has_visceral_metastasis").then(1).otherwise(HIGHEST["organ"])
    best = {**{name: pl.lit(points) for name, points in HIGHEST.items()}, "organ": organ_at_best}
    lowest = pl.sum_horizontal(points.fill_null(0) for points in parts.values())
    highest = pl.sum_horizontal(pl.coalesce(parts[name], best[name]) for name in parts)
    return lowest, highest


def tokuhashi_class(total: pl.Expr) -> pl.Expr:
    """0 to 8 under 6 months, 9 to 11 six months or more, 12 to 15 twelve months or more."""
    return band(total, {"under_6_months": 0, "6_months_or_more": 9, "12_months_or_more": 12})


def _performance_points() -> pl.Expr:
    karnofsky = pl.col("karnofsky")
    return (
        pl.when(karnofsky >= 80)
        .then(2)
        .when(karnofsky >= 50)
        .then(1)
        .when(karnofsky.is_not_null())
        .then(0)
    )


def _count_points(column: str, *, none: int, few: int, few_up_to: int) -> pl.Expr:
    count = pl.col(column)
    return (
        pl.when(count == 0)
        .then(none)
        .when(count <= few_up_to)
        .then(few)
        .when(count.is_not_null())
        .then(0)
    )


def _vertebral_points() -> pl.Expr:
    """Null without any vertebra: the score is about a spine with metastasis."""
    count = pl.col("vertebral_metastasis_count")
    return pl.when(count == 1).then(2).when(count == 2).then(1).when(count > 2).then(0)
