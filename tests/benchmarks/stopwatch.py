"""Two tasks timed against each other, so that a busy machine slows both."""

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import perf_counter

Task = Callable[[], object]


@dataclass(frozen=True)
class Comparison:
    """An estimator of ours timed beside other work on the same `rows`.

    `ratio` is ours over theirs, the median over pairs of runs; `difference` the largest absolute
    difference of the estimates, None where the other work estimates nothing.
    """

    name: str
    rows: int
    beside: str
    runs: int
    our_ms: float
    their_ms: float
    ratio: float
    difference: float | None = None


def compare(
    name: str,
    rows: int,
    ours: Task,
    beside: str,
    theirs: Task,
    *,
    runs: int,
    difference: float | None = None,
) -> Comparison:
    """Runs of the one and the other in turn; the first of each warms up and is not counted."""
    pairs = [(_milliseconds(ours), _milliseconds(theirs)) for _ in range(runs + 1)][1:]
    return Comparison(
        name,
        rows,
        beside,
        runs,
        median(our for our, _ in pairs),
        median(their for _, their in pairs),
        median(our / their for our, their in pairs),
        difference,
    )


def _milliseconds(task: Task) -> float:
    start = perf_counter()
    task()
    return 1000 * (perf_counter() - start)
