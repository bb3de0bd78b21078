"""How believable a laboratory result looks: valid, in doubt, invalid, a limit, or no value."""

import polars as pl

from dashboard.labels import rule_meaning, word
from dashboard.palette import DOUBTFUL, EXCLUDED, RESULT

PRE_ANALYTIC_RULE = "L14"
SHAPES = {
    "valid": "circle",
    "caution": "circle",
    "invalid": "circle",
    "under": "triangle-down",
    "over": "triangle-up",
    "excluded": "cross",
}


def looks() -> pl.Expr:
    """`valid`, `caution`, `invalid`, `under`, `over`, `excluded`: a key of SHAPES.

    In: canonical.lab_result with `rule_codes` and `preanalytical_status`. A bone marker looks as
    derived.marker_result judges it; another result breaks the rule of its sample or does not.
    """
    broken = pl.col("rule_codes").fill_null([]).list.contains(PRE_ANALYTIC_RULE)
    status = pl.col("preanalytical_status")
    return (
        pl.when(pl.col("excluded_reason").is_not_null() | pl.col("value").is_null())
        .then(pl.lit("excluded"))
        .when(status.eq_missing("invalid") | (status.is_null() & broken))
        .then(pl.lit("invalid"))
        .when(pl.col("value_operator") == "<")
        .then(pl.lit("under"))
        .when(pl.col("value_operator") == ">")
        .then(pl.lit("over"))
        .when(status.eq_missing("caution"))
        .then(pl.lit("caution"))
        .otherwise(pl.lit("valid"))
    )


def fill() -> pl.Expr:
    """Full when valid, pale when in doubt, else hollow. In: `looks`."""
    return pl.col("looks").replace_strict(
        {"valid": RESULT, "caution": DOUBTFUL}, default="transparent", return_dtype=pl.String
    )


def outline() -> pl.Expr:
    """Grey when the result is no value. In: `looks`."""
    is_excluded = pl.col("looks") == "excluded"
    return pl.when(is_excluded).then(pl.lit(EXCLUDED)).otherwise(pl.lit(RESULT))


def readings(results: pl.DataFrame) -> list[str | None]:
    """Why a result is not taken as it is, in words; None when nothing is against it."""
    return [_reading(row) for row in results.iter_rows(named=True)]


def _reading(result: dict[str, object]) -> str | None:
    reasons, rules = result["preanalytical_reasons"], result["rule_codes"]
    if result["excluded_reason"] is not None:
        return rule_meaning(str(result["excluded_reason"]))
    if isinstance(reasons, list) and reasons:
        return "; ".join(word("preanalytical_reason", reason) for reason in reasons)
    if isinstance(rules, list) and rules:
        return rule_meaning(str(rules[0]))
    return None
