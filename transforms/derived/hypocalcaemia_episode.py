"""Episodes of hypocalcaemia, and the dose of bone-targeted agent before each."""

from datetime import timedelta

import polars as pl

from transforms.derived.calcium.limits import AT_MOST, operator_of_lowest, reached
from transforms.derived.disease.bone_agent_dose import DENOSUMAB, oncology_doses
from transforms.derived.evidence import source_row, stable_key, with_definition_version
from transforms.frames import conform
from warehouse.schema import DERIVED
from warehouse.schema.definitions import number

GRADE = "ctcae_hypocalcaemia_lab_grade"
CORRECTED = ("corrected_calcium_mmol_l", "corrected_calcium_operator")
IONISED = ("ionised_calcium_mmol_l", "ionised_calcium_operator")
EVIDENCE = ("calcium_row", "albumin_row", "ionised_calcium_row")


def hypocalcaemia_episode(
    corrected_calcium: pl.DataFrame, bone_agent_administration: pl.DataFrame
) -> pl.DataFrame:
    """Runs of low calcium with their worst grade: one row an episode.

    In: derived.corrected_calcium, canonical.bone_agent_administration. Out:
    derived.hypocalcaemia_episode (CTCAE laboratory grade, domain.md §1.A; denosumab safety, §6).

    A sample is low from grade 1, on ionised calcium where there is one, else on corrected calcium;
    one given as a limit ("<1.50") has the least grade that is proven, so that the worst grade is
    at least that.
    A new episode starts when calcium came back to its lower limit in between, or when two low
    samples are more than 14 days apart. The dose before is the last given for bone metastasis at
    most 42 days before the first low sample, or on its day; it follows denosumab when that dose is
    denosumab.
    """
    graded = corrected_calcium.filter(pl.col(GRADE).is_not_null())
    low = graded.filter(pl.col(GRADE) > 0).join(
        _episode_numbers(graded), on=["patient_id", "sampled_at"]
    )
    episodes = _summed(low)
    keyed = episodes.with_columns(episode_id=stable_key(episodes["founding_row"]))
    preceded = keyed.join(
        _preceding_dose(keyed, bone_agent_administration), on="episode_id", how="left"
    )
    after_denosumab = (pl.col("preceding_atc_code") == DENOSUMAB).fill_null(False)
    table = DERIVED["hypocalcaemia_episode"]
    described = preceded.with_columns(is_after_denosumab=after_denosumab)
    return conform(with_definition_version(described).select(table.columns), table)


def _summed(low: pl.DataFrame) -> pl.DataFrame:
    rows = pl.concat_list(EVIDENCE).explode(empty_as_null=False)
    return low.group_by("patient_id", "episode_number").agg(
        episode_start_at=pl.col("sampled_at").min(),
        episode_end_at=pl.col("sampled_at").max(),
        lowest_calcium_mmol_l=reached(*CORRECTED, beyond=AT_MOST).min(),
        lowest_calcium_operator=operator_of_lowest(*CORRECTED),
        lowest_ionised_calcium_mmol_l=reached(*IONISED, beyond=AT_MOST).min(),
        lowest_ionised_calcium_operator=operator_of_lowest(*IONISED),
        worst_hypocalcaemia_grade=pl.col(GRADE).max(),
        sample_count=pl.len(),
        founding_row=pl.col("calcium_row").sort_by("sampled_at", "calcium_row").first(),
        source_rows=rows.drop_nulls().unique().sort(),
    )


def _episode_numbers(graded: pl.DataFrame) -> pl.DataFrame:
    """patient_id, sampled_at, episode_number of every instant with a low result.

    Results drawn together are read together: low if one is low.
    """
    instants = graded.group_by("patient_id", "sampled_at").agg(
        is_recovery=(pl.col(GRADE) == 0).all()
    )
    counted = instants.sort("patient_id", "sampled_at").with_columns(
        recoveries=pl.col("is_recovery").cum_sum().over("patient_id")
    )
    low = counted.filter(~pl.col("is_recovery"))
    return low.select("patient_id", "sampled_at", episode_number=_episode_number())


def _episode_number() -> pl.Expr:
    day = pl.col("sampled_at").dt.date()
    gap_days = (day - day.shift(1).over("patient_id")).dt.total_days()
    has_recovered = pl.col("recoveries") != pl.col("recoveries").shift(1).over("patient_id")
    starts = (gap_days > number("hypocalcaemia_gap_days")) | has_recovered
    return starts.fill_null(True).cum_sum().over("patient_id")


def _preceding_dose(episodes: pl.DataFrame, administrations: pl.DataFrame) -> pl.DataFrame:
    doses = oncology_doses(administrations).select(
        "patient_id",
        preceding_atc_code="atc_code",
        preceding_dose_on="administered_on",
        dose_row=source_row("bone_agent_administration"),
    )
    started_on = pl.col("episode_start_at").dt.date()
    elapsed = started_on - pl.col("preceding_dose_on")
    window = timedelta(days=number("hypocalcaemia_after_dose_days"))
    before = episodes.select("patient_id", "episode_id", "episode_start_at").join(
        doses, on="patient_id"
    )
    near = before.filter(elapsed.is_between(timedelta(0), window))
    ordered = near.sort("episode_id", "preceding_dose_on", "dose_row")
    last = ordered.unique(subset="episode_id", keep="last", maintain_order=True)
    return last.select(
        "episode_id",
        "preceding_atc_code",
        "preceding_dose_on",
        days_since_dose=elapsed.dt.total_days(),
    )
