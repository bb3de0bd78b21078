"""The event-free probability of each group, and the sums that go with it."""

import numpy as np

from transforms.statistics.arrays import Reals


def reciprocal(count: Reals) -> Reals:
    """1 / count, and 0 where nobody is counted: an empty risk set adds nothing to any sum."""
    inverse = np.zeros_like(count)
    np.divide(1.0, count, out=inverse, where=count > 0)
    return inverse


def product_limit(events: Reals, at_risk: Reals) -> Reals:
    """S(t) = prod(1 - d/Y), along the last axis (Kaplan and Meier 1958)."""
    return np.cumprod(1.0 - events * reciprocal(at_risk), axis=-1, dtype=np.float64)


def just_before(surviving: Reals) -> Reals:
    """S(t-): the probability on the eve of each time, 1 at the first."""
    eve = np.ones_like(surviving)
    eve[..., 1:] = surviving[..., :-1]
    return eve
