"""A fact about patients that may change while they are observed."""

from dataclasses import dataclass

import polars as pl

BEFORE_INDEX = -1.0  # a day from which on a state holds when nobody is followed yet


@dataclass(frozen=True)
class Fact:
    """The state of each patient in time.

    `changes`: patient_id, since_day (days from index, whole or half, as a number), state; at most
    one a patient and day; a state holds from the day after since_day until the next one. `before`:
    the state until the first change, and of those without any. Null is not known.
    """

    changes: pl.DataFrame
    before: bool | None = None


def since(first_days: pl.DataFrame) -> Fact:
    """False until the day, true after it. In: patient_id, since_day, any number of rows."""
    first = (
        first_days.drop_nulls("since_day")
        .group_by("patient_id")
        .agg(pl.col("since_day").cast(pl.Float64).min(), state=pl.lit(True))
    )
    return Fact(first, before=False)


def fixed(states: pl.DataFrame) -> Fact:
    """A state that was settled when observation starts. In: patient_id, state, a row a patient."""
    return Fact(states.select("patient_id", since_day=pl.lit(0.0), state=pl.col("state")))


def days_after(on: pl.Expr, origin: str = "index_on") -> pl.Expr:
    """Days from a date of the patient to another, negative before it."""
    return (on - pl.col(origin)).dt.total_days().cast(pl.Float64)
