"""Whether a marker that was elevated at baseline came back to normal."""

from datetime import timedelta

import polars as pl

from warehouse.schema.definitions import number

CONFIRMS_WITHIN = timedelta(days=number("normalisation_confirmation_days"))


def normalisation(since: pl.DataFrame, series: tuple[str, ...]) -> pl.DataFrame:
    """Normalisation of each series, from its values since baseline (domain.md §3.5).

    In: daily values from the baseline on, with is_elevated and baseline_is_elevated. Out: the
    series and normalisation. The last value is normal and confirmed when the value just before
    it is normal too, or another one of the 120 days before; the baseline, elevated, never confirms.
    Null when the baseline or the last value is a limit that cannot tell.
    """
    ordered = since.sort("drawn_on")
    is_normal = ~pl.col("is_elevated")
    is_near = pl.col("drawn_on") >= pl.col("drawn_on").max() - CONFIRMS_WITHIN
    is_before = pl.col("drawn_on") < pl.col("drawn_on").max()
    summed = ordered.group_by(series, maintain_order=True).agg(
        was_elevated=pl.col("baseline_is_elevated").first(),
        is_now_elevated=pl.col("is_elevated").last(),
        previous_is_normal=is_normal.filter(is_before).last(),
        has_near_normal=(is_normal & is_near & is_before).any(),
    )
    return summed.select(*series, normalisation=_in_words())


def _in_words() -> pl.Expr:
    is_confirmed = pl.col("previous_is_normal").fill_null(False) | pl.col("has_near_normal")
    return (
        pl.when(~pl.col("was_elevated"))
        .then(pl.lit("normal_baseline"))
        .when(pl.col("was_elevated") & pl.col("is_now_elevated"))
        .then(pl.lit("elevated"))
        .when(pl.col("was_elevated") & ~pl.col("is_now_elevated") & is_confirmed)
        .then(pl.lit("normalised"))
        .when(pl.col("was_elevated") & ~pl.col("is_now_elevated"))
        .then(pl.lit("to_be_confirmed"))
    )
