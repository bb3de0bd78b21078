"""The mean number of events by each day, with or without deaths that end them."""

from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from transforms.statistics.arrays import Flags, Reals, Whole
from transforms.statistics.confidence import MeanConfType, mean_limits
from transforms.statistics.count_table import CountTable, counted, placed_histories
from transforms.statistics.curve_frame import curve_frame
from transforms.statistics.history_checks import column, durations, flags, refuse
from transforms.statistics.infinitesimal_jackknife import (
    Steps,
    components,
    influence_variance,
    stays,
)
from transforms.statistics.product_limit import just_before, product_limit, reciprocal

EVENT, DEATH = 1, 2  # what ends a period; both on one day add up to 3


@dataclass(frozen=True)
class RecurrentColumns:
    """The columns of a recurrent history: one row a period at risk, start < t <= stop."""

    id: str
    start: str
    stop: str
    event: str
    death: str | None
    group: str | None


def marginal_mean(
    frame: pl.DataFrame, columns: RecurrentColumns, conf_type: MeanConfType
) -> pl.DataFrame:
    """The mean C[S_ dN/Y], S the survival of death, 1 when no death is named.

    Out: group, time, n_risk, n_event, estimate, std_err, lower, upper at each distinct stop.
    Raises `InvalidHistories`.
    """
    rows = _by_person(frame, columns)
    first = _first(rows, columns)
    histories = placed_histories(
        rows,
        _ended_by(rows, columns, first),
        time=columns.stop,
        entry=columns.start,
        group=columns.group,
    )
    histories = replace(histories, causes=EVENT + DEATH)
    table = counted(histories)
    mean, people = _mean(table), stays(histories, table, first)
    alpha, beta = components(people, _influence(mean))
    std_err = np.sqrt(influence_variance(people, alpha, beta, mean.estimate))
    limits = mean_limits(mean.estimate, std_err, conf_type)
    shown = _every_other_stop_as_censoring(table, mean.events)
    return curve_frame(shown, mean.estimate, std_err, limits).drop("cause", "n_censor")


def _every_other_stop_as_censoring(table: CountTable, events: Reals) -> CountTable:
    stops = table.any_event + table.censored
    return replace(table, events=events[:, np.newaxis], censored=stops - events)


def _by_person(frame: pl.DataFrame, columns: RecurrentColumns) -> pl.DataFrame:
    """The rows in order of person and time."""
    for name in (*_person(columns), columns.start):
        column(frame, name)
    return frame.sort(*_person(columns), columns.start)


def _person(columns: RecurrentColumns) -> list[str]:
    return [columns.id] if columns.group is None else [columns.group, columns.id]


def _first(rows: pl.DataFrame, columns: RecurrentColumns) -> Flags:
    """Whether each row is its person's first; the rows must not overlap."""
    changed = [pl.col(name).ne_missing(pl.col(name).shift(1)) for name in _person(columns)]
    first: Flags = rows.select(pl.any_horizontal(changed)).to_series().to_numpy()
    start, stop = durations(rows, columns.start), durations(rows, columns.stop)
    overlaps = (start[1:] < stop[:-1]) & ~first[1:]
    refuse(columns.start, int(overlaps.sum()), f"before the previous '{columns.stop}'")
    return first


def _ended_by(rows: pl.DataFrame, columns: RecurrentColumns, first: Flags) -> Whole:
    """EVENT, DEATH, their sum or 0 for each row; nobody has a period after death."""
    events = flags(rows, columns.event)
    if columns.death is None:
        return events
    died = flags(rows, columns.death)
    outlived = int(np.count_nonzero(died[:-1] * ~first[1:]))
    refuse(columns.death, outlived, "followed by a further period")
    return EVENT * events + DEATH * died


@dataclass(frozen=True)
class _Mean:
    """The estimate and its daily terms, arrays (group, time)."""

    estimate: Reals
    eve: Reals
    by_risk: Reals
    leaving: Reals
    events: Reals
    deaths: Reals


def _mean(table: CountTable) -> _Mean:
    only_event, only_death, both = np.moveaxis(table.events, 1, 0)
    events, deaths, by_risk = only_event + both, only_death + both, reciprocal(table.at_risk)
    eve = just_before(product_limit(deaths, table.at_risk))
    estimate = np.cumsum(eve * by_risk * events, axis=1)
    return _Mean(estimate, eve, by_risk, reciprocal(table.at_risk - deaths), events, deaths)


def _influence(mean: _Mean) -> tuple[Steps, Steps]:
    """psi = sum S_ dM/Y - sum (mu(t) - mu(u)) dM_death/(Y - d), as alpha + mu(t) beta."""
    hazard = mean.deaths * mean.by_risk * mean.leaving
    lost = np.cumsum(mean.eve * mean.by_risk**2 * mean.events + mean.estimate * hazard, axis=1)
    nothing = np.zeros_like(lost)
    event, death = mean.eve * mean.by_risk, mean.estimate * mean.leaving
    alpha = np.stack((nothing, event, death, event + death), axis=1)
    beta = np.stack((nothing, nothing, -mean.leaving, -mean.leaving), axis=1)
    turned = np.cumsum(hazard, axis=1)
    return Steps(-lost, alpha), Steps(turned, beta)
