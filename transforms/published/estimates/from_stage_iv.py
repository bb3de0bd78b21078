"""Patients followed from the stage-IV date."""

import polars as pl

from transforms.published.estimates.observed import HALF_DAY


def followed_from_stage_iv(disease_profile: pl.DataFrame) -> pl.DataFrame:
    """The profiles of those ever at risk, with entry_day, exit_day from stage IV and has_died.

    In: derived.disease_profile. At risk on entry_day < t <= exit_day. A death on the very day of
    staging is on half a day.
    """

    def from_stage_iv(on: str) -> pl.Expr:
        return (pl.col(on) - pl.col("stage_iv_on")).dt.total_days().cast(pl.Float64)

    has_died = pl.col("exit_status") == "dead"
    end_day = from_stage_iv("exit_on")
    staged = disease_profile.drop_nulls("stage_iv_on").with_columns(
        has_died=has_died,
        entry_day=from_stage_iv("entry_on").clip(lower_bound=0),
        exit_day=pl.when(has_died & (end_day == 0)).then(HALF_DAY).otherwise(end_day),
    )
    return staged.filter(pl.col("exit_day") > pl.col("entry_day"))
