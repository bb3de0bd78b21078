"""The nearest result of the same patient, within a window on both sides."""

from datetime import timedelta

import polars as pl

from transforms.derived.calcium.usable_results import one_result

FOUND = ("nearest_row", "nearest_at", "nearest_has_time")


def nearest_in_time(
    samples: pl.DataFrame, others: pl.DataFrame, *, within: timedelta
) -> pl.DataFrame:
    """Each sample with the result nearest in time, the earlier one when two are as near.

    In: samples with patient_id, sampled_at; others as `usable_results` gives them.
    Out: the samples sorted by sampled_at, and nearest_row, nearest_at, nearest_has_time: null
    when there is none at `within` or less. Of several results at one instant, the last issued.
    """
    candidates = one_result(others, "patient_id", "sampled_at").sort("sampled_at").select(
        "patient_id", "sampled_at", nearest_row="row", nearest_at="sampled_at",
        nearest_has_time="has_sample_time",
    )
    ordered = samples.sort("sampled_at")
    before = _nearest_on_one_side(ordered, candidates, within, side="before")
    both = _nearest_on_one_side(before, candidates, within, side="after")
    chosen = [
        pl.when(_is_before_chosen()).then(f"{name}_before").otherwise(f"{name}_after").alias(name)
        for name in FOUND
    ]
    return both.with_columns(chosen).select(*samples.columns, *FOUND)


def _nearest_on_one_side(
    samples: pl.DataFrame, candidates: pl.DataFrame, within: timedelta, *, side: str
) -> pl.DataFrame:
    return samples.join_asof(
        candidates.rename({name: f"{name}_{side}" for name in FOUND}),
        on="sampled_at",
        by="patient_id",
        strategy="backward" if side == "before" else "forward",
        tolerance=within,
        # both sides are sorted above; polars cannot see it within groups
        check_sortedness=False,
    )


def _is_before_chosen() -> pl.Expr:
    waited = pl.col("sampled_at") - pl.col("nearest_at_before")
    to_wait = pl.col("nearest_at_after") - pl.col("sampled_at")
    return waited.is_not_null() & (to_wait.is_null() | (waited <= to_wait))
