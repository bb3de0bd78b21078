"""The mean number of events of everybody, the dead having no more."""

import polars as pl

from transforms.statistics.confidence import MeanConfType
from transforms.statistics.marginal_mean import RecurrentColumns, marginal_mean


def ghosh_lin(
    frame: pl.DataFrame,
    *,
    id: str,
    start: str,
    stop: str,
    event: str,
    death: str,
    group: str | None = None,
    conf_type: MeanConfType = "log",
) -> pl.DataFrame:
    """The mean number of events by each day when death ends the history.

    In: one row a period at risk, start < t <= stop in days; `event` and `death` 1 when the period
    ends so, an event on the day of death counting before it; `id` the person, whose periods must
    not overlap nor follow a death.
    Out: group, time, n_risk, n_event, estimate, std_err, lower, upper at each distinct stop of a
    group. Raises `InvalidHistories`.

    mu(t) = C[S(t-) dN/Y], S the Kaplan-Meier of death (Cook and Lawless 1997; Ghosh and Lin 2000).
    Variance from influences with 1/(Y - d) in the term of death, so that ties are exact; with
    1/Y, as printed in 2000 and in R `mets::recurrentMarginal`, it is slightly smaller.
    """
    columns = RecurrentColumns(id, start, stop, event, death=death, group=group)
    return marginal_mean(frame, columns, conf_type)
