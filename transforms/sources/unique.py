"""Parsing each distinct text once: extracts repeat the same units, dates and codes."""

from collections.abc import Callable

import polars as pl


def read_unique(texts: pl.Series, read: Callable[[pl.Series], pl.DataFrame]) -> pl.DataFrame:
    """What `read` makes of each text, computed once a distinct text.

    Columns in: texts, null where empty. Columns out: those of `read`, a row for each text in the
    same order, all null where the text is null.
    """
    distinct = texts.drop_nulls().unique().alias("text")
    read_once = read(distinct).with_columns(distinct)
    return (
        texts.alias("text")
        .to_frame()
        .join(read_once, on="text", how="left", maintain_order="left")
        .drop("text")
    )
