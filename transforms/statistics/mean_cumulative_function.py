"""The mean number of events of people who remain at risk."""

import polars as pl

from transforms.statistics.confidence import MeanConfType
from transforms.statistics.marginal_mean import RecurrentColumns, marginal_mean


def mean_cumulative_function(
    frame: pl.DataFrame,
    *,
    id: str,
    start: str,
    stop: str,
    event: str,
    group: str | None = None,
    conf_type: MeanConfType = "log",
) -> pl.DataFrame:
    """The mean number of events by each day, leaving only by censoring.

    In: one row a period at risk, start < t <= stop in days; `event` 1 when the period ends with an
    event; `id` the person, whose periods must not overlap.
    Out: group, time, n_risk, n_event, estimate, std_err, lower, upper at each distinct stop of a
    group; the standard error is robust to events that depend on each other within a person.
    Raises `InvalidHistories`.

    Nelson 1988; Lawless and Nadeau 1995 variance; R `survfit(..., id=, cluster=)$cumhaz`. Where
    death ends the history this overstates: use `ghosh_lin`.
    """
    columns = RecurrentColumns(id, start, stop, event, death=None, group=group)
    return marginal_mean(frame, columns, conf_type)
