"""The estimators beside statsmodels, lifelines and scikit-survival where these estimate the same.

Each comparison is one group (or the 8 of a log-rank) on integer days. A library that would take
minutes on a million people is compared on fewer, ours on the same.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec

import numpy as np
import polars as pl
from numpy.typing import NDArray
from stopwatch import Comparison, compare

from transforms.statistics import cumulative_incidence, kaplan_meier, log_rank

RUNS = 3
Values = NDArray[np.float64]
Estimates = tuple[Values, Values]  # times and estimates of a curve; of a test, its statistic twice
Ours = Callable[[pl.DataFrame], pl.DataFrame]


@dataclass(frozen=True)
class People:
    """The columns of the histories as the libraries take them."""

    time: NDArray[np.int64]
    status: NDArray[np.int64]
    entry: NDArray[np.int64]
    group: NDArray[np.int64]
    any_event: NDArray[np.bool_]


@dataclass(frozen=True)
class Comparator:
    """What one library computes, on how many rows, and what it leaves out."""

    name: str
    ours: Ours
    library: str
    what: str
    theirs: Callable[[People], Estimates]
    rows: int = 1_000_000


def beside_libraries(frame: pl.DataFrame) -> Iterator[Comparison]:
    """Every comparator whose library is installed, on the first rows of `frame`."""
    for comparator in COMPARATORS:
        if find_spec(comparator.library) is not None:
            yield _compared(comparator, frame.head(comparator.rows))


def not_installed() -> list[str]:
    """The libraries that cannot be compared here."""
    return sorted(name for name in {each.library for each in COMPARATORS} if not find_spec(name))


def _compared(comparator: Comparator, frame: pl.DataFrame) -> Comparison:
    people = _people(frame)
    return compare(
        comparator.name,
        frame.height,
        partial(comparator.ours, frame),
        comparator.what,
        partial(comparator.theirs, people),
        runs=RUNS,
        difference=_difference(comparator.ours(frame), comparator.theirs(people)),
    )


def _people(frame: pl.DataFrame) -> People:
    columns = ("time", "status", "entry", "code")
    time, status, entry, group = (frame[name].to_numpy() for name in columns)
    return People(time, status, entry, group, status > 0)


def _difference(ours: pl.DataFrame, theirs: Estimates) -> float:
    """The largest absolute difference at our times, where both are defined."""
    times, values = theirs
    if "statistic" in ours.columns:
        return float(np.abs(ours["statistic"].to_numpy() - values).max())
    if "cause" in ours.columns:
        ours = ours.filter(pl.col("cause") == 1)
    # half a day on: a library that moves tied times does so by less than that
    place = np.searchsorted(times, ours["time"].to_numpy() + 0.5, side="right") - 1
    known = place >= 0
    return float(np.abs(ours["estimate"].to_numpy()[known] - values[place[known]]).max())


def _statsmodels_incidence(people: People) -> Estimates:
    from statsmodels.duration.survfunc import CumIncidenceRight

    curve = CumIncidenceRight(people.time, people.status)
    return curve.times, curve.cinc[0]


def _statsmodels_survival(people: People) -> Estimates:
    from statsmodels.duration.survfunc import SurvfuncRight

    curve = SurvfuncRight(people.time, people.any_event)
    return curve.surv_times, curve.surv_prob


def _statsmodels_survival_late(people: People) -> Estimates:
    from statsmodels.duration.survfunc import SurvfuncRight

    curve = SurvfuncRight(people.time, people.any_event, entry=people.entry)
    return curve.surv_times, curve.surv_prob


def _statsmodels_log_rank(people: People) -> Estimates:
    from statsmodels.duration.survfunc import survdiff

    statistic, _ = survdiff(people.time, people.any_event, people.group)
    return np.array([statistic]), np.array([statistic])


def _lifelines_incidence(people: People, *, variance: bool, late: bool = False) -> Estimates:
    from lifelines import AalenJohansenFitter

    fitter = AalenJohansenFitter(seed=1, calculate_variance=variance)
    entry = people.entry if late else None
    fitter.fit(people.time, people.status, event_of_interest=1, entry=entry)
    return _lifelines_curve(fitter.cumulative_density_)


def _lifelines_survival(people: People, *, late: bool = False) -> Estimates:
    from lifelines import KaplanMeierFitter

    entry = people.entry if late else None
    fitter = KaplanMeierFitter().fit(people.time, people.any_event, entry=entry)
    return _lifelines_curve(fitter.survival_function_)


def _lifelines_curve(curve: object) -> Estimates:
    import pandas as pd

    assert isinstance(curve, pd.DataFrame)
    return curve.index.to_numpy(dtype=np.float64), curve.iloc[:, 0].to_numpy(dtype=np.float64)


def _lifelines_log_rank(people: People) -> Estimates:
    from lifelines.statistics import multivariate_logrank_test

    test = multivariate_logrank_test(people.time, people.group, people.any_event)
    return np.array([test.test_statistic]), np.array([test.test_statistic])


def _sksurv_incidence(people: People) -> Estimates:
    from sksurv.nonparametric import cumulative_incidence_competing_risks

    times, curves, _ = cumulative_incidence_competing_risks(
        people.status, people.time, conf_type="log-log"
    )
    return times, curves[1]


def _sksurv_survival(people: People, *, late: bool = False) -> Estimates:
    from sksurv.nonparametric import kaplan_meier_estimator

    times, curve, _ = kaplan_meier_estimator(
        people.any_event,
        people.time,
        time_enter=people.entry if late else None,
        conf_type="log-log",
    )
    return times, curve


def _sksurv_log_rank(people: People) -> Estimates:
    from sksurv.compare import compare_survival
    from sksurv.util import Surv

    outcome = Surv.from_arrays(people.any_event, people.time.astype(np.float64))
    statistic, _ = compare_survival(outcome, people.group)
    return np.array([statistic]), np.array([statistic])


INCIDENCE, SURVIVAL = "incidence, error and limits", "Kaplan-Meier, error and limits"
LATE_INCIDENCE = "incidence, late entry, error and limits"
LATE_SURVIVAL = "Kaplan-Meier, late entry, error and limits"
LOG_RANK = "log-rank, 8 groups"

incidence_late = partial(cumulative_incidence, entry="entry")
survival_late = partial(kaplan_meier, entry="entry")
log_rank_of_groups = partial(log_rank, group="group")

COMPARATORS = [
    Comparator(
        INCIDENCE,
        cumulative_incidence,
        "statsmodels",
        "statsmodels, error, no limits",
        _statsmodels_incidence,
    ),
    Comparator(
        INCIDENCE,
        cumulative_incidence,
        "lifelines",
        "lifelines, ties jittered, estimate only",
        partial(_lifelines_incidence, variance=False),
        rows=10_000,
    ),
    Comparator(
        INCIDENCE,
        cumulative_incidence,
        "lifelines",
        "lifelines, ties jittered, error and limits",
        partial(_lifelines_incidence, variance=True),
        rows=1_000,
    ),
    Comparator(
        INCIDENCE,
        cumulative_incidence,
        "sksurv",
        "scikit-survival, limits",
        _sksurv_incidence,
    ),
    Comparator(
        LATE_INCIDENCE,
        incidence_late,
        "lifelines",
        "lifelines, ties jittered, estimate only",
        partial(_lifelines_incidence, variance=False, late=True),
        rows=10_000,
    ),
    Comparator(
        SURVIVAL,
        kaplan_meier,
        "statsmodels",
        "statsmodels, error, no limits",
        _statsmodels_survival,
    ),
    Comparator(
        SURVIVAL,
        kaplan_meier,
        "lifelines",
        "lifelines, limits",
        _lifelines_survival,
    ),
    Comparator(
        SURVIVAL,
        kaplan_meier,
        "sksurv",
        "scikit-survival, limits",
        _sksurv_survival,
    ),
    Comparator(
        LATE_SURVIVAL,
        survival_late,
        "statsmodels",
        "statsmodels, error, no limits",
        _statsmodels_survival_late,
    ),
    Comparator(
        LATE_SURVIVAL,
        survival_late,
        "lifelines",
        "lifelines, limits",
        partial(_lifelines_survival, late=True),
    ),
    Comparator(
        LATE_SURVIVAL,
        survival_late,
        "sksurv",
        "scikit-survival, limits",
        partial(_sksurv_survival, late=True),
        rows=10_000,
    ),
    Comparator(
        LOG_RANK,
        log_rank_of_groups,
        "statsmodels",
        "statsmodels",
        _statsmodels_log_rank,
    ),
    Comparator(
        LOG_RANK,
        log_rank_of_groups,
        "lifelines",
        "lifelines",
        _lifelines_log_rank,
    ),
    Comparator(
        LOG_RANK,
        log_rank_of_groups,
        "sksurv",
        "scikit-survival",
        _sksurv_log_rank,
        rows=100_000,
    ),
]
