"""How many patients with bone metastasis ever have hypercalcaemia, and how many a crisis."""

import polars as pl

from transforms.frames import conform, empty_frame
from transforms.published.estimates.calcium_of_the_cohort import calcium_of_the_cohort
from transforms.published.estimates.strata import by_histology, parts
from transforms.statistics import proportion
from warehouse.schema import PUBLISHED

TABLE = PUBLISHED["hypercalcaemia_frequency"]
LEVELS = ("hypercalcaemia", "crisis")
NO_CRISIS_ALERT = ("not_computable", "within_7_days")  # without ionised calcium: domain.md §1.A


def hypercalcaemia_frequency(corrected_calcium: pl.DataFrame, cohort: pl.DataFrame) -> pl.DataFrame:
    """Patients with 3.0 mmol/L or more, and above 3.5 (1.26), overall and by histology.

    In: derived.corrected_calcium, derived.cohort. Out: published.hypercalcaemia_frequency, out of
    patients with at least one calcium that could be judged from index on, Wilson's 95 % limits.
    The others are unknown, not normal: without albumin nothing is told, and with one more than a
    day away no crisis is.
    """
    results = calcium_of_the_cohort(corrected_calcium, cohort)
    judged = cohort.join(_ever(results), on="patient_id", how="left")
    rows = [
        _share(part, level, stratum, value)
        for stratum, value, part in parts(judged, by_histology())
        for level in LEVELS
    ]
    return conform(pl.concat([empty_frame(TABLE), *rows]), TABLE)


def _ever(results: pl.DataFrame) -> pl.DataFrame:
    """patient_id and whether each level was ever reached; null when no result tells."""
    tells_crisis = (pl.col("calcium_basis") == "ionised").fill_null(False) | ~pl.col(
        "pairing"
    ).is_in(NO_CRISIS_ALERT)
    return results.group_by("patient_id").agg(
        hypercalcaemia=pl.col("is_hypercalcaemia_trial").drop_nulls().max(),
        crisis=pl.col("is_crisis").filter(tells_crisis).drop_nulls().max(),
    )


def _share(part: pl.DataFrame, level: str, stratum: str, value: str) -> pl.DataFrame:
    known = part[level].drop_nulls()
    reached = int(known.sum())
    share = proportion(reached, known.len()).rename({"estimate": "proportion"})
    return conform(
        share.with_columns(
            calcium_level=pl.lit(level),
            stratum=pl.lit(stratum),
            stratum_value=pl.lit(value),
            patient_count=pl.lit(reached),
            denominator=pl.lit(known.len()),
            unknown_count=pl.lit(part.height - known.len()),
        ),
        TABLE,
    )
