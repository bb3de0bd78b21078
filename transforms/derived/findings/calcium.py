"""Rules about calcium: its codes, and the correction of the laboratory (domain.md §8)."""

from datetime import timedelta

import polars as pl

from transforms.derived.calcium.classification import OPERATOR, PAYNE, SEED, graded_calcium
from transforms.derived.calcium.grades import DECIMALS
from transforms.derived.calcium.limits import AT_MOST, EXACT
from transforms.derived.calcium.usable_results import usable_results
from transforms.derived.evidence import source_row
from transforms.derived.findings.breach import breach
from warehouse.schema.definitions import number, word

LAB, DIAGNOSIS = "lab_result", "diagnosis"
NEAR = timedelta(days=number("hypercalcaemia_coded_days"))


def calcium_breaches(
    lab_result: pl.DataFrame,
    corrected_calcium: pl.DataFrame,
    hypercalcaemia_episode: pl.DataFrame,
    diagnosis: pl.DataFrame,
) -> list[pl.DataFrame]:
    """Findings X06 and L15, one frame a rule and table.

    In: canonical.lab_result, canonical.diagnosis, derived.corrected_calcium,
    derived.hypercalcaemia_episode.
    """
    codes = diagnosis.filter(pl.col("icd10_code") == word("hypercalcaemia_code"))
    compared = _compared(lab_result, corrected_calcium)
    far = number("laboratory_correction_mmol_l")
    from_both = pl.min_horizontal("from_seed", "from_payne") > far
    from_ours = (pl.col("from_ours") > far) & ~from_both
    return [
        breach(
            _uncoded(corrected_calcium, hypercalcaemia_episode, codes, lab_result),
            "X06",
            LAB,
            "value",
        ),
        breach(_without_calcium(hypercalcaemia_episode, codes), "X06", DIAGNOSIS, "icd10_code"),
        breach(compared.filter(from_both), "L15", LAB, "value"),
        breach(compared.filter(from_ours), "L15F", LAB, "value"),
    ]


def _uncoded(
    corrected_calcium: pl.DataFrame,
    hypercalcaemia_episode: pl.DataFrame,
    codes: pl.DataFrame,
    lab_result: pl.DataFrame,
) -> pl.DataFrame:
    """The first calcium beyond what E83.50 stands for, of each episode without a code near.

    A hospital that never sends the code says nothing by its absence.
    """
    if codes.is_empty():
        return lab_result.clear()
    beyond = _beyond_the_code(corrected_calcium, hypercalcaemia_episode)
    coded = _near(hypercalcaemia_episode, codes)
    alone = beyond.join(coded, on="episode_id", how="anti").select(row="calcium_row")
    calcium = lab_result.filter(pl.col("analyte_code") == "CA_TOTAL")
    return calcium.with_columns(row=source_row(LAB)).join(alone, on="row", how="semi")


def _beyond_the_code(
    corrected_calcium: pl.DataFrame, hypercalcaemia_episode: pl.DataFrame
) -> pl.DataFrame:
    """episode_id, calcium_row: the first sample of an episode strictly above 3.0 mmol/L."""
    above = corrected_calcium.filter(
        graded_calcium() > number("hypercalcaemia_coded_mmol_l"), pl.col(OPERATOR) != AT_MOST
    )
    of_episodes = hypercalcaemia_episode.select(
        "episode_id", calcium_row=pl.col("source_rows")
    ).explode("calcium_row", empty_as_null=False)
    samples = of_episodes.join(above.select("calcium_row", "sampled_at"), on="calcium_row")
    return samples.sort("sampled_at", "calcium_row").unique(
        subset="episode_id", keep="first", maintain_order=True
    )


def _without_calcium(hypercalcaemia_episode: pl.DataFrame, codes: pl.DataFrame) -> pl.DataFrame:
    """Codes of hypercalcaemia without an episode near."""
    told = _near(hypercalcaemia_episode, codes).select("source_system", "source_row_id")
    return codes.join(told.unique(), on=["source_system", "source_row_id"], how="anti")


def _near(hypercalcaemia_episode: pl.DataFrame, codes: pl.DataFrame) -> pl.DataFrame:
    """Each episode with each code of it: 30 days before its first sample to 30 after its last."""
    both = hypercalcaemia_episode.select(
        "patient_id", "episode_id", "episode_start_at", "episode_end_at"
    ).join(codes, on="patient_id")
    start, end = (pl.col(f"episode_{side}_at").dt.date() for side in ("start", "end"))
    return both.filter(pl.col("diagnosed_on").is_between(start - NEAR, end + NEAR))


def _compared(lab_result: pl.DataFrame, corrected_calcium: pl.DataFrame) -> pl.DataFrame:
    """Calcium corrected by the laboratory, with how far it is from each formula.

    Out: columns of the row, from_seed, from_payne, from_ours (the formula grades are read on), in
    mmol/L. Compared with our calcium of the same instant, corrected with an albumin of the day;
    of several, the nearest. Limits are not compared.
    """
    sent = usable_results(lab_result, "CA_CORRECTED_LAB").select(
        "patient_id", "sampled_at", "row", theirs="value"
    )
    ours = corrected_calcium.filter(
        pl.col(OPERATOR) == EXACT, pl.col("pairing") != "within_7_days"
    ).select("patient_id", "sampled_at", SEED, PAYNE)
    apart = {"from_seed": SEED, "from_payne": PAYNE}
    gaps = sent.join(ours, on=["patient_id", "sampled_at"]).select(
        "row",
        **{name: (pl.col("theirs") - pl.col(of)).abs() for name, of in apart.items()},
        from_ours=(pl.col("theirs") - graded_calcium()).abs(),
    )
    nearest = gaps.group_by("row").agg(pl.all().min().round(DECIMALS))
    rows = lab_result.filter(pl.col("analyte_code") == "CA_CORRECTED_LAB")
    return rows.with_columns(row=source_row(LAB)).join(nearest, on="row")
