"""What a step of the night took and gave: seconds, rows, bytes."""

from dataclasses import dataclass
from time import perf_counter

import polars as pl


@dataclass(frozen=True)
class Amount:
    """Rows a step wrote; bytes it read of files, or wrote, as they lie in memory or on disk."""

    rows: int = 0
    bytes: int = 0

    def __add__(self, other: "Amount") -> "Amount":
        return Amount(self.rows + other.rows, self.bytes + other.bytes)


@dataclass(frozen=True)
class StepTime:
    """A step of a run that has ended."""

    step: str
    seconds: float
    rows: int
    bytes: int = 0


def amount_of(rows: pl.DataFrame) -> Amount:
    """How much a frame is."""
    return Amount(rows.height, int(rows.estimated_size()))


class Stopwatch:
    """Time spent on one thing, in one go or in several."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self._began = 0.0

    def __enter__(self) -> "Stopwatch":
        self._began = perf_counter()
        return self

    def __exit__(self, *raised: object) -> None:
        self.seconds += perf_counter() - self._began
