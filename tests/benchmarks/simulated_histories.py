"""People and events drawn at random, the same in every run, as many as a benchmark needs."""

import numpy as np
import polars as pl

PATIENTS, GROUPS, CAUSES, DAYS = 1_000_000, 8, 2, 3650
EVENTS, PEOPLE_WITH_EVENTS = 10_000_000, 1_000_000


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


def periods(events: pl.DataFrame) -> pl.DataFrame:
    """The periods at risk between the events of each person, who dies after the last."""
    rows = events.unique(["id", "day"]).sort("id", "day")
    start = pl.col("day").shift(1).over("id").fill_null(-1) + 1
    last = pl.col("id").ne_missing(pl.col("id").shift(-1))
    return rows.select("id", start=start, stop=pl.col("day") + 1, event=~last, death=last)
