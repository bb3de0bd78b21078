"""One event rate against another, when the same people may be on both sides."""

from math import sqrt

import polars as pl

from transforms.statistics.confidence import LEVEL
from transforms.statistics.history_checks import column, durations, flags
from transforms.statistics.one_row import ratio_row
from transforms.statistics.wald import wald_ratio


def robust_rate_ratio(
    frame: pl.DataFrame, *, id: str, events: str, days: str, exposed: str
) -> pl.DataFrame:
    """The event rate of exposed rows divided by that of the others, limits robust to people.

    In: any number of rows a person, `events` counted in `days` observed, exposed or not; a person
    may have rows of both.
    Out: one row: estimate, lower, upper (95 %), p_value; all null without person-time or events on
    either side; limits and p-value null where a single person has them all. Raises
    `InvalidHistories`.

    Influence of a person on the logarithm: (N_1 - r_1 T_1) / sum N_1 - (N_0 - r_0 T_0) / sum N_0
    with their own events N and days T; variance the sum of squares. It is the sandwich of a
    Poisson regression with people as clusters (Liang and Zeger 1986; Cook and Lawless 2007).
    """
    rows = pl.DataFrame(
        {
            "id": column(frame, id),
            "n": durations(frame, events),
            "t": durations(frame, days),
            "exposed": flags(frame, exposed) == 1,
        }
    )
    people = rows.group_by("id").agg(
        pl.col(name).filter(pl.col("exposed") == side).sum().alias(f"{name}{int(side)}")
        for name in ("n", "t")
        for side in (True, False)
    )
    # sums of floats depend on the order of their terms: always the same one
    return _ratio(people.sort("n1", "t1", "n0", "t0"))


def _ratio(people: pl.DataFrame) -> pl.DataFrame:
    total = {name: float(people[name].sum()) for name in ("n1", "t1", "n0", "t0")}
    if min(total.values()) <= 0:
        return ratio_row()
    ratio = (total["n1"] / total["t1"]) / (total["n0"] / total["t0"])
    influence = people.select(_share("n1", "t1", total) - _share("n0", "t0", total)).to_series()
    std_err = sqrt(float((influence**2).sum()))
    if people.height < 2 or std_err == 0:
        return ratio_row(ratio)
    return wald_ratio(ratio, std_err, LEVEL)


def _share(events: str, days: str, total: dict[str, float]) -> pl.Expr:
    """What a person adds to the logarithm of a rate."""
    expected = total[events] / total[days] * pl.col(days)
    return (pl.col(events) - expected) / total[events]
