"""A number read into the band it falls in."""

from collections.abc import Mapping

import polars as pl


def band(number: pl.Expr, lowest_of: Mapping[str, float]) -> pl.Expr:
    """The band whose lowest number is the last one reached; null when the number is.

    `lowest_of` gives the bands from low to high, each with the number it starts at; the first
    also takes everything below it.
    """
    first, *higher = lowest_of
    names: pl.Expr = pl.when(number.is_not_null()).then(pl.lit(first))
    for name in higher:
        names = pl.when(number >= lowest_of[name]).then(pl.lit(name)).otherwise(names)
    return names


def sum_of_parts(parts: Mapping[str, pl.Expr]) -> pl.Expr:
    """The sum; null when a part is."""
    return pl.sum_horizontal(list(parts.values()), ignore_nulls=False)
