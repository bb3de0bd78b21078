"""Corrected calcium of the cohort by calendar month."""

import polars as pl

from transforms.derived.calcium.limits import EXACT
from transforms.frames import conform
from transforms.published.estimates.calcium_of_the_cohort import calcium_of_the_cohort
from warehouse.schema import PUBLISHED

CENTILES = {
    "calcium_p05_mmol_l": 0.05,
    "calcium_p25_mmol_l": 0.25,
    "calcium_median_mmol_l": 0.50,
    "calcium_p75_mmol_l": 0.75,
    "calcium_p95_mmol_l": 0.95,
}


def calcium_by_month(corrected_calcium: pl.DataFrame, cohort: pl.DataFrame) -> pl.DataFrame:
    """Centiles of corrected calcium, month by month, of patients with bone metastasis.

    In: derived.corrected_calcium, derived.cohort. Out: published.calcium_by_month, mmol/L, centiles
    interpolated. A result belongs to the cohort from the index of its patient on, and until the
    day after death: a sample dated later is not theirs (rule L10). Results without albumin are
    counted and have no corrected value. A result that is a limit (">3.75") is counted apart and is
    in no centile, which would take it for a value; it counts in hypercalcaemia and crisis where it
    proves them.
    """
    by_month = calcium_of_the_cohort(corrected_calcium, cohort).group_by(
        month_on=pl.col("sampled_at").dt.date().dt.truncate("1mo")
    )
    months = by_month.agg(
        _centiles(),
        result_count=pl.len(),
        patient_count=pl.col("patient_id").n_unique(),
        not_computable_count=(pl.col("pairing") == "not_computable").sum(),
        limit_count=(_is_computable() & ~_is_value()).sum(),
        hypercalcaemia_patient_count=_patients_with("is_hypercalcaemia_trial"),
        crisis_patient_count=_patients_with("is_crisis"),
    )
    return conform(months, PUBLISHED["calcium_by_month"])


def _centiles() -> list[pl.Expr]:
    calcium = pl.col("corrected_calcium_mmol_l").filter(_is_value())
    return [
        calcium.quantile(share, interpolation="linear").alias(name)
        for name, share in CENTILES.items()
    ]


def _is_computable() -> pl.Expr:
    return pl.col("pairing") != "not_computable"


def _is_value() -> pl.Expr:
    return (pl.col("corrected_calcium_operator") == EXACT).fill_null(False)


def _patients_with(flag: str) -> pl.Expr:
    return pl.col("patient_id").filter(pl.col(flag).fill_null(False)).n_unique()
