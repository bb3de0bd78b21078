"""Days on which people are seen again and again."""

import numpy as np

from flows.demo.life.draws import Numbers, Whole

_LOOSE = 0.3  # of the interval, either way: two days never swap


def regular_days(
    rng: np.random.Generator,
    start: Numbers,
    until: Numbers,
    interval: Numbers,
    jitter: float = _LOOSE,
) -> tuple[Whole, Numbers, Whole]:
    """Days about `interval` apart from each start to each end, the start included.

    Out: position of the person, day, and how manieth day of that person (from 0). Nobody whose
    end precedes their start has any. A day moves by `jitter` of the interval, either way.
    """
    spans = np.floor((until - start) / interval)
    counts = np.where(until >= start, spans + 1, 0).astype(np.int64)
    position = np.repeat(np.arange(len(counts)), counts)
    step = np.arange(len(position)) - np.repeat(np.cumsum(counts) - counts, counts)
    shift = np.where(step > 0, rng.uniform(-jitter, jitter, len(step)), 0.0)
    day = np.round(start[position] + (step + shift) * interval[position])
    in_time = day <= until[position]
    return position[in_time], day[in_time], step[in_time]
