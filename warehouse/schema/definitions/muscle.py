"""Sarcopenia: the named sets of cut-offs of the muscle index at L3, under which muscle is low."""

from warehouse.schema.declare import Definition

_UNIT = "cm2/m2"
# set: men, women, where it was read
_BY_SEX = {
    "prado08": (52.4, 38.5, "Prado 2008, read in TSACO 136794; domain.md §4"),
    "kim21_55_39": (55.0, 39.0, "J Thorac Dis 2021 (PMC7947473); domain.md §4"),
    "derstine18": (45.4, 34.4, "Derstine 2018 (PMC6063941); domain.md §4"),
}
_MARTIN = "Martin 2013, not verified at its source; domain.md §4"

MUSCLE_DEFINITIONS = [
    *(
        Definition(
            f"{name}_{who}_below",
            limit,
            _UNIT,
            f"Muscle of {who} is low strictly under this, by {name}.",
            source,
        )
        for name, (men, women, source) in _BY_SEX.items()
        for who, limit in (("men", men), ("women", women))
    ),
    Definition(
        "martin13_lean_men_below",
        43.0,
        _UNIT,
        "Muscle of lean men is low strictly under this, by martin13.",
        _MARTIN,
    ),
    Definition(
        "martin13_men_below",
        53.0,
        _UNIT,
        "Muscle of other men is low strictly under this, by martin13.",
        _MARTIN,
    ),
    Definition(
        "martin13_women_below",
        41.0,
        _UNIT,
        "Muscle of women is low strictly under this, by martin13.",
        _MARTIN,
    ),
    Definition(
        "martin13_lean_below",
        25.0,
        "kg/m2",
        "A man is lean, for martin13, strictly under this body-mass index.",
        _MARTIN,
    ),
]
