"""Whether an episode of hypercalcaemia is probably of malignancy: what PTH and PTHrP say."""

from datetime import timedelta

import polars as pl

from transforms.derived.calcium.grades import DECIMALS, reference_limit
from transforms.derived.calcium.limits import proven
from transforms.derived.calcium.usable_results import results_and_limits
from warehouse.schema.definitions import number

BEFORE = timedelta(days=number("pth_before_days"))
AFTER = timedelta(days=number("pth_after_days"))
PTH_HIGH, MALIGNANT, UNKNOWN = "pth_high", "malignant_probable", "unknown"


def with_etiology(episodes: pl.DataFrame, lab_result: pl.DataFrame) -> pl.DataFrame:
    """The episodes with hcm_etiology, pth_ng_l, pth_operator, pth_sampled_at, pth_row, pthrp_row.

    In: episodes with episode_id, patient_id, episode_start_at, episode_end_at, recovered_at;
    canonical.lab_result. PTH above its range: pth_high (primary hyperparathyroidism), whatever
    PTHrP is. PTH within or below it, or PTHrP above its own: malignant_probable. Else unknown
    (domain.md §1.A).

    The laboratory's own limit first; PTHrP has no other. A hormone is read while calcium is
    high, from 3 days before the first qualifying sample to 14 days after the last, and never from
    recovery on: with normal calcium PTH may be high for lack of vitamin D, or because treatment
    lowers calcium. Of several, the nearest to the first qualifying sample.
    """
    pth = _nearest_hormone(episodes, lab_result, "PTH").select(
        "episode_id",
        pth_ng_l="value",
        pth_operator="operator",
        pth_sampled_at="sampled_at",
        pth_row="row",
        is_pth_high="is_above",
    )
    pthrp = _nearest_hormone(episodes, lab_result, "PTHRP").select(
        "episode_id", pthrp_row="row", is_pthrp_high="is_above"
    )
    told = episodes.join(pth, on="episode_id", how="left").join(pthrp, on="episode_id", how="left")
    return told.with_columns(hcm_etiology=_etiology()).drop("is_pth_high", "is_pthrp_high")


def _etiology() -> pl.Expr:
    return (
        pl.when("is_pth_high")
        .then(pl.lit(PTH_HIGH))
        .when(pl.col("is_pth_high").is_not_null() | pl.col("is_pthrp_high"))
        .then(pl.lit(MALIGNANT))
        .otherwise(pl.lit(UNKNOWN))
    )


def _nearest_hormone(
    episodes: pl.DataFrame, lab_result: pl.DataFrame, analyte_code: str
) -> pl.DataFrame:
    """The result that speaks for each episode, with is_above; no row for an episode without."""
    told = results_and_limits(lab_result, analyte_code).with_columns(
        is_above=_is_above_range(analyte_code)
    )
    apart = (pl.col("sampled_at") - pl.col("episode_start_at")).abs()
    near = (
        episodes.select(
            "episode_id", "patient_id", "episode_start_at", "episode_end_at", "recovered_at"
        )
        .join(told.drop_nulls("is_above"), on="patient_id")
        .filter(_is_of_the_episode())
        .with_columns(apart=apart)
    )
    # of two as near, the earlier; of one instant, the last issued: then the row, whatever the order
    ordered = near.sort(
        "episode_id",
        "apart",
        "sampled_at",
        "resulted_at",
        "row",
        descending=[False, False, False, True, False],
        nulls_last=True,
    )
    return ordered.unique(subset="episode_id", keep="first", maintain_order=True)


def _is_above_range(analyte_code: str) -> pl.Expr:
    """Null when there is no limit to compare with, or when the result is a limit short of it."""
    is_above = pl.col("value").round(DECIMALS) > reference_limit("high", analyte_code)
    return proven(is_above, is_above, pl.col("operator"), side="high")


def _is_of_the_episode() -> pl.Expr:
    drawn = pl.col("sampled_at")
    near = drawn.is_between(pl.col("episode_start_at") - BEFORE, pl.col("episode_end_at") + AFTER)
    has_recovered = (drawn >= pl.col("recovered_at")).fill_null(False)
    return near & ~has_recovered
