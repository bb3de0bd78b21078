"""How many are at risk, leave and are censored, for each group on each day.

Every curve and test of this package is computed on this table: its size depends on the number of
days, not of people. People are counted a block at a time: with a million of them, fetching memory
for every step would take longer than the counting. Risk set everywhere: entry < t <= time.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import prod

import numpy as np
import polars as pl

from transforms.statistics.arrays import Flags, Numbers, Reals, Whole, is_whole
from transforms.statistics.group_codes import Codes, group_codes
from transforms.statistics.history_checks import durations, require_before, states

MOST_EMPTY_CELLS = 50_000  # integer days that would leave more are placed by rank
BLOCK = 131_072  # histories counted together: few enough to stay in the processor's own memory


@dataclass(frozen=True)
class PlacedHistories:
    """Histories on a grid of times: where each enters and closes, and what closed it.

    `entered` is the last place before each is at risk (None: all are from the start), -1 where
    that is before the grid; `closed` is the place of the exit.
    """

    groups: list[str]
    times: Numbers
    group: Codes | None
    entered: Whole | None
    closed: Whole
    status: Whole
    causes: int

    def blocks(self) -> Iterator[slice]:
        """The rows, some at a time."""
        for start in range(0, self.closed.size, BLOCK):
            yield slice(start, start + BLOCK)

    def opening_cells(self, rows: slice) -> Whole:
        """The cell of the flattened (group, time) array of each row's first time at risk."""
        assert self.entered is not None
        cells = self.entered[rows] + 1
        if self.group is not None:
            cells += np.multiply(self.group[rows], self.times.size, dtype=np.int64)
        return cells

    def exit_cells(self, rows: slice) -> Whole:
        """The cell of the flattened (group, status, time) array of each row's exit."""
        cells = self.status[rows] * self.times.size
        cells += self.closed[rows]
        if self.group is not None:
            stride = (self.causes + 1) * self.times.size
            cells += np.multiply(self.group[rows], stride, dtype=np.int64)
        return cells


@dataclass(frozen=True)
class CountTable:
    """Counts by group and time; arrays are (group, time), `events` is (group, cause, time)."""

    groups: list[str]
    times: Numbers
    at_risk: Reals
    censored: Reals
    events: Reals

    @property
    def any_event(self) -> Reals:
        """Events of every cause together."""
        total: Reals = np.sum(self.events, axis=1)
        return total

    @property
    def observed(self) -> Flags:
        """Where somebody of the group leaves: the rows that a curve shows."""
        return (self.any_event + self.censored) > 0

    @property
    def present(self) -> Flags:
        """Which groups have anybody."""
        present: Flags = np.any(self.observed, axis=1)
        return present


def count_table(
    frame: pl.DataFrame, *, time: str, status: str, entry: str | None, group: str | None
) -> CountTable:
    """The counts of the histories in `frame`; raises `InvalidHistories`."""
    ended_by = states(frame, status)
    return counted(placed_histories(frame, ended_by, time=time, entry=entry, group=group))


def placed_histories(
    frame: pl.DataFrame, ended_by: Whole, *, time: str, entry: str | None, group: str | None
) -> PlacedHistories:
    """The histories checked and put on a grid that holds their exit times.

    `ended_by` is each row's status. Raises `InvalidHistories`.
    """
    exits = durations(frame, time)
    causes = max(1, int(ended_by.max(initial=0)))
    codes, groups = group_codes(frame, group)
    times, closed = _grid(exits, cells_a_time=(causes + 1) * len(groups))
    entered = None
    if entry is not None:
        entries = durations(frame, entry)
        require_before(entries, exits, entry, time)
        entered = _last_before_risk(times, entries)
    return PlacedHistories(groups, times, codes, entered, closed, ended_by, causes)


def counted(histories: PlacedHistories) -> CountTable:
    """The count table of placed histories."""
    shape = (len(histories.groups), histories.causes + 1, histories.times.size)
    exits = _tally(shape, (histories.exit_cells(rows) for rows in histories.blocks()))
    at_risk = _entered(histories, exits) - _left_before(exits)
    return CountTable(histories.groups, histories.times, at_risk, exits[:, 0], exits[:, 1:])


def _tally(shape: tuple[int, ...], blocks: Iterable[Whole]) -> Reals:
    """How often each cell of the flattened array occurs, as that array."""
    counts = np.zeros(prod(shape), dtype=np.int64)
    for cells in blocks:
        np.add.at(counts, cells, 1)
    return counts.reshape(shape).astype(np.float64)


def _entered(histories: PlacedHistories, exits: Reals) -> Reals:
    if histories.entered is None:
        everybody: Reals = np.sum(exits, axis=(1, 2), keepdims=True)
        return everybody[:, 0]
    shape = (len(histories.groups), histories.times.size)
    entries = _tally(shape, (histories.opening_cells(rows) for rows in histories.blocks()))
    return np.cumsum(entries, axis=1)


def _left_before(exits: Reals) -> Reals:
    left: Reals = np.sum(exits, axis=1)
    return np.cumsum(left, axis=1) - left


def _grid(exits: Numbers, cells_a_time: int) -> tuple[Numbers, Whole]:
    """The times of the grid and each exit's place on it.

    Integer days are their own place, which needs no sorting; other times are ranked.
    """
    if not exits.size:
        return np.zeros(1), np.zeros(0, dtype=np.int64)  # nobody, and still a grid
    if is_whole(exits):
        days = int(exits.max()) + 1
        if days * cells_a_time <= 4 * exits.size + MOST_EMPTY_CELLS:
            return np.arange(days, dtype=np.int64), exits
    column = pl.Series(exits)
    places = column.rank("dense").cast(pl.Int64).to_numpy() - 1
    return column.unique().sort().to_numpy(), places


def _last_before_risk(times: Numbers, entries: Numbers) -> Whole:
    """The place of the last grid time that is not after the entry, -1 when there is none."""
    if is_whole(entries) and is_whole(times) and times[-1] == times.size - 1:
        return entries  # every day is on the grid
    return np.searchsorted(times, entries, side="right").astype(np.int64) - 1
