"""Whether hypercalcaemia reveals the cancer or comes during it."""

import polars as pl

from transforms.derived.events.hypercalcaemia_candidate import is_counted_as_malignant
from transforms.frames import conform
from transforms.statistics import proportion
from warehouse.schema import PUBLISHED

TABLE = PUBLISHED["hypercalcaemia_timing"]
TIMINGS = ("before", "revealing", "during")


def hypercalcaemia_timing(
    hypercalcaemia_episode: pl.DataFrame, disease_profile: pl.DataFrame
) -> pl.DataFrame:
    """Episodes and patients by timing, out of all lung cancers (1.27).

    In: derived.hypercalcaemia_episode, derived.disease_profile. Out:
    published.hypercalcaemia_timing, Wilson's 95 % limits. Episodes of the parathyroid (PTH above
    its range) reveal no cancer and are left out, as long as the definitions do not count them.
    """
    malignant = hypercalcaemia_episode.filter(is_counted_as_malignant())
    episodes = malignant.join(disease_profile.select("patient_id"), on="patient_id", how="semi")
    rows = [_share(episodes, timing, disease_profile.height) for timing in TIMINGS]
    return conform(pl.concat(rows), TABLE)


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
