"""Tomita: how much surgery a metastatic spine may warrant."""

import polars as pl

from transforms.derived.scores.bands import band
from warehouse.schema.definitions import number


def tomita_parts() -> dict[str, pl.Expr]:
    """The three parts of a lung cancer; null when not known (domain.md §5).

    In: has_visceral_metastasis, extraspinal_lesion_count, vertebral_metastasis_count. Primary:
    lung grows rapidly, 4. Viscera: none 0, treatable 2, not treatable 4; which is not recorded, so
    null with one. Bone: solitary 1, multiple 2. A table that prints 3 for a rapid primary is
    wrong: the highest total, 10, is 4 + 4 + 2.
    """
    bones = pl.col("extraspinal_lesion_count") + pl.col("vertebral_metastasis_count")
    return {
        "primary": pl.lit(int(number("tomita_lung_points"))),
        "visceral": pl.when(~pl.col("has_visceral_metastasis")).then(0),
        "bone": pl.when(bones > 1).then(2).when(bones == 1).then(1),
    }


def tomita_class(total: pl.Expr) -> pl.Expr:
    """2-3 wide or marginal, 4-5 marginal or intralesional, 6-7 palliative, 8-10 supportive."""
    return band(
        total,
        {
            "wide_or_marginal": 2,
            "marginal_or_intralesional": 4,
            "palliative": 6,
            "supportive": 8,
        },
    )
