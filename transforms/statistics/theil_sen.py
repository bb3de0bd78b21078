"""A slope that a few wild points do not move: the median of the slopes between every two points."""

from collections.abc import Sequence

import polars as pl

from transforms.statistics.confidence import LEVEL, normal_quantile, require_level
from transforms.statistics.history_checks import numbers


def theil_sen(
    frame: pl.DataFrame, *, id: Sequence[str], x: str, y: str, level: float = LEVEL
) -> pl.DataFrame:
    """The Theil-Sen slope of y on x within each group, with Sen's limits.

    In: one row a point, numbers without nulls. Out: the columns of `id`, n, estimate, lower, upper,
    one row a group, in order of `id`; the estimate is null where no two points differ in x, a limit
    where the group is too small (under 5 points at 95 %) or too tied to hold it. Raises
    `InvalidHistories`.

    Sen 1968, with Kendall's variance corrected for ties. SciPy's `theilslopes` clips to the data
    the limits that are left null here.
    """
    require_level(level)
    for name in (x, y):
        numbers(frame, name)
    keys = list(id)
    points = frame.select(*keys, x=pl.col(x).cast(pl.Float64), y=pl.col(y).cast(pl.Float64))
    sizes = points.group_by(keys).agg(n=pl.len())
    spread = _kendall_spread(points, keys)
    known = sizes.join(_slopes(points, keys), on=keys, how="left").join(spread, on=keys)
    return known.select(*keys, "n", _median(), *_limits(level)).sort(keys)


def _slopes(points: pl.DataFrame, keys: list[str]) -> pl.DataFrame:
    pairs = points.join(points, on=keys, suffix="_later").filter(pl.col("x_later") > pl.col("x"))
    slope = (pl.col("y_later") - pl.col("y")) / (pl.col("x_later") - pl.col("x"))
    return pairs.group_by(keys).agg(slopes=slope.sort())


def _kendall_spread(points: pl.DataFrame, keys: list[str]) -> pl.DataFrame:
    """Standard deviation of Kendall's score within each group."""

    def in_ties(of: str) -> pl.DataFrame:
        ties = points.group_by(*keys, of).agg(size=pl.len())
        return ties.group_by(keys).agg(_weight(pl.col("size")).sum().alias(f"{of}_ties"))

    whole = points.group_by(keys).agg(_weight(pl.len()).alias("whole"))
    parts = whole.join(in_ties("x"), on=keys).join(in_ties("y"), on=keys)
    variance = (pl.col("whole") - pl.col("x_ties") - pl.col("y_ties")) / 18
    # with nothing but ties nothing is known of the spread
    return parts.select(*keys, spread=pl.when(variance > 0).then(variance.sqrt()))


def _weight(size: pl.Expr) -> pl.Expr:
    n = size.cast(pl.Float64)
    return n * (n - 1) * (2 * n + 5)


def _median() -> pl.Expr:
    return pl.col("slopes").list.median().alias("estimate")


def _limits(level: float) -> tuple[pl.Expr, pl.Expr]:
    """The slopes whose ranks stand half of Kendall's interval around the middle one."""
    pairs = pl.col("slopes").list.len().cast(pl.Float64)
    half = normal_quantile(level) * pl.col("spread")
    lower_rank = ((pairs - half) / 2).round().cast(pl.Int64)
    upper_rank = ((pairs + half) / 2).round().cast(pl.Int64) + 1
    is_held = (lower_rank >= 1) & (upper_rank <= pairs)
    # ranks are counted from 1, positions from 0; a position outside is replaced before it is read
    first, last = lower_rank.clip(lower_bound=1) - 1, upper_rank - 1
    return (
        pl.when(is_held).then(_at(first)).alias("lower"),
        pl.when(is_held).then(_at(last)).alias("upper"),
    )


def _at(position: pl.Expr) -> pl.Expr:
    return pl.col("slopes").list.get(position, null_on_oob=True)
