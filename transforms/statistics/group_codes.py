"""Groups as small whole numbers, so that counting needs no text.

A group's code is its place in the sorted list of names, so results come out in order of group. An
Enum or small integers are numbers already; to number a million texts takes longer than to estimate.
"""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from transforms.statistics.history_checks import column

Codes = NDArray[np.integer]

MOST_DIRECT_LABELS = 1_000  # integer labels below this are their own code; others go as text


def group_codes(frame: pl.DataFrame, group: str | None) -> tuple[Codes | None, list[str]]:
    """The code of each row's group and the names, in order; one group "all" when none is named.

    A name without rows (a category that does not occur) may be listed: it is never at risk.
    """
    if group is None:
        return None, ["all"]
    codes, names = _numbered(column(frame, group))
    order = sorted(range(len(names)), key=names.__getitem__)
    if order == list(range(len(names))):
        return codes, names
    return np.argsort(order)[codes], [names[place] for place in order]


def _numbered(labels: pl.Series) -> tuple[Codes, list[str]]:
    if isinstance(labels.dtype, pl.Enum):
        return labels.to_physical().to_numpy(), labels.dtype.categories.to_list()
    if labels.dtype.is_integer() and labels.len():
        codes = labels.cast(pl.Int64).to_numpy()
        low, high = int(codes.min()), int(codes.max())
        if low >= 0 and high < MOST_DIRECT_LABELS:
            return codes, [str(label) for label in range(high + 1)]
    return _numbered_as_text(labels.cast(pl.String))


def _numbered_as_text(labels: pl.Series) -> tuple[Codes, list[str]]:
    # A fresh set of categories: the shared one would number labels seen in other frames too.
    numbered = labels.cast(pl.Categorical(pl.Categories.random()))
    codes = numbered.to_physical().to_numpy()
    every = pl.Series(range(int(codes.max()) + 1 if codes.size else 0), dtype=pl.UInt32)
    return codes, every.cat.to(numbered.dtype).cast(pl.String).to_list()
