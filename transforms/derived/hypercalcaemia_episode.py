"""Episodes of malignant hypercalcaemia from graded calcium."""

import polars as pl

from transforms.derived.calcium.grades import DECIMALS
from transforms.derived.evidence import stable_key, with_definition_version
from transforms.frames import conform
from warehouse.schema import DERIVED
from warehouse.schema.definitions import number


def hypercalcaemia_episode(corrected_calcium: pl.DataFrame) -> pl.DataFrame:
    """Runs of hypercalcaemia: one row an episode.

    In: derived.corrected_calcium. Out: derived.hypercalcaemia_episode.

    A sample qualifies when its corrected calcium is 3.0 mmol/L or more (trial threshold,
    domain.md §2.1). Where ionised calcium is the basis it decides instead, above 1.6 mmol/L: the
    CTCAE grade 3 limit, which the critical limits of domain.md §8 pair with 3.0. A new episode
    starts when calcium fell back to the upper limit or under in between, or when two
    qualifying samples are more than 14 days apart (domain.md §2.2 B). A stale albumin may open
    an episode but no crisis.
    """
    graded = corrected_calcium.with_columns(qualifies=qualifies_as_hypercalcaemia())
    high = graded.filter("qualifies").join(
        _episode_numbers(graded), on=["patient_id", "sampled_at"]
    )
    episodes = high.group_by("patient_id", "episode_number").agg(
        episode_start_at=pl.col("sampled_at").min(),
        episode_end_at=pl.col("sampled_at").max(),
        peak_calcium_mmol_l=pl.col("corrected_calcium_mmol_l").max(),
        peak_ionised_calcium_mmol_l=pl.col("ionised_calcium_mmol_l").max(),
        sample_count=pl.len(),
        is_crisis=pl.col("is_crisis").any(),
        founding_row=pl.col("calcium_row").sort_by("sampled_at", "calcium_row").first(),
        source_rows=_evidence(),
    )
    keyed = episodes.with_columns(episode_id=stable_key(episodes["founding_row"]))
    table = DERIVED["hypercalcaemia_episode"]
    return conform(with_definition_version(keyed).select(table.columns), table)


def qualifies_as_hypercalcaemia() -> pl.Expr:
    """Hypercalcaemia on the basis of the row: ionised when there is one, else corrected."""
    ionised = pl.col("ionised_calcium_mmol_l").round(DECIMALS)
    return (
        pl.when(pl.col("calcium_basis") == "ionised")
        .then(ionised > number("hypercalcaemia_ionised_mmol_l"))
        .otherwise(pl.col("is_hypercalcaemia_trial"))
        .fill_null(False)
    )


def _episode_numbers(graded: pl.DataFrame) -> pl.DataFrame:
    """patient_id, sampled_at, episode_number of every instant with a qualifying result."""
    instants = _instants(graded).sort("patient_id", "sampled_at")
    recoveries = pl.col("is_recovery").cum_sum().over("patient_id")
    high = instants.with_columns(recoveries=recoveries).filter(~pl.col("is_recovery"))
    return high.select("patient_id", "sampled_at", _episode_number())


def _instants(graded: pl.DataFrame) -> pl.DataFrame:
    """Instants that open or close an episode. Results drawn together are read together: high if
    one is high, a recovery if none is and one is within the upper limit."""
    telling = graded.filter(pl.col("qualifies") | (pl.col("ctcae_lab_grade") == 0))
    return telling.group_by("patient_id", "sampled_at").agg(
        is_recovery=~pl.col("qualifies").any()
    )


def _episode_number() -> pl.Expr:
    """Counts the starts of episodes along the qualifying instants of a patient."""
    day = pl.col("sampled_at").dt.date()
    gap_days = (day - day.shift(1).over("patient_id")).dt.total_days()
    has_recovered = pl.col("recoveries") != pl.col("recoveries").shift(1).over("patient_id")
    starts = (gap_days > number("hcm_gap_days")) | has_recovered
    return starts.fill_null(True).cum_sum().over("patient_id").alias("episode_number")


def _evidence() -> pl.Expr:
    rows = pl.concat_list("calcium_row", "albumin_row", "ionised_calcium_row")
    return rows.explode(empty_as_null=False).drop_nulls().unique().sort()
