"""The variance of a curve as the sum of squared influences of its people.

The influence of one person on every curve F(t) of this package can be written
`alpha(t) + F(t) * beta(t)`. Alpha and beta each move in two ways only: a day moves everybody at
risk by the same step, and an exit moves the one who leaves by a step of its own. A sum of products
over people therefore changes by amounts that need no more than first moments: the sums of alpha and
of beta over those at risk, and over those who leave that day. That makes O(people + days) of what
is O(people * days) when each person's influence is followed (as R `survfit` does), and it adds up
small steps instead of subtracting large sums.

Source: Jaeckel 1972; the influences are those of R `survival`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from transforms.statistics.arrays import Flags, Reals, Whole
from transforms.statistics.count_table import CountTable, PlacedHistories

ROUNDING = 64 * np.finfo(np.float64).eps  # a sum of squares this far below its terms is zero


@dataclass(frozen=True)
class Stays:
    """Periods at risk, how many are at risk, and how many exit: arrays (group, status, time).

    `first` marks the first stay of each person, rows in order of person and time; None when each
    stay is a person.
    """

    histories: PlacedHistories
    first: Flags | None
    at_risk: Reals
    exits: Reals


@dataclass(frozen=True)
class Steps:
    """How alpha or beta moves: `common` is the running sum of the daily steps, `own` by exit."""

    common: Reals
    own: Reals

    @cached_property
    def eve(self) -> Reals:
        """The running sum as the day begins."""
        eve = np.zeros_like(self.common)
        eve[:, 1:] = self.common[:, :-1]
        return eve

    @cached_property
    def until_exit(self) -> Reals:
        """The running sum on the day of an exit, whatever its kind: (group, status, time)."""
        return np.repeat(self.common[:, np.newaxis], self.own.shape[1], axis=1)

    def gained(self, opened: Whole, closed: Whole) -> Reals:
        """What the daily steps add up to between an opening and an exit, given as cells."""
        gained = np.take(self.until_exit, closed)
        gained -= np.take(self.eve, opened)
        return gained


@dataclass(frozen=True)
class Component:
    """Alpha or beta: its steps, and its sums over people on which they act.

    `daily` moves everybody at risk and `own` who leaves; `at_risk` is the sum over those at risk
    as the day begins, `leaving` over those who leave, before their own step.
    """

    daily: Reals
    own: Reals
    at_risk: Reals
    leaving: Reals


def stays(histories: PlacedHistories, table: CountTable, first: Flags | None = None) -> Stays:
    """The stays of histories that have an entry."""
    exits = np.concatenate((table.censored[:, np.newaxis], table.events), axis=1)
    return Stays(histories, first, table.at_risk, exits)


def components(stays: Stays, steps: Sequence[Steps]) -> list[Component]:
    """Alpha, beta, … from how each moves."""
    if stays.first is not None:
        return [_carried_component(stays, stays.first, moves) for moves in steps]
    pairs = zip(steps, _gains_by_exit(stays, steps), strict=True)
    return [_component(stays, moves, leaving, None) for moves, leaving in pairs]


def _component(stays: Stays, steps: Steps, leaving: Reals, entering: Reals | None) -> Component:
    daily = steps.common - steps.eve
    stepped = stays.at_risk * daily - np.sum(leaving, axis=1)
    if entering is None:
        return Component(daily, steps.own, _running_before(stepped), leaving)
    at_risk = entering + _running_before(stepped + entering)
    return Component(daily, steps.own, at_risk, leaving)


def _carried_component(stays: Stays, first: Flags, steps: Steps) -> Component:
    """A component of people who may come back: a stay goes on from where the last one left."""
    every = slice(None)
    opened, closed = stays.histories.opening_cells(every), stays.histories.exit_cells(every)
    gained = steps.gained(opened, closed)
    carried = _carried(first, gained + steps.own.ravel()[closed])
    leaving = _sums(closed, carried + gained, stays.exits)
    return _component(stays, steps, leaving, _sums(opened, carried, stays.at_risk))


def influence_variance(stays: Stays, alpha: Component, beta: Component, scale: Reals) -> Reals:
    """The sum over people of (alpha + F beta)^2 for each (group, time), F being `scale`."""
    alphas = _sum_of_products(stays, alpha, alpha)
    betas = scale**2 * _sum_of_products(stays, beta, beta)
    crossed = 2 * scale * _sum_of_products(stays, alpha, beta)
    return settled(alphas + betas + crossed, size=alphas + betas)


def settled(variance: Reals, size: Reals) -> Reals:
    """The variance with what is only rounding set to 0: a certain estimate has no error.

    `size` is the sum of the terms without their signs, to which the rounding is relative.
    """
    return np.where(variance > ROUNDING * size, variance, 0.0)


def _gains_by_exit(stays: Stays, steps: Sequence[Steps]) -> list[Reals]:
    """The sums, over those who leave, of what the daily steps gave them during the stay."""
    sums = [np.zeros(stays.exits.size) for _ in steps]
    for rows in stays.histories.blocks():
        opened, closed = stays.histories.opening_cells(rows), stays.histories.exit_cells(rows)
        for total, moves in zip(sums, steps, strict=True):
            np.add.at(total, closed, moves.gained(opened, closed))
    return [total.reshape(stays.exits.shape) for total in sums]


def _carried(first: Flags, step: Reals) -> Reals:
    """What earlier stays of the same person left."""
    before = np.cumsum(step) - step
    start = np.flatnonzero(first)
    return before - np.repeat(before[start], np.diff(np.append(start, step.size)))


def _sums(cells: Whole, values: Reals, like: Reals) -> Reals:
    sums = np.bincount(cells, weights=values, minlength=like.size)
    return np.asarray(sums, dtype=np.float64).reshape(like.shape)


def _running_before(steps: Reals) -> Reals:
    return np.cumsum(steps, axis=1) - steps


def _sum_of_products(stays: Stays, x: Component, y: Component) -> Reals:
    """The sum over people of x * y by each time."""
    moved = x.daily * y.at_risk + y.daily * x.at_risk + stays.at_risk * x.daily * y.daily
    left = x.own * y.leaving + y.own * x.leaving + stays.exits * x.own * y.own
    return np.cumsum(moved + np.sum(left, axis=1), axis=1)
