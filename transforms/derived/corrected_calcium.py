"""Corrected calcium: total calcium brought to an albumin of 40 g/L, graded."""

from datetime import timedelta

import polars as pl

from transforms.derived.calcium.albumin_pairing import paired_with_albumin
from transforms.derived.calcium.classification import (
    classified_on_basis,
    formulas_disagree,
    is_low_albumin,
)
from transforms.derived.calcium.grades import DECIMALS, reference_limit
from transforms.derived.calcium.limits import AT_LEAST, AT_MOST, EXACT, corrected_operator
from transforms.derived.calcium.nearest_in_time import nearest_in_time
from transforms.derived.calcium.usable_results import results_and_limits
from transforms.derived.evidence import with_definition_version
from transforms.frames import conform
from warehouse.schema import DERIVED
from warehouse.schema.definitions import number

IONISED_WINDOW = timedelta(hours=number("ionised_window_hours"))


def corrected_calcium(lab_result: pl.DataFrame) -> pl.DataFrame:
    """Every total calcium corrected for albumin by both formulas, classified, with its alert.

    In: canonical.lab_result. Out: derived.corrected_calcium, one row for each usable total
    calcium.

    founding text: Ca + (40 - albumin) / 40; Payne: Ca + 0.02 (40 - albumin); mmol/L and g/L
    (domain.md §1.A). Ionised calcium within 24 hours is what the grades and the crisis are read
    on when there is one; the corrected value is then secondary. An albumin more than 24 hours
    away (pairing within_7_days) corrects and grades but never makes a crisis. Without albumin
    nothing is corrected: total calcium is never used in its place.

    A calcium or albumin given as a limit (">3.75", "<15") gives a corrected calcium that is a
    limit, with its operator: a grade is then the least that is proven, and null where nothing is
    (see `limits`). An ionised limit is a basis only where it settles hypercalcaemia.
    """
    calcium = results_and_limits(lab_result, "CA_TOTAL")
    paired = paired_with_albumin(calcium, results_and_limits(lab_result, "ALB"))
    both = _with_ionised(paired, _settling(results_and_limits(lab_result, "CA_ION")))
    corrected = both.with_columns(
        corrected_calcium_operator=corrected_operator(
            pl.col("operator"), pl.col("albumin_operator")
        )
    ).with_columns(
        corrected_calcium_mmol_l=_corrected("seed"),
        corrected_calcium_payne_mmol_l=_corrected("payne"),
    )
    classified = classified_on_basis(corrected).with_columns(
        formulas_disagree=formulas_disagree(), is_low_albumin=is_low_albumin()
    )
    named = classified.rename(
        {"value": "calcium_mmol_l", "operator": "calcium_operator", "row": "calcium_row"}
    )
    table = DERIVED["corrected_calcium"]
    return conform(with_definition_version(named).select(table.columns), table)


def _settling(ionised: pl.DataFrame) -> pl.DataFrame:
    """Ionised calcium that says whether there is hypercalcaemia: a value, "at least" beyond the
    threshold of an episode, or "at most" the upper limit of the reference interval."""
    value, operator = pl.col("value").round(DECIMALS), pl.col("operator")
    is_high = (operator == AT_LEAST) & (value > number("hypercalcaemia_ionised_mmol_l"))
    is_not_high = (operator == AT_MOST) & (value <= reference_limit("high", "CA_ION"))
    return ionised.filter((operator == EXACT) | is_high | is_not_high)


def _with_ionised(calcium: pl.DataFrame, ionised: pl.DataFrame) -> pl.DataFrame:
    nearest = nearest_in_time(calcium, ionised, within=IONISED_WINDOW)
    values = ionised.select(
        ionised_calcium_row="row",
        ionised_calcium_mmol_l="value",
        ionised_calcium_operator="operator",
        reference_low_ionised="reference_low",
        reference_high_ionised="reference_high",
    )
    found = nearest.select(*calcium.columns, ionised_calcium_row="nearest_row")
    return found.join(values, on="ionised_calcium_row", how="left")


def _corrected(formula: str) -> pl.Expr:
    missing_albumin = number("albumin_reference_g_l") - pl.col("albumin_g_l")
    if number("clip_high_albumin"):
        missing_albumin = missing_albumin.clip(lower_bound=0)
    slope = number(f"calcium_slope_{formula}")
    corrected = (pl.col("value") + slope * missing_albumin).round(DECIMALS)
    return pl.when(pl.col("corrected_calcium_operator").is_not_null()).then(corrected)
