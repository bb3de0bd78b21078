"""The share of the cases of an indicator of care that met it."""

import polars as pl

from transforms.statistics import proportion


def share_met(cases: pl.DataFrame) -> pl.DataFrame:
    """One row: numerator, case_count, not_judged_count, proportion and Wilson's 95 % limits.

    In: rows of derived.care_indicator_patient, of one indicator. Cases that cannot be judged are
    counted apart; without any that can, the share and its limits are null.
    """
    judged = cases.filter(pl.col("is_in_numerator").is_not_null())
    met = judged.filter("is_in_numerator").height
    share = proportion(met, judged.height).rename({"estimate": "proportion"})
    return share.with_columns(
        numerator=pl.lit(met, dtype=pl.Int64),
        case_count=pl.lit(judged.height, dtype=pl.Int64),
        not_judged_count=pl.lit(cases.height - judged.height, dtype=pl.Int64),
    )
