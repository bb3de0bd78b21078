"""Random draws: one independent stream a subject, so that a change in one moves no other."""

from collections.abc import Sequence

import numpy as np
import polars as pl
from numpy.typing import NDArray

Flags = NDArray[np.bool_]
Numbers = NDArray[np.float64]
Whole = NDArray[np.int64]


def stream(seed: int, subject: str) -> np.random.Generator:
    """The generator of one subject of one simulation; the same seed gives the same draws."""
    return np.random.default_rng([seed, *subject.encode()])


def weighted(rng: np.random.Generator, weights: tuple[float, ...], size: int) -> Whole:
    """Positions drawn with the given weights."""
    shares = np.cumsum(weights) / np.sum(weights)
    return np.searchsorted(shares, rng.random(size), side="right").astype(np.int64)


def words_at(words: Sequence[str], positions: Whole) -> pl.Series:
    """The word at each position, as a column: NumPy's texts are slow to turn into one."""
    return pl.Series(words, dtype=pl.String).gather(pl.Series(positions, dtype=pl.UInt32))


def either_word(chosen: Flags, word: str, otherwise: str) -> pl.Series:
    """One word where it is chosen, the other elsewhere."""
    return words_at((otherwise, word), chosen.astype(np.int64))


def words_drawn(rng: np.random.Generator, shares: dict[str, float], size: int) -> pl.Series:
    """Words drawn with the given shares."""
    return words_at(list(shares), weighted(rng, tuple(shares.values()), size))


def chance(rng: np.random.Generator, probability: float | Numbers, size: int) -> Flags:
    """True with the given probability, one for all or one each."""
    return rng.random(size) < probability
