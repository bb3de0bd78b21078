"""Whether hypercalcaemia reveals the cancer or comes during it."""

from datetime import timedelta

import polars as pl

from transforms.frames import conform
from transforms.statistics import proportion
from warehouse.schema import PUBLISHED
from warehouse.schema.definitions import number

TABLE = PUBLISHED["hypercalcaemia_timing"]
BEFORE = timedelta(days=number("hypercalcaemia_reveals_before_days"))
AFTER = timedelta(days=number("hypercalcaemia_reveals_after_days"))
TIMINGS = ("before", "revealing", "during")


def hypercalcaemia_timing(
    hypercalcaemia_episode: pl.DataFrame, disease_profile: pl.DataFrame
) -> pl.DataFrame:
    """Episodes and patients by timing, out of all lung cancers (1.27).

    In: derived.hypercalcaemia_episode, derived.disease_profile. Out:
    published.hypercalcaemia_timing, Wilson's 95 % limits. Revealing: from 30 days before to 14
    days after the diagnosis of cancer, by the first qualifying sample.
    """
    episodes = hypercalcaemia_episode.join(
        disease_profile.select("patient_id", "cancer_on"), on="patient_id"
    ).with_columns(hypercalcaemia_timing=_timing())
    rows = [_share(episodes, timing, disease_profile.height) for timing in TIMINGS]
    return conform(pl.concat(rows), TABLE)


def _timing() -> pl.Expr:
    started_on = pl.col("episode_start_at").dt.date()
    return (
        pl.when(started_on < pl.col("cancer_on") - BEFORE)
        .then(pl.lit("before"))
        .when(started_on <= pl.col("cancer_on") + AFTER)
        .then(pl.lit("revealing"))
        .otherwise(pl.lit("during"))
    )


def _share(episodes: pl.DataFrame, timing: str, patients: int) -> pl.DataFrame:
    of_timing = episodes.filter(pl.col("hypercalcaemia_timing") == timing)
    with_one = of_timing["patient_id"].n_unique()
    share = proportion(with_one, patients).rename({"estimate": "proportion"})
    return share.with_columns(
        hypercalcaemia_timing=pl.lit(timing),
        episode_count=pl.lit(of_timing.height),
        patient_count=pl.lit(with_one),
        denominator=pl.lit(patients),
    )
