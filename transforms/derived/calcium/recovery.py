"""When an episode of hypercalcaemia was over."""

import polars as pl


def with_recovery(episodes: pl.DataFrame, instants: pl.DataFrame) -> pl.DataFrame:
    """The episodes with recovered_at and recovery_row.

    In: episodes with patient_id, episode_start_at, episode_end_at; instants with patient_id,
    sampled_at, is_recovery, recovery_row. Recovery is the first sample after the last qualifying
    one that is back within the upper limit: what ends an episode (domain.md §2.2 B). Null when
    none was seen before the patient's next episode: a relapse is no recovery of the first.
    """
    recoveries = instants.filter("is_recovery").select(
        "patient_id", "recovery_row", recovered_at="sampled_at"
    )
    ordered = episodes.sort("patient_id", "episode_start_at").with_columns(
        next_start_at=pl.col("episode_start_at").shift(-1).over("patient_id")
    )
    found = ordered.sort("episode_end_at").join_asof(
        recoveries.sort("recovered_at"),
        left_on="episode_end_at",
        right_on="recovered_at",
        by="patient_id",
        strategy="forward",
        # both sides are sorted just above; polars cannot see it within groups
        check_sortedness=False,
    )
    relapsed = (pl.col("next_start_at") < pl.col("recovered_at")).fill_null(False)
    seen = [pl.when(~relapsed).then(name).alias(name) for name in ("recovered_at", "recovery_row")]
    return found.with_columns(seen).drop("next_start_at")
