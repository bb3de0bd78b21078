"""Three variances of a cumulative incidence, on the count table.

All take the curve and its counts as arrays (group, cause, time) and give the variance of F in the
same shape. Notation: Y at risk, d events of the cause, D events of every cause, S_ = S(t-), F the
incidence, C[x] the running sum of x.
"""

from dataclasses import dataclass

import numpy as np

from transforms.statistics.arrays import Reals
from transforms.statistics.count_table import CountTable, PlacedHistories
from transforms.statistics.infinitesimal_jackknife import (
    Stays,
    Steps,
    components,
    influence_variance,
    settled,
    stays,
)
from transforms.statistics.product_limit import just_before, product_limit, reciprocal


@dataclass(frozen=True)
class IncidenceCurve:
    """F and what its variances are made of; arrays that broadcast to (group, cause, time)."""

    incidence: Reals
    eve: Reals
    surviving: Reals
    at_risk: Reals
    own: Reals
    every: Reals


def incidence_curve(table: CountTable) -> IncidenceCurve:
    """F_k(t) = C[S_ d_k / Y] (Aalen and Johansen 1978)."""
    every, at_risk = table.any_event[:, np.newaxis], table.at_risk[:, np.newaxis]
    surviving = product_limit(every, at_risk)
    eve = just_before(surviving)
    incidence = np.cumsum(eve * reciprocal(at_risk) * table.events, axis=-1)
    return IncidenceCurve(incidence, eve, surviving, at_risk, table.events, every)


def greenwood_variance(curve: IncidenceCurve) -> Reals:
    """Greenwood-type variance (Andersen et al. 1993, 4.4.20; R `etm`, `prodlim`).

    F^2 C[a] - 2F C[aF + s] + C[F(aF + 2s)] + C[S_ s (Y-d)/Y], a = D/(Y(Y-D)), s = S_ d/Y^2.
    """
    f, by_risk = curve.incidence, reciprocal(curve.at_risk)
    a = curve.every * by_risk * reciprocal(curve.at_risk - curve.every)
    s, af = curve.eve * by_risk**2 * curve.own, a * f
    binomial = curve.eve * by_risk * (curve.at_risk - curve.own) * s
    alone = f**2 * np.cumsum(a, axis=-1) + np.cumsum(f * (af + 2 * s) + binomial, axis=-1)
    return settled(alone - 2 * f * np.cumsum(af + s, axis=-1), size=alone)


def cuminc_variance(curve: IncidenceCurve) -> Reals:
    """Gray's variance (Gray 1988, as R `cmprsk::cuminc` computes it, ties included).

    Events of the cause and of the others enter apart, each with a correction for ties.
    """
    f, by_survival = curve.incidence, reciprocal(curve.surviving)
    own = _tie_corrected(curve, curve.own)
    competing = _tie_corrected(curve, curve.every - curve.own)
    weight = by_survival * f
    first = np.cumsum((1 + weight) ** 2 * own + weight**2 * competing, axis=-1)
    second = np.cumsum(by_survival * ((1 + weight) * own + weight * competing), axis=-1)
    third = np.cumsum(by_survival**2 * (own + competing), axis=-1)
    return settled(first + f**2 * third - 2 * f * second, first + f**2 * third)


def _tie_corrected(curve: IncidenceCurve, events: Reals) -> Reals:
    tied = np.maximum(events - 1, 0) * reciprocal(curve.at_risk - 1)
    return (curve.eve * reciprocal(curve.at_risk)) ** 2 * (1 - tied) * events


def jackknife_variance(
    curve: IncidenceCurve, table: CountTable, histories: PlacedHistories
) -> Reals:
    """Infinitesimal jackknife (R `survival::survfit`), right under late entry as well.

    Influence on F: own event S_/Y - dA - dBF + [event] F/(Y-D), and F times dB - [event] 1/(Y-D),
    with A = C[S_ d/Y^2], B = C[D/(Y(Y-D))], BF = C[F D/(Y(Y-D))].
    """
    if histories.entered is None:
        return greenwood_variance(curve)  # the same number when everybody is there from the start
    people, causes = stays(histories, table), range(histories.causes)
    own_cause = [_alpha(curve, people, cause) for cause in causes]
    *alphas, beta = components(people, [*own_cause, _beta(curve, people)])
    variances = [
        influence_variance(people, alphas[cause], beta, curve.incidence[:, cause])
        for cause in causes
    ]
    return np.stack(variances, axis=1)


def _alpha(curve: IncidenceCurve, people: Stays, cause: int) -> Steps:
    """S_/Y - A - BF and, for who has any event, F/(Y-D)."""
    f, by_risk = curve.incidence[:, cause : cause + 1], reciprocal(curve.at_risk)
    leaving = reciprocal(curve.at_risk - curve.every)
    lost = curve.eve * by_risk**2 * curve.own[:, cause : cause + 1]
    lost = lost + f * curve.every * by_risk * leaving
    own = leaving * f * _event(people)
    own[:, cause + 1] += (curve.eve * by_risk)[:, 0]
    return Steps(-np.cumsum(lost[:, 0], axis=1), own)


def _beta(curve: IncidenceCurve, people: Stays) -> Steps:
    """B and, for who has any event, -1/(Y-D)."""
    leaving = reciprocal(curve.at_risk - curve.every)
    hazard = curve.every * reciprocal(curve.at_risk) * leaving
    return Steps(np.cumsum(hazard[:, 0], axis=1), -leaving * _event(people))


def _event(people: Stays) -> Reals:
    """1 for each kind of exit that is an event, 0 for censoring; (kind, 1)."""
    return np.minimum(np.arange(people.exits.shape[1], dtype=np.float64), 1.0)[:, np.newaxis]
