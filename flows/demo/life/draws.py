"""Random draws: one independent stream a subject, so that a change in one moves no other."""

import numpy as np
from numpy.typing import NDArray

Flags = NDArray[np.bool_]
Numbers = NDArray[np.float64]
Whole = NDArray[np.int64]
Words = NDArray[np.str_]


def stream(seed: int, subject: str) -> np.random.Generator:
    """The generator of one subject of one simulation; the same seed gives the same draws."""
    return np.random.default_rng([seed, *subject.encode()])


def weighted(rng: np.random.Generator, weights: tuple[float, ...], size: int) -> Whole:
    """Positions drawn with the given weights."""
    shares = np.cumsum(weights) / np.sum(weights)
    return np.searchsorted(shares, rng.random(size), side="right").astype(np.int64)


def words_drawn(rng: np.random.Generator, shares: dict[str, float], size: int) -> Words:
    """Words drawn with the given shares."""
    words = np.array(list(shares), dtype=np.str_)
    return words[weighted(rng, tuple(shares.values()), size)]


def chance(rng: np.random.Generator, probability: float | Numbers, size: int) -> Flags:
    """True with the given probability, one for all or one each."""
    return rng.random(size) < probability
