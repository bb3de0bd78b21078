"""Patients followed from the stage-IV date."""

import polars as pl

from transforms.published.estimates.observed import HALF_DAY


def followed_from_stage_iv(
    disease_profile: pl.DataFrame, told_on: str = "stage_iv_on"
) -> pl.DataFrame:
    """The profiles of those ever at risk, with entry_day, exit_day from stage IV and has_died.

    In: derived.disease_profile, and the column of the day on which the compared fact was told, when
    that may be later: days then run from the later of the two. Nobody can be said to carry an
    alteration before its report, and those who die before it are compared with nobody. A fact
    without date counts from stage IV. At risk on entry_day < t <= exit_day. A death on the very
    first day is on half a day.
    """
    origin = pl.max_horizontal("stage_iv_on", told_on)

    def from_origin(on: str) -> pl.Expr:
        return (pl.col(on) - origin).dt.total_days().cast(pl.Float64)

    has_died = pl.col("exit_status") == "dead"
    end_day = from_origin("exit_on")
    staged = disease_profile.drop_nulls("stage_iv_on").with_columns(
        has_died=has_died,
        entry_day=from_origin("entry_on").clip(lower_bound=0),
        exit_day=pl.when(has_died & (end_day == 0)).then(HALF_DAY).otherwise(end_day),
    )
    return staged.filter(pl.col("exit_day") > pl.col("entry_day"))
