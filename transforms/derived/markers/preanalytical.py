"""What happened before the analysis that may have moved a bone marker."""

from datetime import time

import polars as pl

from warehouse.schema import VOCABULARIES
from warehouse.schema.definitions import names, number


def is_ctx_time_ok() -> pl.Expr:
    """CTX drawn before 09:00. An unknown time of day is not a compliant one: false. Null for the
    other markers, which have no hour (founding text; domain.md §3.6)."""
    return pl.when(_is_ctx()).then(_is_timed() & ~_is_late())


def preanalytical_reasons() -> pl.Expr:
    """Every reason that holds for a result, in the order of the vocabulary (domain.md §3.6).

    Needs the columns of canonical.lab_result and is_replaced, gfr_ckdepi21_ml_min_173m2,
    has_recent_fracture, is_under_glucocorticoid.
    """
    holds = _conditions()
    assert set(holds) == set(VOCABULARIES["preanalytical_reason"].codes)
    named = [pl.when(condition).then(pl.lit(reason)) for reason, condition in holds.items()]
    return pl.concat_list(named).list.drop_nulls()


def preanalytical_status() -> pl.Expr:
    """Invalid when a reason invalidates, caution when there is another, else ok."""
    invalidating = [
        pl.col("preanalytical_reasons").list.contains(reason)
        for reason in names("invalidating_reasons")
    ]
    return (
        pl.when(pl.any_horizontal(invalidating))
        .then(pl.lit("invalid"))
        .when(pl.col("preanalytical_reasons").list.len() > 0)
        .then(pl.lit("caution"))
        .otherwise(pl.lit("ok"))
    )


def _conditions() -> dict[str, pl.Expr]:
    return {
        "excluded": pl.col("excluded_reason").is_not_null() | pl.col("is_replaced"),
        "cancelled": pl.col("result_status") == "cancelled",
        "no_value": pl.col("value").is_null(),
        "drawn_late": _is_ctx() & _is_timed() & _is_late(),
        "not_fasting": _is_ctx() & ~pl.col("is_fasting"),
        "time_unknown": _is_ctx() & ~_is_timed(),
        "fasting_unknown": _is_ctx() & pl.col("is_fasting").is_null(),
        "low_gfr": _is_retained(),
        "recent_fracture": _is_one_of("formation_markers") & pl.col("has_recent_fracture"),
        "glucocorticoid": pl.col("is_under_glucocorticoid"),
    }


def _is_ctx() -> pl.Expr:
    return pl.col("analyte_code") == "CTX"


def _is_timed() -> pl.Expr:
    is_midnight = pl.col("sampled_at").dt.time() == time(0)
    return pl.col("has_sample_time").fill_null(True) & ~is_midnight


def _is_late() -> pl.Expr:
    return pl.col("sampled_at").dt.time() >= time(int(number("ctx_latest_hour")))


def _is_retained() -> pl.Expr:
    """Intact P1NP does not depend on filtration; total P1NP, and one of unknown assay, does."""
    is_intact = (
        pl.col("method").str.to_lowercase().str.contains("intact", literal=True).fill_null(False)
    )
    is_low = pl.col("gfr_ckdepi21_ml_min_173m2") < number("severe_renal_impairment_ml_min")
    return _is_one_of("renally_cleared_markers") & ~is_intact & is_low


def _is_one_of(definition: str) -> pl.Expr:
    return pl.col("analyte_code").is_in(names(definition))
