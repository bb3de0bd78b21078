"""Calcium results that belong to the patients with bone metastasis."""

from datetime import timedelta

import polars as pl

from warehouse.schema.definitions import number


def calcium_of_the_cohort(corrected_calcium: pl.DataFrame, cohort: pl.DataFrame) -> pl.DataFrame:
    """The results of each patient from index on, until the day after death.

    In: derived.corrected_calcium, derived.cohort. A sample dated later is not theirs (rule L10).
    """
    day = pl.col("sampled_at").dt.date()
    allowed_until = pl.col("death_on") + timedelta(days=number("post_mortem_days"))
    return corrected_calcium.join(
        cohort.select("patient_id", "index_on", "death_on"), on="patient_id"
    ).filter((day >= pl.col("index_on")) & (day <= allowed_until).fill_null(True))
