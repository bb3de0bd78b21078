"""What a result given as a limit proves: "> 3.75" is at least 3.75, "< 1.50" at most 1.50.

No value is ever put in the place of a limit (domain.md §3.5 keeps the operator). A statement is
made where every value the limit allows makes it, and is null where some do and some do not. The
limit itself counts as allowed: laboratories that write "≥ 3.5" are read as "> 3.5".
"""

from typing import Literal

import polars as pl

EXACT, AT_LEAST, AT_MOST = "=", ">", "<"


def proven(
    statement: pl.Expr, holds: pl.Expr, operator: pl.Expr, *, side: Literal["high", "low"]
) -> pl.Expr:
    """The statement where it is proven; null elsewhere.

    `statement` is what is said of the number, `holds` whether it says that the number is beyond
    something, on the high or the low side. Beyond, "at least" proves a high one and "at most" a
    low one; not beyond, the other way round.
    """
    towards, away = (AT_LEAST, AT_MOST) if side == "high" else (AT_MOST, AT_LEAST)
    is_proven = (
        (operator == EXACT) | (holds & (operator == towards)) | (~holds & (operator == away))
    )
    return pl.when(is_proven).then(statement)


def corrected_operator(calcium: pl.Expr, albumin: pl.Expr) -> pl.Expr:
    """Operator of a calcium corrected for albumin, from the operators of both.

    The more albumin, the less corrected calcium: albumin of at most 15 g/L makes it "at least".
    Null where the two pull apart (both at least, or both at most): nothing is known of it.
    """
    turned = albumin.replace_strict(
        {EXACT: EXACT, AT_LEAST: AT_MOST, AT_MOST: AT_LEAST}, return_dtype=pl.String
    )
    return (
        pl.when(calcium == EXACT)
        .then(turned)
        .when((turned == EXACT) | (turned == calcium))
        .then(calcium)
    )


def operator_of_highest(value: str, operator: str) -> pl.Expr:
    """Operator of the highest of several: "at least" as soon as one of them is a limit."""
    return _operator_of_extreme(value, operator, AT_LEAST)


def operator_of_lowest(value: str, operator: str) -> pl.Expr:
    """Operator of the lowest of several: "at most" as soon as one of them is a limit."""
    return _operator_of_extreme(value, operator, AT_MOST)


def reached(value: str, operator: str, *, beyond: str) -> pl.Expr:
    """Values that were really reached: an "at most" says nothing of the highest of several."""
    return pl.col(value).filter(pl.col(operator).is_in([EXACT, beyond]))


def _operator_of_extreme(value: str, operator: str, limit: str) -> pl.Expr:
    is_limit = (pl.col(operator) != EXACT) & pl.col(value).is_not_null()
    return (
        pl.when(reached(value, operator, beyond=limit).count() == 0)
        .then(None)
        .when(is_limit.any())
        .then(pl.lit(limit))
        .otherwise(pl.lit(EXACT))
    )
