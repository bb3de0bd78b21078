"""Events per person-year, with the exact limits of a Poisson count."""

import polars as pl

from transforms.statistics.confidence import LEVEL, require_level
from transforms.statistics.history_checks import InvalidHistories
from transforms.statistics.one_row import estimate_row

DAYS_A_YEAR = 365.25  # the mean Julian year, as in every rate per person-year of this package


def event_rate(events: int, person_days: float | None, level: float = LEVEL) -> pl.DataFrame:
    """The number of events per person-year of 365.25 days.

    In: the events counted and the days they were observed in.
    Out: one row: estimate, lower, upper per person-year; null without person-time; with no event
    the estimate and the lower limit are 0. Raises `InvalidHistories`.

    Limits of Garwood 1936 (R `poisson.test`). They take events for independent: where one person's
    events depend on each other they are too narrow, use `robust_event_rate`.
    """
    require_level(level)
    if events < 0 or (person_days is not None and person_days < 0):
        raise InvalidHistories("A number of events or of days is negative.")
    if not person_days:
        return estimate_row()
    years = person_days / DAYS_A_YEAR
    lower, upper = garwood_limits(events, level)
    return estimate_row(events / years, lower / years, upper / years)


def garwood_limits(events: int, level: float) -> tuple[float, float]:
    """The exact limits of a Poisson mean from one count; the lower is 0 at a count of 0."""
    from scipy.special import gammaincinv

    tail = (1 - level) / 2
    lower = float(gammaincinv(events, tail)) if events else 0.0
    return lower, float(gammaincinv(events + 1, 1 - tail))
