"""Bone metastasis with a factor against without: shares, and the crude odds ratio."""

import polars as pl

from transforms.published.estimates.withheld import is_too_small
from transforms.statistics import odds_ratio, proportion
from warehouse.schema.definitions import number

Counts = tuple[int, int, int, int]
UNDEFINED = {
    "odds_ratio": None, "odds_ratio_lower": None, "odds_ratio_upper": None, "p_value": None
}  # fmt: skip


def two_by_two(patients: pl.DataFrame, *, exposed: pl.Expr, outcome: str) -> pl.DataFrame:
    """One row: counts, shares with Wilson's limits, crude odds ratio (domain.md §4).

    In: one row a patient; `exposed` true, false or null; `outcome` a boolean column without null.
    Out: columns exposed_*, unexposed_*, unknown_count (exposed is null), odds_ratio*, p_value,
    is_withheld. Woolf limits; exact mid-p ones when an expected count is under 5. With fewer than
    20 patients or 5 events in an arm there is no odds ratio: withheld.
    """
    told = patients.select(exposed=exposed, outcome=pl.col(outcome))
    counts = counts_of(told)
    withheld = has_a_small_arm(counts)
    arms = pl.concat(
        [
            _arm("exposed", counts[0], counts[0] + counts[1]),
            _arm("unexposed", counts[2], counts[2] + counts[3]),
        ],
        how="horizontal",
    )
    return pl.concat([arms, _odds(counts, withheld)], how="horizontal").with_columns(
        unknown_count=pl.lit(told["exposed"].null_count()), is_withheld=pl.lit(withheld)
    )


def counts_of(told: pl.DataFrame) -> Counts:
    """Exposed with and without the outcome, unexposed with and without it.

    In: boolean columns exposed (null in neither arm) and outcome.
    """
    exposed, outcome = told["exposed"], told["outcome"]
    with_both = int((exposed & outcome).sum())
    exposed_only = int((exposed & ~outcome).sum())
    outcome_only = int((~exposed & outcome).sum())
    return with_both, exposed_only, outcome_only, int((~exposed & ~outcome).sum())


def has_a_small_arm(counts: Counts) -> bool:
    """Whether an arm has too few patients or events for a comparison (domain.md §4)."""
    with_factor, without, unexposed_with, unexposed_without = counts
    arms = (with_factor + without, unexposed_with + unexposed_without)
    return is_too_small(arms, (with_factor, unexposed_with))


def _arm(name: str, events: int, patients: int) -> pl.DataFrame:
    share = proportion(events, patients).rename(
        {"estimate": f"{name}_proportion", "lower": f"{name}_lower", "upper": f"{name}_upper"}
    )
    return share.with_columns(
        pl.lit(events).alias(f"{name}_event_count"), pl.lit(patients).alias(f"{name}_count")
    )


def _odds(counts: Counts, withheld: bool) -> pl.DataFrame:
    if withheld:
        return pl.DataFrame(
            [{**UNDEFINED, "odds_ratio_method": None}],
            schema={**dict.fromkeys(UNDEFINED, pl.Float64), "odds_ratio_method": pl.String},
        )
    is_small = _lowest_expected(counts) < number("exact_below_expected")
    ratio = odds_ratio(*counts, method="mid-p" if is_small else "woolf")
    return ratio.rename(
        {"estimate": "odds_ratio", "lower": "odds_ratio_lower", "upper": "odds_ratio_upper"}
    ).with_columns(odds_ratio_method=pl.lit("mid_p" if is_small else "woolf"))


def _lowest_expected(counts: Counts) -> float:
    a, b, c, d = counts
    rows, columns = (a + b, c + d), (a + c, b + d)
    return min(row * column for row in rows for column in columns) / sum(counts)
