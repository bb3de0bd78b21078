"""Long stretches of time without anything dated, which a timeline may draw shorter."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

import polars as pl

# Shorter stretches than these are read at their length: a rhythm of visits is information.
LEAST_GAP = timedelta(days=60)
LEAST_SHARE = 0.1
# Of the time that is drawn at its length: room for the break sign and the true length.
DRAWN_SHARE = 0.06


@dataclass(frozen=True)
class Gap:
    """Nothing is dated between two moments; drawn as if it lasted `drawn`."""

    starts: datetime
    ends: datetime
    drawn: timedelta

    @property
    def days(self) -> int:
        """How long it truly is."""
        return (self.ends - self.starts).days

    @property
    def removed(self) -> timedelta:
        return self.ends - self.starts - self.drawn


def long_gaps(days: pl.Series) -> tuple[Gap, ...]:
    """The stretches worth shortening between consecutive dates, in order of time.

    In: every date drawn, in any order. A stretch is long from 60 days and a tenth of the whole
    on; each is drawn as 6 % of what is left at its length.
    """
    moments = days.drop_nulls().unique().sort().cast(pl.Datetime("us")).to_list()
    if len(moments) < 2:
        return ()
    whole: timedelta = moments[-1] - moments[0]
    longest = max(LEAST_GAP, whole * LEAST_SHARE)
    found = [(a, b) for a, b in pairwise(moments) if b - a >= longest]
    left = whole - sum((b - a for a, b in found), timedelta())
    drawn = max(left * DRAWN_SHARE, timedelta(days=7))
    return tuple(Gap(a, b, drawn) for a, b in found if drawn < b - a)
