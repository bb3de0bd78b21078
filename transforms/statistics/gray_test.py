"""Gray's test: do the groups' cumulative incidences of one cause differ?"""

from dataclasses import dataclass

import numpy as np
import polars as pl

from transforms.statistics.arrays import Reals
from transforms.statistics.count_table import CountTable
from transforms.statistics.history_checks import InvalidHistories
from transforms.statistics.product_limit import just_before, product_limit, reciprocal
from transforms.statistics.score_test import score_test
from transforms.statistics.stratum_tables import stratum_tables


def gray_test(
    frame: pl.DataFrame,
    *,
    time: str = "time",
    status: str = "status",
    entry: str | None = None,
    group: str = "group",
    cause: int = 1,
    rho: float = 0,
    strata: str | None = None,
) -> pl.DataFrame:
    """A comparison of the incidence of one cause between groups when others compete with it.

    In: one row a history; `time` in days; `status` 0 censored, 1..K causes; `cause` the one
    compared; `entry` when observation starts (entry < t <= time), from the beginning without it;
    `rho` weights days by (1 - F(t-))^rho; `strata` compares only within strata.
    Out: one row: statistic, df, p_value. Raises `InvalidHistories`.

    Gray 1988, with the handling of ties of R `cmprsk::cuminc`, which has no late entry. Score and
    variance are sums over risk sets, so with late entry they are the same sums over those entered
    by then. A group whose few first patients all leave before others enter has said all it can.
    """
    if cause < 1:
        raise InvalidHistories("The cause compared is not a number from 1.")
    tables = stratum_tables(
        frame, time=time, status=status, entry=entry, group=group, strata=strata
    )
    return score_test([_score_and_variance(_causes(table, cause), rho) for table in tables])


@dataclass(frozen=True)
class _Counts:
    """Counts (group, time) on the times with an event: of the cause and of the others."""

    at_risk: Reals
    own: Reals
    competing: Reals


def _causes(table: CountTable, cause: int) -> _Counts:
    every = table.any_event
    known = cause <= table.events.shape[1]
    own = table.events[:, cause - 1] if known else np.zeros_like(every)
    # compress keeps each group's days side by side in memory; an index by flags would not
    at_risk, own, competing = (
        np.compress(every.any(axis=0), counts, axis=1)
        for counts in (table.at_risk, own, every - own)
    )
    return _Counts(at_risk, own, competing)


@dataclass(frozen=True)
class _Curves:
    """What Gray's score is made of; (group, time), and (time,) for what is pooled."""

    by_risk: Reals
    surviving: Reals
    eve: Reals
    rescaled: Reals
    rescaled_total: Reals
    own_incidence_eve: Reals
    pooled: Reals
    pooled_eve: Reals


def _curves(counts: _Counts) -> _Curves:
    by_risk = reciprocal(counts.at_risk)
    surviving = product_limit(counts.own + counts.competing, counts.at_risk)
    eve = just_before(surviving)
    # R(t) = Y / S(t-): the risk set that the incidence's own hazard refers to
    rescaled = counts.at_risk * reciprocal(eve)
    total = rescaled.sum(axis=0)
    incidence = np.cumsum(eve * counts.own * by_risk, axis=1)
    pooled = np.cumsum(counts.own.sum(axis=0) * reciprocal(total))
    return _Curves(
        by_risk,
        surviving,
        eve,
        rescaled,
        total,
        _on_the_eve(incidence),
        pooled,
        _on_the_eve(pooled),
    )


def _on_the_eve(curve: Reals) -> Reals:
    eve = np.zeros_like(curve)
    eve[..., 1:] = curve[..., :-1]
    return eve


def _score_and_variance(counts: _Counts, rho: float) -> tuple[Reals, Reals]:
    curves = _curves(counts)
    weight = (1 - curves.pooled_eve) ** rho
    exposed = curves.rescaled * (1 - curves.own_incidence_eve)
    expected = counts.own.sum(axis=0) * exposed * reciprocal(exposed.sum(axis=0))
    score = (weight * (counts.own - expected)).sum(axis=1)
    return score, _variance(counts, curves, weight)


def _variance(counts: _Counts, curves: _Curves, weight: Reals) -> Reals:
    """The influence of an event in group k on the score of group i, squared and summed.

    An event at u acts on the score directly and through every later expected number; both are
    linear in the final value of `later`, so that one pass of running sums is enough.
    """
    own = counts.own.sum(axis=0)
    hazard = own * reciprocal(curves.rescaled_total * (1 - curves.pooled_eve))
    direct = _compared(curves, weight)
    later = np.cumsum(direct * hazard, axis=2)
    reach = later[:, :, -1:] - later
    by_competing = (1 - curves.pooled) * reciprocal(curves.surviving) * reach
    by_own = direct + reach - by_competing
    from_own = _squares(by_own, _own_spread(counts, curves))
    return from_own + _squares(by_competing, _competing_spread(counts, curves))


def _compared(curves: _Curves, weight: Reals) -> Reals:
    """(group i, group k, time): w R_i (1{i=k} - R_k / R)."""
    weighted = weight * curves.rescaled
    share = curves.rescaled * reciprocal(curves.rescaled_total)
    compared = weighted[:, np.newaxis] * -share[np.newaxis]
    compared[np.diag_indices(share.shape[0])] += weighted
    return compared


def _own_spread(counts: _Counts, curves: _Curves) -> Reals:
    own = counts.own.sum(axis=0)
    tied = np.maximum(own - 1, 0) * reciprocal(curves.rescaled_total * curves.eve - 1)
    spread: Reals = (1 - tied) * curves.eve * own * curves.by_risk
    return spread * reciprocal(curves.rescaled_total)


def _competing_spread(counts: _Counts, curves: _Curves) -> Reals:
    tied = np.maximum(counts.competing - 1, 0) * reciprocal(counts.at_risk - 1)
    return (1 - tied) * (curves.eve * curves.by_risk) ** 2 * counts.competing


def _squares(influence: Reals, spread: Reals) -> Reals:
    # no square roots: the correction for ties may turn a spread negative, as in R
    squares: Reals = np.tensordot(influence * spread, influence, axes=((1, 2), (1, 2)))
    return squares
