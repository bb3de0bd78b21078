"""What a calcium is on its basis: grades, hypercalcaemia of the trials, crisis."""

import polars as pl

from transforms.derived.calcium.grades import (
    DECIMALS,
    hypercalcaemia_grade,
    hypocalcaemia_grade,
    reference_limit,
)
from transforms.derived.calcium.limits import EXACT, proven
from warehouse.schema.definitions import number, word

SEED, PAYNE = "corrected_calcium_mmol_l", "corrected_calcium_payne_mmol_l"
OPERATOR = "corrected_calcium_operator"
GRADED_FORMULA = {"seed": SEED, "payne": PAYNE}


def graded_calcium() -> pl.Expr:
    """Corrected calcium by the formula that the definitions choose for classification."""
    return pl.col(GRADED_FORMULA[word("corrected_calcium_formula")])


def classified_on_basis(corrected: pl.DataFrame) -> pl.DataFrame:
    """The rows with calcium_basis, ctcae_lab_grade, ctcae_hypocalcaemia_lab_grade,
    is_hypercalcaemia_trial and is_crisis.

    In: corrected and ionised calcium with their operators and reference limits, pairing. On
    ionised calcium where there is one, else on corrected calcium (domain.md §1.A). Of a limit,
    what is proven; a crisis that is not proven is none.
    """
    return corrected.with_columns(
        calcium_basis=_basis(),
        ctcae_lab_grade=_hypercalcaemia(),
        ctcae_hypocalcaemia_lab_grade=_hypocalcaemia(),
        is_hypercalcaemia_trial=_above(
            graded_calcium() >= number("hypercalcaemia_trial_mmol_l"), OPERATOR
        ),
        is_crisis=_is_crisis(),
    )


def formulas_disagree() -> pl.Expr:
    """The two corrections are in different grades, high or low, or on both sides of the crisis;
    null for a limit, whose grade is not known."""
    crisis = number("crisis_mmol_l")
    high, low = (reference_limit(side, "CA_TOTAL") for side in ("high", "low"))
    seed, payne = pl.col(SEED), pl.col(PAYNE)
    disagree = (
        (hypercalcaemia_grade(seed, high) != hypercalcaemia_grade(payne, high))
        | (hypocalcaemia_grade(seed, low) != hypocalcaemia_grade(payne, low))
        | ((seed > crisis) != (payne > crisis))
    )
    return pl.when(pl.col(OPERATOR) == EXACT).then(disagree)


def is_low_albumin() -> pl.Expr:
    """Albumin under 30 g/L; null for a limit that does not say."""
    is_low = pl.col("albumin_g_l").round(DECIMALS) < number("low_albumin_g_l")
    return proven(is_low, is_low, pl.col("albumin_operator"), side="low")


def _ionised() -> pl.Expr:
    return pl.col("ionised_calcium_mmol_l").round(DECIMALS)


def _basis() -> pl.Expr:
    return (
        pl.when(_ionised().is_not_null())
        .then(pl.lit("ionised"))
        .when(graded_calcium().is_not_null())
        .then(pl.lit(f"corrected_{word('corrected_calcium_formula')}"))
    )


def _above(is_above: pl.Expr, operator: str) -> pl.Expr:
    return proven(is_above, is_above, pl.col(operator), side="high")


def _hypercalcaemia() -> pl.Expr:
    of_ionised = hypercalcaemia_grade(
        _ionised(), reference_limit("high", "CA_ION", "_ionised"), of="hypercalcaemia_ionised"
    )
    of_corrected = hypercalcaemia_grade(graded_calcium(), reference_limit("high", "CA_TOTAL"))
    return (
        pl.when(_ionised().is_not_null())
        .then(proven(of_ionised, of_ionised > 0, _ionised_operator(), side="high"))
        .otherwise(proven(of_corrected, of_corrected > 0, pl.col(OPERATOR), side="high"))
    )


def _hypocalcaemia() -> pl.Expr:
    of_ionised = hypocalcaemia_grade(
        _ionised(), reference_limit("low", "CA_ION", "_ionised"), of="hypocalcaemia_ionised"
    )
    of_corrected = hypocalcaemia_grade(graded_calcium(), reference_limit("low", "CA_TOTAL"))
    return (
        pl.when(_ionised().is_not_null())
        .then(proven(of_ionised, of_ionised > 0, _ionised_operator(), side="low"))
        .otherwise(proven(of_corrected, of_corrected > 0, pl.col(OPERATOR), side="low"))
    )


def _ionised_operator() -> pl.Expr:
    return pl.col("ionised_calcium_operator")


def _is_crisis() -> pl.Expr:
    is_stale = pl.col("pairing") == "within_7_days"
    on_ionised = _above(_ionised() > number("crisis_ionised_mmol_l"), "ionised_calcium_operator")
    on_corrected = _above(graded_calcium() > number("crisis_mmol_l"), OPERATOR)
    return (
        pl.when(_ionised().is_not_null())
        .then(on_ionised)
        .otherwise(on_corrected & ~is_stale)
        .fill_null(False)
    )
