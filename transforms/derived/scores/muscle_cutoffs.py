"""Published cut-offs of the skeletal muscle index at L3, under which muscle is low."""

import polars as pl

from warehouse.schema.definitions import number

# Never mixed: each is a set of its own (domain.md §4).
BY_BODY_MASS = "martin13"
L3_SETS = ("prado08", "kim21_55_39", "derstine18", BY_BODY_MASS)
DXA_SET = "dxa_no_cutoff"


def cutoff_cm2_m2(cutoff_set: str) -> pl.Expr:
    """The cut-off of a set for the sex (and body_mass_index) of the row; null when unknown."""
    men = pl.lit(number(f"{cutoff_set}_men_below"))
    if cutoff_set == BY_BODY_MASS:
        mass, lean_below = pl.col("body_mass_index"), number(f"{cutoff_set}_lean_below")
        lean_men = pl.lit(number(f"{cutoff_set}_lean_men_below"))
        men = pl.when(mass < lean_below).then(lean_men).when(mass >= lean_below).then(men)
    women = pl.lit(number(f"{cutoff_set}_women_below"))
    is_man, is_woman = pl.col("sex") == "M", pl.col("sex") == "F"
    return pl.when(is_man).then(men).when(is_woman).then(women)
