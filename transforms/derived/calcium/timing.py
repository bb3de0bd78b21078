"""Whether hypercalcaemia reveals the cancer or comes during it."""

from datetime import timedelta

import polars as pl

from transforms.derived.disease.primary_lung_cancer import primary_lung_cancer
from warehouse.schema.definitions import number

BEFORE = timedelta(days=number("hypercalcaemia_reveals_before_days"))
AFTER = timedelta(days=number("hypercalcaemia_reveals_after_days"))


def with_timing(episodes: pl.DataFrame, diagnosis: pl.DataFrame) -> pl.DataFrame:
    """The episodes with hypercalcaemia_timing.

    In: episodes with patient_id, episode_start_at; canonical.diagnosis. Revealing: the first
    qualifying sample from 30 days before to 14 days after the diagnosis of the primary lung
    cancer (domain.md §1, 1.27). Null without a date of cancer.
    """
    cancer = primary_lung_cancer(diagnosis).select("patient_id", "cancer_on")
    dated = episodes.join(cancer, on="patient_id", how="left")
    return dated.with_columns(hypercalcaemia_timing=_timing()).drop("cancer_on")


def _timing() -> pl.Expr:
    started_on, cancer_on = pl.col("episode_start_at").dt.date(), pl.col("cancer_on")
    return (
        pl.when(cancer_on.is_null())
        .then(None)
        .when(started_on < cancer_on - BEFORE)
        .then(pl.lit("before"))
        .when(started_on <= cancer_on + AFTER)
        .then(pl.lit("revealing"))
        .otherwise(pl.lit("during"))
    )
