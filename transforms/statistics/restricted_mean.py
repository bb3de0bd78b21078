"""The mean event-free time within a horizon."""

import numpy as np
import polars as pl

from transforms.statistics.arrays import Flags, Reals
from transforms.statistics.count_table import CountTable
from transforms.statistics.history_checks import InvalidHistories
from transforms.statistics.kaplan_meier import SurvivalCurve, survival_curve
from transforms.statistics.product_limit import reciprocal


def restricted_mean(
    frame: pl.DataFrame,
    *,
    time: str = "time",
    status: str = "status",
    entry: str | None = None,
    group: str | None = None,
    tau: float,
) -> pl.DataFrame:
    """The mean number of event-free days in the first `tau` days: the area under the curve.

    In: as `kaplan_meier`; `tau` in the unit of `time`, above 0.
    Out: group, estimate, std_err; null for a group followed for less than `tau` while somebody is
    still event-free, because its curve is not known that far.
    Raises `InvalidHistories`.

    Variance sum A_j^2 d_j / (Y_j (Y_j - d_j)), A_j the area from t_j to tau (Klein and
    Moeschberger 2003, 4.5; R `survival::survmean`).
    """
    if not tau > 0:
        raise InvalidHistories("The horizon 'tau' is not above 0.")
    curve = survival_curve(frame, time=time, status=status, entry=entry, group=group)
    areas = _areas(curve, tau)
    known = _known_until(curve, tau)
    return pl.DataFrame(
        {
            "group": pl.Series(curve.table.groups, dtype=pl.String),
            "estimate": _where(known, areas.sum(axis=1)),
            "std_err": _where(known, _standard_error(curve.table, areas)),
        }
    ).filter(curve.table.present)


def _areas(curve: SurvivalCurve, tau: float) -> Reals:
    """The area before the first time and after each, up to the next one or tau."""
    bounds = np.concatenate(([0.0], np.minimum(curve.table.times, tau), [tau]))
    heights = np.pad(curve.surviving, ((0, 0), (1, 0)), constant_values=1.0)
    return heights * np.diff(bounds)


def _standard_error(table: CountTable, areas: Reals) -> Reals:
    right_of = np.cumsum(areas[:, :0:-1], axis=1)[:, ::-1]
    events = table.any_event
    weight = events * reciprocal(table.at_risk) * reciprocal(table.at_risk - events)
    return np.sqrt(np.sum(right_of**2 * weight, axis=1, dtype=np.float64))


def _known_until(curve: SurvivalCurve, tau: float) -> Flags:
    followed = curve.table.observed & (curve.table.times >= tau)
    known: Flags = np.any(followed | (curve.surviving == 0), axis=1)
    return known


def _where(known: Flags, values: Reals) -> pl.Series:
    return pl.Series(np.where(known, values, np.nan), nan_to_null=True)
