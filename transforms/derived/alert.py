"""Alerts: results beyond the critical limits of their analyte, and calcium in crisis."""

import polars as pl

from transforms.derived.evidence import source_row, with_definition_version
from transforms.frames import conform
from warehouse.schema import ANALYTES, DERIVED

_LIMITS = pl.DataFrame(
    [(code, item.critical_below, item.critical_above) for code, item in ANALYTES.items()],
    schema={"analyte_code": pl.String, "low": pl.Float64, "high": pl.Float64},
    orient="row",
)


def alert(lab_result: pl.DataFrame, corrected_calcium: pl.DataFrame) -> pl.DataFrame:
    """Every result a clinician should have been called about: one row a result and reason.

    In: canonical.lab_result, derived.corrected_calcium. Out: derived.alert. A result that is
    excluded or cancelled alerts nobody: it is a fault of data (domain.md §8, L04). Crisis: as
    derived.corrected_calcium says. An alert has no end: how long it is open is for the reader.
    """
    found = pl.concat([_beyond_limits(lab_result), _crises(corrected_calcium)])
    table = DERIVED["alert"]
    return conform(with_definition_version(found).select(table.columns), table)


def _beyond_limits(lab_result: pl.DataFrame) -> pl.DataFrame:
    usable = lab_result.filter(
        pl.col("excluded_reason").is_null()
        & (pl.col("result_status").fill_null("final") != "cancelled")
    )
    return (
        usable.join(_LIMITS, on="analyte_code")
        .with_columns(alert_kind=_kind(), alert_row=source_row("lab_result"))
        .filter(pl.col("alert_kind").is_not_null())
        .select("patient_id", "sampled_at", "alert_kind", "analyte_code", "value", "alert_row")
    )


def _kind() -> pl.Expr:
    # "< 20" is under 20 although its value is 20; "< 50" is not known to be under 20.
    value, operator = pl.col("value"), pl.col("value_operator").fill_null("=")
    is_low = (value < pl.col("low")) & (operator != ">")
    is_low |= (value == pl.col("low")) & (operator == "<")
    is_high = (value > pl.col("high")) & (operator != "<")
    is_high |= (value == pl.col("high")) & (operator == ">")
    return pl.when(is_low).then(pl.lit("critical_low")).when(is_high).then(pl.lit("critical_high"))


def _crises(corrected_calcium: pl.DataFrame) -> pl.DataFrame:
    basis = pl.col("calcium_basis")
    is_ionised = basis == "ionised"
    return corrected_calcium.filter("is_crisis").select(
        "patient_id",
        "sampled_at",
        alert_kind=pl.lit("crisis"),
        analyte_code=pl.when(is_ionised).then(pl.lit("CA_ION")).otherwise(pl.lit("CA_TOTAL")),
        value=pl.when(is_ionised)
        .then("ionised_calcium_mmol_l")
        .when(basis == "corrected_payne")
        .then("corrected_calcium_payne_mmol_l")
        .otherwise("corrected_calcium_mmol_l"),
        alert_row="calcium_row",
    )
