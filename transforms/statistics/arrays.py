"""The kinds of NumPy array that the estimators pass to each other."""

from typing import TypeGuard

import numpy as np
from numpy.typing import NDArray

Reals = NDArray[np.float64]
Whole = NDArray[np.int64]
Numbers = Reals | Whole
Flags = NDArray[np.bool_]


def is_whole(days: Numbers) -> TypeGuard[Whole]:
    """Whether days are integers, which need no sorting to be counted."""
    return days.dtype == np.int64
