"""Published cut-offs of the skeletal muscle index at L3, under which muscle is low."""

import polars as pl

# cm2/m2 by set: men, women (domain.md §4: prado08 [TSACO], kim21_55_39 [JTD21], derstine18
# [DERST18]).
BY_SEX = {
    "prado08": (52.4, 38.5),
    "kim21_55_39": (55.0, 39.0),
    "derstine18": (45.4, 34.4),
}
# Martin 2013, by body-mass index in men; not verified at the source (domain.md §4).
MARTIN_MEN_LEAN, MARTIN_MEN, MARTIN_WOMEN, LEAN_BELOW_KG_M2 = 43.0, 53.0, 41.0, 25.0
L3_SETS = (*BY_SEX, "martin13")
DXA_SET = "dxa_no_cutoff"


def cutoff_cm2_m2(cutoff_set: str) -> pl.Expr:
    """The cut-off of a set for the sex (and body_mass_index) of the row; null when unknown."""
    is_man, is_woman = pl.col("sex") == "M", pl.col("sex") == "F"
    if cutoff_set == "martin13":
        mass = pl.col("body_mass_index")
        men = (
            pl.when(mass < LEAN_BELOW_KG_M2)
            .then(MARTIN_MEN_LEAN)
            .when(mass >= LEAN_BELOW_KG_M2)
            .then(MARTIN_MEN)
        )
        return pl.when(is_man).then(men).when(is_woman).then(MARTIN_WOMEN)
    low_in_men, low_in_women = BY_SEX[cutoff_set]
    return pl.when(is_man).then(low_in_men).when(is_woman).then(low_in_women)
