"""A second opinion on Cox regression with one covariate: loops over event days and people.

Newton's method on the log partial likelihood as Cox wrote it, ties after Efron. The robust
standard error is taken from its definition: how the estimate moves with the weight of each person,
by a finite difference, where no two events share a day. Nothing here is shared with
`transforms.statistics`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp, sqrt

STEP, CLOSE = 1e-4, 1e-11


@dataclass(frozen=True)
class Period:
    """A period at risk of a person, start < t <= stop, that ends with an event or not."""

    person: str
    start: float
    stop: float
    event: bool
    exposed: bool


@dataclass(frozen=True)
class Fitted:
    """The logarithm of the hazard ratio and its standard error."""

    coef: float
    std_err: float


def fit(
    periods: list[Period], weights: Mapping[str, float] | None = None, near: float = 0.0
) -> Fitted:
    """The coefficient that makes the score zero; weights only where no two events share a day."""
    coef, step = near, 1.0
    while abs(step) > CLOSE:
        score, information = _score(periods, coef, weights or {})
        step = score / information
        coef += step
    return Fitted(coef, 1 / sqrt(information))


def robust_std_err(periods: list[Period]) -> float:
    """Square root of the sum over people of the squared pull of each on the estimate."""
    whole = fit(periods).coef

    def pull(name: str) -> float:
        more, less = (fit(periods, {name: weight}, whole).coef for weight in (1 + STEP, 1 - STEP))
        return (more - less) / (2 * STEP)

    return sqrt(sum(pull(name) ** 2 for name in {period.person for period in periods}))


def _score(periods: list[Period], coef: float, weights: Mapping[str, float]) -> tuple[float, float]:
    score = information = 0.0
    for day in sorted({period.stop for period in periods if period.event}):
        at_risk = [period for period in periods if period.start < day <= period.stop]
        dying = [period for period in at_risk if period.event and period.stop == day]
        assert len(dying) == 1 or not weights, "weights are for days with one event"
        for place, who in enumerate(dying):
            spared = place / len(dying)
            risk = {True: 0.0, False: 0.0}
            for period in at_risk:
                part = 1 - spared if period in dying else 1.0
                weight = weights.get(period.person, 1.0)
                risk[period.exposed] += part * weight * (exp(coef) if period.exposed else 1.0)
            share = risk[True] / (risk[True] + risk[False])
            own = weights.get(who.person, 1.0)
            score += own * (who.exposed - share)
            information += own * share * (1 - share)
    return score, information
