"""How a fact becomes a row of the hospital: identifiers, dates, and the day it became known."""

import numpy as np
import polars as pl

from flows.demo.life.draws import Numbers, Whole
from flows.demo.life.lives import Lives
from transforms.frames import polars_schema
from warehouse.schema import CANONICAL, PROVENANCE

PREFIX = "SYN"  # nobody can take a simulated identifier for a real one
RECORDED = ("source_row_id", "known_at")


def hospital_ids(person: Whole | pl.Series) -> pl.Series:
    """Hospital identifiers of people, for example SYN0000123."""
    numbers = pl.Series("patient_id", person, dtype=pl.Int64)
    return PREFIX + numbers.cast(pl.String).str.zfill(7)


def dates(lives: Lives, person: Whole, day: Numbers | Whole) -> pl.Series:
    """Calendar dates of days counted from the diagnosis; null where the day is infinite."""
    known = np.isfinite(day)
    number = np.where(known, lives.diagnosed[person] + np.where(known, day, 0), 0)
    return pl.Series(number.astype(np.int32)).cast(pl.Date).set(pl.Series(~known), None)


def dated(lives: Lives, rows: pl.DataFrame, day: str) -> pl.Series:
    """Calendar dates of a column of days of rows that name their person."""
    days = rows[day].cast(pl.Float64).fill_null(np.inf).to_numpy()
    return dates(lives, rows["person"].to_numpy(), days).alias(day)


def content_columns(table: str) -> list[str]:
    """The columns of a canonical table that a source fills."""
    return [name for name in CANONICAL[table].columns if name not in PROVENANCE]


def recorded(lives: Lives, rows: pl.DataFrame, table: str, prefix: str) -> pl.DataFrame:
    """Rows as the hospital holds them.

    Columns in: person, known_day (days from diagnosis) and columns of the canonical table. Out:
    the content columns of the table, source_row_id and known_at, in order of person and date.
    Nothing is known before the first contact.
    """
    ordered = rows.sort("person", *_clinical_dates(table, rows), maintain_order=True)
    person = ordered["person"].to_numpy()
    known_day = np.maximum(ordered["known_day"].to_numpy(), lives.seen_from[person])
    numbers = pl.int_range(1, ordered.height + 1, dtype=pl.Int64, eager=True)
    with_keys = ordered.with_columns(
        patient_id=hospital_ids(person),
        source_row_id=prefix + numbers.cast(pl.String).str.zfill(7),
        known_at=dates(lives, person, known_day).cast(pl.Datetime("us")),
    )
    return in_shape(with_keys, table)


def _clinical_dates(table: str, rows: pl.DataFrame) -> list[str]:
    order = CANONICAL[table].order
    return [name for name in order if name in rows.columns]


def in_shape(rows: pl.DataFrame, table: str) -> pl.DataFrame:
    """Exactly the content columns of a canonical table and RECORDED; what is not given is null."""
    schema = polars_schema(CANONICAL[table])
    return rows.select(
        (pl.col(name) if name in rows.columns else pl.lit(None)).cast(schema[name]).alias(name)
        for name in (*content_columns(table), *RECORDED)
    )
