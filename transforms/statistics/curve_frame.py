"""A curve as a frame: one row for each group, cause and exit time of that group."""

import numpy as np
import polars as pl

from transforms.statistics.arrays import Reals, Whole
from transforms.statistics.confidence import Limits
from transforms.statistics.count_table import CountTable


def curve_frame(table: CountTable, estimate: Reals, std_err: Reals, limits: Limits) -> pl.DataFrame:
    """The curve's arrays, each (group, cause, time), beside the counts they rest on.

    Out: group, time, cause, n_risk, n_event, n_censor, estimate, std_err, lower, upper, in order of
    group, cause, time; what is undefined (NaN) is null.
    """
    causes, times = table.events.shape[1:]
    # row by row in NumPy: a filter of the whole grid would wait for Polars' threads
    shown = np.flatnonzero(np.broadcast_to(table.observed[:, np.newaxis], table.events.shape))
    curve, place = np.divmod(shown, times)
    group, cause = np.divmod(curve, causes)
    by_time = group * times + place
    return pl.DataFrame(
        {
            "group": _names(table.groups, np.bincount(group, minlength=len(table.groups))),
            "time": table.times[place],
            "cause": cause + 1,
            "n_risk": _counts(table.at_risk, by_time),
            "n_event": _counts(table.events, shown),
            "n_censor": _counts(table.censored, by_time),
            "estimate": _nullable(estimate, shown),
            "std_err": _nullable(std_err, shown),
            "lower": _nullable(limits[0], shown),
            "upper": _nullable(limits[1], shown),
        }
    )


def _names(groups: list[str], rows: Whole) -> pl.Series:
    """Each group's name as often as it has rows."""
    runs = [pl.Series(dtype=pl.String)]
    runs += [
        pl.Series([name]).new_from_index(0, count)
        for name, count in zip(groups, rows.tolist(), strict=True)
    ]
    return pl.concat(runs)


def _counts(table: Reals, cells: Whole) -> Whole:
    return table.ravel()[cells].astype(np.int64)


def _nullable(curve: Reals, cells: Whole) -> pl.Series:
    return pl.Series(curve.ravel()[cells], nan_to_null=True)
