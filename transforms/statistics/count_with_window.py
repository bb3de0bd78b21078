"""Which events count when events close together are one."""

from math import ceil

import numpy as np
import polars as pl

from transforms.statistics.arrays import Flags, Numbers, Whole, is_whole
from transforms.statistics.history_checks import InvalidHistories, column, numbers
from transforms.statistics.window_scan import scans_for


def count_with_window(
    frame: pl.DataFrame, *, id: str, day: str, window: float = 21
) -> pl.DataFrame:
    """Mark each event that is its person's first or comes long enough after the last counted one.

    In: one row an event, in any order; `day` a number or a date; `window` in days, at least 0.
    Out: the frame, rows as they were, with the boolean column `counted`. Of events on the same day
    the first row counts. Raises `InvalidHistories`.

    The distance is to the last *counted* event, not to the last event (the rolling rule): an
    unbroken series of events close together counts again each time the window has passed.
    """
    if not window >= 0:
        raise InvalidHistories("The window is negative.")
    person, days = _person_numbers(column(frame, id)), _days(frame, day)
    return frame.with_columns(pl.Series("counted", _counted(person, days, window)))


def _counted(person: Whole, days: Numbers, window: float) -> Flags:
    in_order, mark_counted = scans_for(person.size)
    counted = np.zeros(person.size, dtype=np.bool_)
    if not counted.size:
        return counted
    if in_order(person, days):
        # whole days apart by part of a day are apart by the next whole number of days
        mark_counted(person, days, ceil(window) if is_whole(days) else window, counted)
        return counted
    order = np.lexsort((days, person))  # stable: of one day's events the first row stays first
    counted[order] = _counted(person[order], days[order], window)
    return counted


def _person_numbers(ids: pl.Series) -> Whole:
    """A whole number for each person; text is numbered in order of appearance."""
    if ids.dtype == pl.UInt64:  # as hashes are: beyond the signed range
        return ids.reinterpret(signed=True).to_numpy()
    if ids.dtype.is_integer():
        return ids.cast(pl.Int64).to_numpy()
    numbered = ids.cast(pl.String).cast(pl.Categorical(pl.Categories.random()))
    return numbered.to_physical().cast(pl.Int64).to_numpy()


def _days(frame: pl.DataFrame, day: str) -> Numbers:
    if column(frame, day).dtype == pl.Date:
        return numbers(frame.select(pl.col(day).to_physical()), day)
    return numbers(frame, day)
