"""Corrected calcium: total calcium brought to an albumin of 40 g/L, graded."""

from datetime import timedelta

import polars as pl

from transforms.derived.calcium.albumin_pairing import paired_with_albumin
from transforms.derived.calcium.grades import (
    DECIMALS,
    hypercalcaemia_grade,
    hypocalcaemia_grade,
    reference_limit,
)
from transforms.derived.calcium.nearest_in_time import nearest_in_time
from transforms.derived.calcium.usable_results import usable_results
from transforms.derived.evidence import with_definition_version
from transforms.frames import conform
from warehouse.schema import DERIVED
from warehouse.schema.definitions import number, word

IONISED_WINDOW = timedelta(hours=number("ionised_window_hours"))
SEED, PAYNE = "corrected_calcium_mmol_l", "corrected_calcium_payne_mmol_l"
GRADED_FORMULA = {"seed": SEED, "payne": PAYNE}


def corrected_calcium(lab_result: pl.DataFrame) -> pl.DataFrame:
    """Every total calcium corrected for albumin by both formulas, classified, with its alert.

    In: canonical.lab_result. Out: derived.corrected_calcium, one row for each usable total
    calcium (see `usable_results`: a limit such as ">3.75" is not a value and has no row).

    founding text: Ca + (40 - albumin) / 40; Payne: Ca + 0.02 (40 - albumin); mmol/L and g/L
    (domain.md §1.A). Ionised calcium within 24 hours is what the grades and the crisis are read
    on when there is one; the corrected value is then secondary. An albumin more than 24 hours
    away (pairing within_7_days) corrects and grades but never makes a crisis. Without albumin
    nothing is corrected: total calcium is never used in its place.
    """
    calcium = usable_results(lab_result, "CA_TOTAL")
    paired = paired_with_albumin(calcium, usable_results(lab_result, "ALB"))
    both = _with_ionised(paired, usable_results(lab_result, "CA_ION"))
    classified = both.with_columns(_corrected("seed"), _corrected("payne")).with_columns(
        calcium_basis=_basis(),
        ctcae_lab_grade=_hypercalcaemia(),
        ctcae_hypocalcaemia_lab_grade=_hypocalcaemia(),
        is_hypercalcaemia_trial=_graded() >= number("hypercalcaemia_trial_mmol_l"),
        is_crisis=_is_crisis(),
        formulas_disagree=_formulas_disagree(),
        is_low_albumin=pl.col("albumin_g_l").round(DECIMALS) < number("low_albumin_g_l"),
    )
    named = classified.rename({"value": "calcium_mmol_l", "row": "calcium_row"})
    table = DERIVED["corrected_calcium"]
    return conform(with_definition_version(named).select(table.columns), table)


def _with_ionised(calcium: pl.DataFrame, ionised: pl.DataFrame) -> pl.DataFrame:
    nearest = nearest_in_time(calcium, ionised, within=IONISED_WINDOW)
    values = ionised.select(
        ionised_calcium_row="row",
        ionised_calcium_mmol_l="value",
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
    return (pl.col("value") + slope * missing_albumin).round(DECIMALS).alias(
        GRADED_FORMULA[formula]
    )


def _graded() -> pl.Expr:
    """Corrected calcium by the formula that the definitions choose for classification."""
    return pl.col(GRADED_FORMULA[word("corrected_calcium_formula")])


def _ionised() -> pl.Expr:
    return pl.col("ionised_calcium_mmol_l").round(DECIMALS)


def _basis() -> pl.Expr:
    return (
        pl.when(_ionised().is_not_null())
        .then(pl.lit("ionised"))
        .when(_graded().is_not_null())
        .then(pl.lit(f"corrected_{word('corrected_calcium_formula')}"))
    )


def _hypercalcaemia() -> pl.Expr:
    ionised_upper = reference_limit("high", "CA_ION", "_ionised")
    return (
        pl.when(_ionised().is_not_null())
        .then(hypercalcaemia_grade(_ionised(), ionised_upper, of="hypercalcaemia_ionised"))
        .otherwise(hypercalcaemia_grade(_graded(), reference_limit("high", "CA_TOTAL")))
    )


def _hypocalcaemia() -> pl.Expr:
    ionised_lower = reference_limit("low", "CA_ION", "_ionised")
    return (
        pl.when(_ionised().is_not_null())
        .then(hypocalcaemia_grade(_ionised(), ionised_lower, of="hypocalcaemia_ionised"))
        .otherwise(hypocalcaemia_grade(_graded(), reference_limit("low", "CA_TOTAL")))
    )


def _is_crisis() -> pl.Expr:
    is_stale = pl.col("pairing") == "within_7_days"
    return (
        pl.when(_ionised().is_not_null())
        .then(_ionised() > number("crisis_ionised_mmol_l"))
        .otherwise((_graded() > number("crisis_mmol_l")) & ~is_stale)
        .fill_null(False)
    )


def _formulas_disagree() -> pl.Expr:
    """The two corrections are in different grades, high or low, or on both sides of the crisis."""
    crisis = number("crisis_mmol_l")
    high, low = (reference_limit(side, "CA_TOTAL") for side in ("high", "low"))
    seed, payne = pl.col(SEED), pl.col(PAYNE)
    return (
        (hypercalcaemia_grade(seed, high) != hypercalcaemia_grade(payne, high))
        | (hypocalcaemia_grade(seed, low) != hypocalcaemia_grade(payne, low))
        | ((seed > crisis) != (payne > crisis))
    )
