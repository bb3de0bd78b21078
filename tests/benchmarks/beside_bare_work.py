"""The estimators beside the least that could be done with the same rows."""

from collections.abc import Callable, Iterator
from functools import partial

import numpy as np
import polars as pl
from simulated_histories import CAUSES, DAYS, GROUPS, PATIENTS, events, periods
from stopwatch import Comparison, compare

from transforms.statistics import (
    count_with_window,
    cumulative_incidence,
    ghosh_lin,
    gray_test,
    kaplan_meier,
    log_rank,
)

RUNS = 15
COUNTING = "NumPy counts and cumulates"


def beside_bare_work(frame: pl.DataFrame) -> Iterator[Comparison]:
    """Curves and tests of the patients in `frame`, then of recurrent events."""
    yield from _by_group(frame)
    yield from _other_shapes(frame)
    yield from _recurrent()


def count_and_cumulate(frame: pl.DataFrame, late_entry: bool = False) -> object:
    """The bare NumPy work under every curve: exits by group, status and day, and those at risk."""
    code, time, status = (frame[name].to_numpy() for name in ("code", "time", "status"))
    shape = (GROUPS, CAUSES + 1, DAYS)
    cells = (code * (CAUSES + 1) + status) * DAYS + time
    exits = np.bincount(cells, minlength=int(np.prod(shape))).reshape(shape).sum(axis=1)
    at_risk = np.cumsum(exits[:, ::-1], axis=1)
    if late_entry:
        entries = np.bincount(code * DAYS + frame["entry"].to_numpy(), minlength=GROUPS * DAYS)
        return np.cumsum(entries.reshape(GROUPS, DAYS), axis=1) - at_risk
    return at_risk


def number_texts_and_count(frame: pl.DataFrame, text: pl.Series) -> object:
    """The same when Polars must number the groups first."""
    return text.cast(pl.Categorical(pl.Categories.random())), count_and_cumulate(frame)


def read_columns(frame: pl.DataFrame) -> object:
    """Polars reads two columns once."""
    return frame.select(pl.col("id").sum(), pl.col("day").sum())


def _by_group(frame: pl.DataFrame) -> Iterator[Comparison]:
    tasks: dict[str, Callable[..., object]] = {
        "incidence with error and limits, 8 groups": cumulative_incidence,
        "Kaplan-Meier with limits, 8 groups": kaplan_meier,
        "log-rank, 8 groups": log_rank,
        "Gray, 8 groups": gray_test,
    }
    counting = partial(count_and_cumulate, frame)
    for name, estimator in tasks.items():
        ours = partial(estimator, frame, group="group")
        yield compare(name, PATIENTS, ours, COUNTING, counting, runs=RUNS)


def _other_shapes(frame: pl.DataFrame) -> Iterator[Comparison]:
    text = frame.with_columns(pl.col("group").cast(pl.String))
    one_group = partial(cumulative_incidence, frame)
    late = partial(cumulative_incidence, frame, group="group", entry="entry")
    from_text = partial(cumulative_incidence, text, group="group")
    counting = partial(count_and_cumulate, frame)
    counting_late = partial(count_and_cumulate, frame, late_entry=True)
    numbering = partial(number_texts_and_count, frame, text["group"])
    for name, ours, beside, theirs in (
        ("incidence, one group", one_group, f"{COUNTING}, 8 groups", counting),
        ("incidence, late entry", late, f"{COUNTING}, entries too", counting_late),
        ("incidence, groups as text", from_text, COUNTING, counting),
        ("incidence, groups as text", from_text, f"{COUNTING}, Polars numbers texts", numbering),
    ):
        yield compare(name, PATIENTS, ours, beside, theirs, runs=RUNS)


def _recurrent() -> Iterator[Comparison]:
    frame = events()
    window = partial(count_with_window, frame, id="id", day="day")
    reading = partial(read_columns, frame)
    beside = "Polars sums both columns"
    yield compare("21-day rule, sorted events", frame.height, window, beside, reading, runs=RUNS)
    stays = periods(frame.head(PATIENTS))
    mean = partial(
        ghosh_lin, stays, id="id", start="start", stop="stop", event="event", death="death"
    )
    sorting = partial(stays.sort, "id", "start")
    yield compare("Ghosh-Lin, periods", stays.height, mean, "Polars sorts them", sorting, runs=7)
