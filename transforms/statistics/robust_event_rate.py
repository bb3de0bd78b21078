"""Events per person-year, with limits that let people differ."""

from math import exp, sqrt

import numpy as np
import polars as pl

from transforms.statistics.arrays import Numbers
from transforms.statistics.confidence import LEVEL, normal_quantile
from transforms.statistics.event_rate import DAYS_A_YEAR, event_rate
from transforms.statistics.history_checks import column, durations
from transforms.statistics.one_row import estimate_row


def robust_event_rate(frame: pl.DataFrame, *, id: str, events: str, days: str) -> pl.DataFrame:
    """The number of events per person-year of 365.25 days, over all people together.

    In: any number of rows a person, `events` counted in `days` observed; added up by `id`.
    Out: one row: estimate, lower, upper (95 %) per person-year; null without person-time.
    Raises `InvalidHistories`.

    Variance sum (N_i - rate T_i)^2 / (sum T_i)^2, limits on the log scale (Cook and Lawless 2007;
    the sandwich of a Poisson regression). With no event there is no spread between people to
    learn from: the lower limit is 0 and the upper one Garwood's.
    """
    rows = pl.DataFrame(
        {"id": column(frame, id), "n": durations(frame, events), "t": durations(frame, days)}
    )
    people = rows.group_by("id", maintain_order=True).agg(pl.col("n", "t").sum())
    count, time = people.get_column("n").to_numpy(), people.get_column("t").to_numpy()
    if not count.sum() or not time.sum():
        return event_rate(0, float(time.sum()))
    return _rate_with_spread(count, time)


def _rate_with_spread(count: Numbers, time: Numbers) -> pl.DataFrame:
    rate = count.sum() / time.sum()
    std_err = sqrt(np.square(count - rate * time).sum()) / time.sum()
    factor = exp(normal_quantile(LEVEL) * std_err / rate)
    per_year = rate * DAYS_A_YEAR
    return estimate_row(per_year, per_year / factor, per_year * factor)
