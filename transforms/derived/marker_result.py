"""Bone-marker results, with what before the analysis may have moved them."""

from datetime import timedelta

import polars as pl

from transforms.derived.calcium.nearest_in_time import nearest_in_time
from transforms.derived.calcium.usable_results import with_replaced
from transforms.derived.disease.one_patient import one_patient
from transforms.derived.evidence import source_row, with_definition_version
from transforms.derived.markers.age import whole_years
from transforms.derived.markers.preanalytical import (
    is_ctx_time_ok,
    preanalytical_reasons,
    preanalytical_status,
)
from transforms.derived.markers.upper_limit import marker_is_elevated
from transforms.frames import conform
from warehouse.schema import DERIVED
from warehouse.schema.definitions import names, number, word

RENAL_WINDOW = timedelta(days=number("marker_renal_window_days"))
HEALING = timedelta(days=number("fracture_healing_days"))


def marker_result(
    lab_result: pl.DataFrame,
    patient: pl.DataFrame,
    renal_function: pl.DataFrame,
    fracture: pl.DataFrame,
    systemic_line: pl.DataFrame,
) -> pl.DataFrame:
    """Every result of a bone marker, one row each, none left out, with its pre-analytical status.

    In: canonical.lab_result, patient, fracture, systemic_line, and derived.renal_function. Out:
    derived.marker_result, values in the canonical unit of the analyte (domain.md §3.5, §3.6).

    A result that a corrected one of its sample replaces (rule L08) is invalid, as is CTX known to
    be drawn at or after 09:00, or not fasting. CTX of unknown hour or fasting calls for caution, as
    do filtration under 30 (nearest creatinine within 30 days; CTX and P1NP that is not the intact
    assay), a fracture in the six months before (formation markers) and a glucocorticoid of the
    systemic line. Not covered, because no canonical table holds it: time from sampling to
    analysis, posture, tourniquet.
    """
    followed = lab_result.filter(pl.col("analyte_code").is_in(names("bone_markers")))
    markers = with_replaced(followed).with_columns(
        row=source_row("lab_result"), drawn_on=pl.col("sampled_at").dt.date()
    )
    described = _with_renal_function(_with_person(markers, patient), renal_function).with_columns(
        has_recent_fracture=_is_among(_after_fracture(markers, fracture)),
        is_under_glucocorticoid=_is_among(_under_glucocorticoid(markers, systemic_line)),
    )
    judged = (
        described.with_columns(preanalytical_reasons=preanalytical_reasons())
        .with_columns(
            assay=_assay(),
            slope_value=_slope_value(),
            is_elevated=marker_is_elevated(),
            is_ctx_time_ok=is_ctx_time_ok(),
            preanalytical_status=preanalytical_status(),
        )
        .rename({"row": "result_row"})
    )
    table = DERIVED["marker_result"]
    return conform(with_definition_version(judged).select(table.columns), table)


def _with_person(markers: pl.DataFrame, patient: pl.DataFrame) -> pl.DataFrame:
    people = one_patient(patient).select("patient_id", "sex", "birth_on")
    return markers.join(people, on="patient_id", how="left").with_columns(
        age_at_sample_years=whole_years("sampled_at", "birth_on")
    )


def _with_renal_function(markers: pl.DataFrame, renal_function: pl.DataFrame) -> pl.DataFrame:
    known = renal_function.filter(pl.col("gfr_ckdepi21_ml_min_173m2").is_not_null())
    candidates = known.select(
        "patient_id",
        "sampled_at",
        has_sample_time=pl.lit(True),
        resulted_at=pl.lit(None, dtype=pl.Datetime("us")),
        row="creatinine_row",
    )
    filtration = known.select("gfr_ckdepi21_ml_min_173m2", nearest_row="creatinine_row")
    nearest = nearest_in_time(markers, candidates, within=RENAL_WINDOW)
    return nearest.join(filtration, on="nearest_row", how="left")


def _after_fracture(markers: pl.DataFrame, fracture: pl.DataFrame) -> pl.DataFrame:
    """Rows drawn on the day of a fracture or in the six months after it."""
    breaks = fracture.select("patient_id", "occurred_on")
    drawn = markers.select("patient_id", "row", "drawn_on").join(breaks, on="patient_id")
    elapsed = pl.col("drawn_on") - pl.col("occurred_on")
    return drawn.filter(elapsed.is_between(timedelta(0), HEALING)).select("row")


def _under_glucocorticoid(markers: pl.DataFrame, systemic_line: pl.DataFrame) -> pl.DataFrame:
    """Rows drawn during a line that holds a glucocorticoid; a line without end goes on."""
    codes = pl.col("drug_codes").str.split(";").list.eval(pl.element().str.strip_chars())
    has_one = codes.list.eval(pl.element().str.starts_with(word("glucocorticoid_atc"))).list.any()
    lines = systemic_line.filter(has_one).select("patient_id", "started_on", "ended_on")
    drawn = markers.select("patient_id", "row", "drawn_on").join(lines, on="patient_id")
    day = pl.col("drawn_on")
    is_during = (day >= pl.col("started_on")) & (day <= pl.col("ended_on")).fill_null(True)
    return drawn.filter(is_during).select("row")


def _is_among(rows: pl.DataFrame) -> pl.Expr:
    return pl.col("row").is_in(rows["row"].unique().to_list())


def _assay() -> pl.Expr:
    """Without a stated method the laboratory stands for it: values of two are not compared."""
    return pl.coalesce("method", pl.format("not stated ({})", "source_system"))


def _slope_value() -> pl.Expr:
    below = pl.col("value") / number("below_limit_divisor")
    return pl.when(pl.col("value_operator") == "<").then(below).otherwise(pl.col("value"))
