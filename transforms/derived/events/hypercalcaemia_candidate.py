"""Episodes of hypercalcaemia as candidate events."""

import polars as pl

from transforms.derived.events.candidate import as_candidates


def hypercalcaemia_candidate(hypercalcaemia_episode: pl.DataFrame) -> pl.DataFrame:
    """Every episode as a candidate on the day of its first qualifying sample (domain.md §2.1).

    In: derived.hypercalcaemia_episode. Out: columns of a candidate.
    """
    started_on = pl.col("episode_start_at").dt.date()
    return as_candidates(
        hypercalcaemia_episode.with_columns(
            occurred_on=started_on,
            earliest_on=started_on,
            certainty=pl.lit("confirmed"),
            event_id=pl.col("episode_id"),
        ),
        "HCM",
    )
