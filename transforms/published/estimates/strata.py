"""Patients, or lesions, divided by what they are."""

from collections.abc import Iterator

import polars as pl

EVERYBODY, UNKNOWN = "all", "unknown"


def by_histology() -> dict[str, pl.Expr]:
    """Everybody together, and each histology; an unknown one is a part of its own."""
    return {"all": pl.lit(EVERYBODY), "histology": pl.col("histology").fill_null(UNKNOWN)}


def parts(
    frame: pl.DataFrame, strata: dict[str, pl.Expr]
) -> Iterator[tuple[str, str, pl.DataFrame]]:
    """Stratum, value and rows of each part that has rows."""
    for stratum, value in strata.items():
        valued = frame.with_columns(value.alias("stratum_value"))
        for (name,), part in valued.group_by("stratum_value", maintain_order=True):
            yield stratum, str(name), part.drop("stratum_value")
