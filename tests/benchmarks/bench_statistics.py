"""How long the estimators take beside the least that could be done.

Run it: `python tests/benchmarks/bench_statistics.py`. Ratios are of medians of runs that alternate
between the two, so that a busy machine slows both.
"""

import sys
from collections.abc import Callable
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[2]))

import numpy as np
import polars as pl

from transforms.statistics import (
    count_with_window,
    cumulative_incidence,
    ghosh_lin,
    gray_test,
    kaplan_meier,
    log_rank,
)

PATIENTS, GROUPS, CAUSES, DAYS = 1_000_000, 8, 2, 3650
EVENTS, PEOPLE_WITH_EVENTS = 10_000_000, 1_000_000
Task = Callable[[], object]


def patients() -> pl.DataFrame:
    """A million histories on integer days, the group as an Enum as a warehouse stores it."""
    draw = np.random.default_rng(1)
    time = draw.integers(1, DAYS, PATIENTS)
    names = [f"group {number}" for number in range(GROUPS)]
    group = pl.Series(draw.integers(0, GROUPS, PATIENTS)).cast(pl.UInt32)
    return pl.DataFrame(
        {
            "time": time,
            "status": draw.integers(0, CAUSES + 1, PATIENTS),
            "entry": (time * draw.random(PATIENTS)).astype(np.int64),
            "code": group.cast(pl.Int64),
            "group": pl.Series(names).gather(group).cast(pl.Enum(names)),
        }
    )


def events() -> pl.DataFrame:
    """Ten million events in order of person and day."""
    draw = np.random.default_rng(2)
    person = draw.integers(0, PEOPLE_WITH_EVENTS, EVENTS)
    frame = pl.DataFrame({"id": person, "day": draw.integers(0, DAYS, EVENTS)})
    return frame.sort("id", "day")


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


def read_columns(frame: pl.DataFrame) -> object:
    """Polars reads two columns once."""
    return frame.select(pl.col("id").sum(), pl.col("day").sum())


def ratio(task: Task, beside: Task, runs: int = 7) -> float:
    """The median time of a task over that of another; the first run of each warms up."""
    times = [(_seconds(task), _seconds(beside)) for _ in range(runs + 1)][1:]
    return median(ours for ours, _ in times) / median(theirs for _, theirs in times)


def _seconds(task: Task) -> float:
    start = perf_counter()
    task()
    return perf_counter() - start


def benchmarks() -> list[tuple[str, float, str]]:
    """What was timed, how many times longer it took, and beside what."""
    frame, numpy = patients(), "NumPy bincount and cumsum"
    late, text = "the same and the entries", frame.with_columns(pl.col("group").cast(pl.String))
    curve = partial(cumulative_incidence, frame, group="group")
    counting, counting_late = (partial(count_and_cumulate, frame, late) for late in (False, True))
    rows = [
        ("incidence, jackknife error, limits", ratio(curve, counting), numpy),
        ("... one group", ratio(partial(cumulative_incidence, frame), counting), numpy),
        ("... late entry", ratio(partial(curve, entry="entry"), counting_late), late),
        (
            "... groups as text",
            ratio(partial(cumulative_incidence, text, group="group"), counting),
            numpy,
        ),
        ("Kaplan-Meier", ratio(partial(kaplan_meier, frame, group="group"), counting), numpy),
        ("log-rank", ratio(partial(log_rank, frame, group="group"), counting), numpy),
        ("Gray", ratio(partial(gray_test, frame), counting), numpy),
    ]
    return [*rows, *_recurrent(), *_statsmodels(frame)]


def _recurrent() -> list[tuple[str, float, str]]:
    frame = events()
    window = ratio(
        partial(count_with_window, frame, id="id", day="day"), partial(read_columns, frame)
    )
    stays = _periods(frame.head(PATIENTS))
    columns = {"id": "id", "start": "start", "stop": "stop", "event": "event", "death": "death"}
    mean = ratio(partial(ghosh_lin, stays, **columns), partial(stays.sort, "id", "start"), runs=3)
    return [
        ("21-day rule, 10M sorted events", window, "Polars sums both columns"),
        ("Ghosh-Lin, 1M periods", mean, "Polars sorts the periods"),
    ]


def _periods(frame: pl.DataFrame) -> pl.DataFrame:
    rows = frame.unique(["id", "day"]).sort("id", "day")
    start = pl.col("day").shift(1).over("id").fill_null(-1) + 1
    last = pl.col("id").ne_missing(pl.col("id").shift(-1))
    return rows.select("id", start=start, stop=pl.col("day") + 1, event=~last, death=last)


def _statsmodels(frame: pl.DataFrame) -> list[tuple[str, float, str]]:
    if find_spec("statsmodels") is None:
        return []
    from statsmodels.duration.survfunc import CumIncidenceRight

    arrays = [frame[name].to_numpy() for name in ("time", "status")]
    with np.errstate(divide="ignore", invalid="ignore"):
        times = ratio(
            partial(cumulative_incidence, frame, variance="greenwood"),
            partial(CumIncidenceRight, *arrays),
            runs=3,
        )
    return [("incidence, one group", times, "statsmodels, without limits")]


if __name__ == "__main__":
    for name, times, beside in benchmarks():
        print(f"{name:<36}{times:>8.2f} x  {beside}")
