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

from dataclasses import dataclass

import numpy as np

from transforms.statistics.arrays import Flags, Reals, Whole
from transforms.statistics.count_table import (
    CountTable,
    PlacedHistories,
    exit_cells,
)

ROUNDING = 64 * np.finfo(np.float64).eps  # a sum of squares this far below its terms is zero


@dataclass(frozen=True)
class Stays:
    """Periods at risk and the cells of the flattened arrays that they open and close in.

    `first` marks the first stay of each person, rows in order of person and time; None when each
    stay is a person. Arrays by exit are (group, status, time).
    """

    opened: Whole
    closed: Whole
    exit: Whole
    first: Flags | None
    at_risk: Reals
    exits: Reals


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
    assert histories.opened is not None
    return Stays(
        histories.flat(histories.opened),
        histories.flat(histories.closed),
        exit_cells(histories),
        first,
        table.at_risk,
        np.concatenate((table.censored[:, np.newaxis], table.events), axis=1),
    )


def component(stays: Stays, common: Reals, own: Reals) -> Component:
    """Alpha or beta from the running sum of its daily steps and its own steps by kind of exit."""
    eve = np.zeros_like(common)
    eve[:, 1:] = common[:, :-1]
    gained = common.ravel()[stays.closed] - eve.ravel()[stays.opened]
    carried = _carried(stays, gained, own)
    leaving = _sums(stays.exit, gained if carried is None else carried + gained, own)
    daily = common - eve
    stepped = stays.at_risk * daily - np.sum(leaving, axis=1)
    if carried is None:
        return Component(daily, own, _running_before(stepped), leaving)
    entering = _sums(stays.opened, carried, common)
    return Component(daily, own, entering + _running_before(stepped + entering), leaving)


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


def _carried(stays: Stays, gained: Reals, own: Reals) -> Reals | None:
    """What earlier stays of the same person left, None when there are none."""
    if stays.first is None:
        return None
    step = gained + own.ravel()[stays.exit]
    before = np.cumsum(step) - step
    start = np.flatnonzero(stays.first)
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
