"""Rows of the dead: copies of real rows, dated after the death of their patient."""

from datetime import timedelta

import numpy as np
import polars as pl

from flows.demo.calibration import Calibration
from flows.demo.delivery.faults import Nights, choose, copied

DAYS_AFTER_DEATH = (3, 21)


def with_death(rows: pl.DataFrame, patient: pl.DataFrame, nights: Nights) -> pl.DataFrame:
    """Rows of people who died long enough before the last night, with death_on."""
    latest = nights.last - timedelta(days=DAYS_AFTER_DEATH[1] + 1)
    long_dead = patient.filter(pl.col("death_on") <= latest).select("patient_id", "death_on")
    return rows.join(long_dead, on="patient_id", maintain_order="left")


def events_after_death(
    rng: np.random.Generator,
    rows: pl.DataFrame,
    patient: pl.DataFrame,
    nights: Nights,
    targets: Calibration,
    *,
    on: str,
    prefix: str,
) -> pl.DataFrame:
    """New rows dated `on` after death: a wrong label, or a date of another patient.

    Columns in and out: those of rows (row, fault and night among them).
    """
    theirs = with_death(rows, patient, nights)
    new = copied(theirs, choose(rng, theirs, targets.after_death), "after_death", prefix)
    waiting = new.with_columns(wait=pl.Series(rng.integers(*DAYS_AFTER_DEATH, new.height)))
    later = pl.col("death_on") + pl.duration(days="wait")
    moved = waiting.with_columns(later.alias(on), known_at=later.cast(pl.Datetime("us")))
    return moved.with_columns(night=nights.of("known_at")).select(rows.columns)
