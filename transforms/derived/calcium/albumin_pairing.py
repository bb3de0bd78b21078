"""Which albumin corrects which calcium."""

from datetime import timedelta

import polars as pl

from transforms.derived.calcium.nearest_in_time import nearest_in_time
from transforms.derived.calcium.usable_results import one_result
from warehouse.schema.definitions import number

SAME_DAY = timedelta(hours=number("albumin_same_day_hours"))
STALE = timedelta(days=number("albumin_stale_days"))


def paired_with_albumin(calcium: pl.DataFrame, albumin: pl.DataFrame) -> pl.DataFrame:
    """Every calcium with its albumin and how it was paired.

    In: both as `results_and_limits` gives them. Out: the calcium rows and albumin_row,
    albumin_g_l, albumin_operator, albumin_sampled_at, pairing (domain.md §1.A): the albumin of
    the same sample, else drawn at the same time, else the nearest within 24 hours, else the
    nearest within 7 days (stale), else not computable. When two are as near, the earlier one.
    A limit of albumin pairs as a value does: nearness is about when it was drawn.
    """
    paired = (
        nearest_in_time(calcium, albumin, within=STALE)
        .join(_same_sample(calcium, albumin), on="row", how="left")
        .with_columns(pairing=_pairing(), albumin_row=pl.coalesce("same_sample_row", "nearest_row"))
    )
    values = albumin.select(
        albumin_row="row",
        albumin_g_l="value",
        albumin_operator="operator",
        albumin_sampled_at="sampled_at",
    )
    return paired.join(values, on="albumin_row", how="left").select(
        *calcium.columns, *values.columns, "pairing"
    )


def _same_sample(calcium: pl.DataFrame, albumin: pl.DataFrame) -> pl.DataFrame:
    """The albumin of the same tube, for the calcium rows that have one: row, same_sample_row."""
    tubes = calcium.select("patient_id", "sample_id", "row", "sampled_at").join(
        albumin.select(
            "patient_id", "sample_id", "resulted_at", drawn_at="sampled_at", albumin_row="row"
        ),
        on=["patient_id", "sample_id"],
    )
    # Laboratories reuse sample numbers: two draws more than a day apart are not one tube.
    near = tubes.filter((pl.col("drawn_at") - pl.col("sampled_at")).abs() <= SAME_DAY)
    candidates = near.select("resulted_at", row="albumin_row", calcium_row="row")
    return one_result(candidates, "calcium_row").select(row="calcium_row", same_sample_row="row")


def _pairing() -> pl.Expr:
    apart = (pl.col("nearest_at") - pl.col("sampled_at")).abs()
    # a sample whose time of day is unknown has no instant to share
    is_timed = pl.col("has_sample_time") & pl.col("nearest_has_time")
    return (
        pl.when(pl.col("same_sample_row").is_not_null())
        .then(pl.lit("same_sample"))
        .when((apart == timedelta(0)) & is_timed)
        .then(pl.lit("same_time"))
        .when(apart <= SAME_DAY)
        .then(pl.lit("within_24_hours"))
        .when(apart.is_not_null())
        .then(pl.lit("within_7_days"))
        .otherwise(pl.lit("not_computable"))
    )
