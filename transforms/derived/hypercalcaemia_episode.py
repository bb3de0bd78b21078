"""Episodes of hypercalcaemia from graded calcium: when, how high, whether malignant."""

import polars as pl

from transforms.derived.calcium.etiology import with_etiology
from transforms.derived.calcium.grades import DECIMALS
from transforms.derived.calcium.limits import (
    AT_LEAST,
    operator_of_highest,
    proven,
    reached,
)
from transforms.derived.calcium.recovery import with_recovery
from transforms.derived.calcium.timing import with_timing
from transforms.derived.evidence import stable_key, with_definition_version
from transforms.frames import conform
from warehouse.schema import DERIVED
from warehouse.schema.definitions import number

CORRECTED = ("corrected_calcium_mmol_l", "corrected_calcium_operator")
IONISED = ("ionised_calcium_mmol_l", "ionised_calcium_operator")


def hypercalcaemia_episode(
    corrected_calcium: pl.DataFrame, lab_result: pl.DataFrame, diagnosis: pl.DataFrame
) -> pl.DataFrame:
    """Runs of hypercalcaemia: one row an episode.

    In: derived.corrected_calcium; canonical.lab_result (PTH, PTHrP), canonical.diagnosis (the
    primary lung cancer). Out: derived.hypercalcaemia_episode.

    A sample qualifies when its corrected calcium is 3.0 mmol/L or more (trial threshold,
    domain.md §2.1), or at least that when it is a limit. Where ionised calcium is the basis it
    decides instead, above 1.6 mmol/L: the CTCAE grade 3 limit, which the critical limits of
    domain.md §8 pair with 3.0. A new episode starts when calcium fell back to the upper limit or
    under in between, or when two qualifying samples are more than 14 days apart (domain.md §2.2 B).
    A stale albumin may open an episode but no crisis. Recovery, timing and etiology: see the parts.
    """
    graded = corrected_calcium.with_columns(qualifies=qualifies_as_hypercalcaemia())
    instants = _instants(graded)
    high = graded.filter("qualifies").join(
        _episode_numbers(instants), on=["patient_id", "sampled_at"]
    )
    episodes = _summed(high)
    keyed = episodes.with_columns(episode_id=stable_key(episodes["founding_row"]))
    recovered = with_recovery(keyed, instants)
    explained = with_etiology(with_timing(recovered, diagnosis), lab_result)
    table = DERIVED["hypercalcaemia_episode"]
    return conform(with_definition_version(explained).select(table.columns), table)


def qualifies_as_hypercalcaemia() -> pl.Expr:
    """Hypercalcaemia on the basis of the row: ionised when there is one, else corrected."""
    ionised = pl.col("ionised_calcium_mmol_l").round(DECIMALS)
    is_high = ionised > number("hypercalcaemia_ionised_mmol_l")
    return (
        pl.when(pl.col("calcium_basis") == "ionised")
        .then(proven(is_high, is_high, pl.col("ionised_calcium_operator"), side="high"))
        .otherwise(pl.col("is_hypercalcaemia_trial"))
        .fill_null(False)
    )


def _summed(high: pl.DataFrame) -> pl.DataFrame:
    return high.group_by("patient_id", "episode_number").agg(
        episode_start_at=pl.col("sampled_at").min(),
        episode_end_at=pl.col("sampled_at").max(),
        peak_calcium_mmol_l=reached(*CORRECTED, beyond=AT_LEAST).max(),
        peak_calcium_operator=operator_of_highest(*CORRECTED),
        peak_ionised_calcium_mmol_l=reached(*IONISED, beyond=AT_LEAST).max(),
        peak_ionised_calcium_operator=operator_of_highest(*IONISED),
        sample_count=pl.len(),
        is_crisis=pl.col("is_crisis").any(),
        founding_row=pl.col("calcium_row").sort_by("sampled_at", "calcium_row").first(),
        source_rows=_evidence(),
    )


def _instants(graded: pl.DataFrame) -> pl.DataFrame:
    """patient_id, sampled_at, is_recovery, recovery_row of the instants that open or close an
    episode. Results drawn together are read together: high if one is high, a recovery if none is
    and one is within the upper limit."""
    telling = graded.filter(pl.col("qualifies") | (pl.col("ctcae_lab_grade") == 0))
    within_limit = pl.col("calcium_row").filter(~pl.col("qualifies"))
    return telling.group_by("patient_id", "sampled_at").agg(
        is_recovery=~pl.col("qualifies").any(), recovery_row=within_limit.min()
    )


def _episode_numbers(instants: pl.DataFrame) -> pl.DataFrame:
    """patient_id, sampled_at, episode_number of every instant with a qualifying result."""
    ordered = instants.sort("patient_id", "sampled_at")
    recoveries = pl.col("is_recovery").cum_sum().over("patient_id")
    high = ordered.with_columns(recoveries=recoveries).filter(~pl.col("is_recovery"))
    return high.select("patient_id", "sampled_at", _episode_number())


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
