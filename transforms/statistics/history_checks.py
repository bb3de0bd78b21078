"""What a history must satisfy before anything is estimated from it.

Every check raises `InvalidHistories` with one sentence that holds column names and counts, never
values. Nothing is repaired here: a row that cannot be a history is the caller's to reject.
"""

import numpy as np
import polars as pl

from transforms.statistics.arrays import Numbers, Whole


class InvalidHistories(ValueError):
    """The rows handed to an estimator cannot be histories."""


def column(frame: pl.DataFrame, name: str) -> pl.Series:
    """A column that is there and holds no null."""
    if name not in frame.columns:
        raise InvalidHistories(f"Column '{name}' is missing among {frame.width} columns.")
    found = frame.get_column(name)
    refuse(name, found.null_count(), "null")
    return found


def refuse(name: str, rows: int, problem: str) -> None:
    """Stop with a sentence when `rows` of the column have the problem."""
    if rows:
        raise InvalidHistories(f"Column '{name}' is {problem} in {rows} rows.")


def numbers(frame: pl.DataFrame, name: str) -> Numbers:
    """A numeric column as int64 or float64; raises where it is text, a date, NaN or infinite."""
    found = column(frame, name)
    refuse(name, 0 if found.dtype.is_numeric() else found.len(), "not a number")
    if found.dtype.is_integer():
        return found.cast(pl.Int64).to_numpy()
    real = found.cast(pl.Float64).to_numpy()
    refuse(name, int(np.count_nonzero(~np.isfinite(real))), "not finite")
    return real


def durations(frame: pl.DataFrame, name: str) -> Numbers:
    """Days since the origin: numbers that are not negative."""
    days = numbers(frame, name)
    if days.size and days.min() < 0:
        refuse(name, int(np.count_nonzero(days < 0)), "negative")
    return days


def states(frame: pl.DataFrame, name: str) -> Whole:
    """What ended each history: 0 censored, 1..K causes; booleans are 0 and 1."""
    found = column(frame, name)
    whole = found.dtype.is_integer() or found.dtype == pl.Boolean
    refuse(name, 0 if whole else found.len(), "not a whole number")
    states = found.cast(pl.Int64).to_numpy()
    if states.size and states.min() < 0:
        refuse(name, int(np.count_nonzero(states < 0)), "negative")
    return states


def flags(frame: pl.DataFrame, name: str) -> Whole:
    """A yes or no for each row, as 1 and 0."""
    flags = states(frame, name)
    if flags.size and flags.max() > 1:
        refuse(name, int(np.count_nonzero(flags > 1)), "neither 0 nor 1")
    return flags


def require_before(earlier: Numbers, later: Numbers, earlier_name: str, later_name: str) -> None:
    """Each history opens strictly before it closes, or it is never at risk."""
    late = int(np.count_nonzero(earlier >= later))
    refuse(earlier_name, late, f"not before '{later_name}'")
