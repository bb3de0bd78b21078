"""Parsing each distinct text once: extracts repeat the same units, dates and codes."""

from collections.abc import Callable

import polars as pl


def read_unique(texts: pl.Series, read: Callable[[pl.Series], pl.DataFrame]) -> pl.DataFrame:
    """What `read` makes of each text, computed once a distinct text.

    Columns in: texts, null where empty. Columns out: those of `read`, a row for each text in the
    same order, all null where the text is null.
    """
    # Texts mostly come many times in a row: those of a sample, of a patient, empty ones.
    runs = texts.rle().struct.field("value").alias("text").to_frame()
    distinct = runs.to_series().drop_nulls().unique()
    read_once = read(distinct).with_columns(distinct)
    read_runs = runs.join(read_once, on="text", how="left", maintain_order="left").drop("text")
    return read_runs.select(pl.all().gather(texts.rle_id()))
