"""Doses of bone-targeted agents against renal function."""

from datetime import timedelta

import polars as pl

from transforms.derived.disease.bone_agent_dose import oncology_doses
from transforms.derived.evidence import source_row, with_definition_version
from transforms.derived.exposure.creatinine_rise import with_creatinine_rise
from transforms.frames import conform
from warehouse.schema import DERIVED, DOSE_BANDS
from warehouse.schema.definitions import number

IBANDRONATE = "M05BA06"
CLEARANCE = "creatinine_clearance_ml_min"
EXPECTED = ("expected_dose_low_mg", "expected_dose_high_mg")


def bone_agent_dose_check(
    bone_agent_administration: pl.DataFrame,
    renal_function: pl.DataFrame,
    lab_result: pl.DataFrame,
) -> pl.DataFrame:
    """Every dose given for bone metastasis against the label: one row a dose.

    In: canonical.bone_agent_administration, derived.renal_function, canonical.lab_result. Out:
    derived.bone_agent_dose_check, mg and mL/min (domain.md §6).

    The clearance is Cockcroft-Gault from the last creatinine of the 7 days before (the day of the
    dose included), else the one noted with the dose. Denosumab needs no adjustment. The daily
    tablet of ibandronate has no band. Whether zoledronate was given though creatinine had risen
    stands beside the verdict, which is about the amount: see `with_creatinine_rise`.
    """
    doses = oncology_doses(bone_agent_administration).with_columns(
        administration_row=source_row("bone_agent_administration")
    )
    cleared = _with_clearance(doses, renal_function)
    followed = with_creatinine_rise(_with_band(cleared), lab_result)
    judged = followed.with_columns(
        dose_verdict=_verdict(),
        has_severe_renal_impairment=pl.col(CLEARANCE) < number("severe_renal_impairment_ml_min"),
    )
    table = DERIVED["bone_agent_dose_check"]
    return conform(with_definition_version(judged).select(table.columns), table)


def _with_clearance(doses: pl.DataFrame, renal_function: pl.DataFrame) -> pl.DataFrame:
    noted = pl.col("creatinine_clearance_before_ml_min")
    computed = pl.col("computed_ml_min")
    known = doses.join(_last_creatinine(doses, renal_function), on="administration_row", how="left")
    return known.with_columns(
        creatinine_clearance_ml_min=pl.coalesce(computed, noted),
        clearance_basis=pl.when(computed.is_not_null())
        .then(pl.lit("computed"))
        .when(noted.is_not_null())
        .then(pl.lit("noted")),
    )


def _last_creatinine(doses: pl.DataFrame, renal_function: pl.DataFrame) -> pl.DataFrame:
    """The last creatinine drawn in the 7 days before each dose, or on its day."""
    drawn = renal_function.select(
        "patient_id",
        "creatinine_row",
        creatinine_sampled_at="sampled_at",
        computed_ml_min="creatinine_clearance_ml_min",
    )
    before = doses.select("patient_id", "administration_row", "administered_on").join(
        drawn, on="patient_id"
    )
    elapsed = pl.col("administered_on") - pl.col("creatinine_sampled_at").dt.date()
    window = timedelta(days=number("creatinine_before_dose_days"))
    near = before.filter(elapsed.is_between(timedelta(0), window))
    ordered = near.sort("administration_row", "creatinine_sampled_at", "creatinine_row")
    last = ordered.unique(subset="administration_row", keep="last", maintain_order=True)
    return last.drop("patient_id", "administered_on")


def _with_band(doses: pl.DataFrame) -> pl.DataFrame:
    """The band of each dose: has_band, and the doses it expects (none: not recommended)."""
    offered = doses.select("administration_row", "atc_code", CLEARANCE, "dose_mg").join(
        _bands(), on="atc_code"
    )
    fitting = offered.filter(_is_in_band(), ~_is_daily_tablet())
    lowest = fitting.sort("administration_row", "clearance_from", nulls_last=False).unique(
        subset="administration_row", keep="first", maintain_order=True
    )
    found = lowest.select("administration_row", *EXPECTED, has_band=pl.lit(True))
    return doses.join(found, on="administration_row", how="left")


def _bands() -> pl.DataFrame:
    return pl.DataFrame(
        {
            "atc_code": [band.atc_code for band in DOSE_BANDS],
            "clearance_from": [band.clearance_from for band in DOSE_BANDS],
            "clearance_to": [band.clearance_to for band in DOSE_BANDS],
            "includes_to": [band.includes_to for band in DOSE_BANDS],
            "expected_dose_low_mg": [band.dose_low_mg for band in DOSE_BANDS],
            "expected_dose_high_mg": [band.dose_high_mg for band in DOSE_BANDS],
        },
        schema_overrides=dict.fromkeys(("clearance_from", "clearance_to"), pl.Float64),
    )


def _is_in_band() -> pl.Expr:
    start, end = pl.col("clearance_from"), pl.col("clearance_to")
    clearance = pl.col(CLEARANCE)
    needs_no_clearance = start.is_null() & end.is_null()
    is_below_end = (clearance < end) | ((clearance == end) & pl.col("includes_to"))
    is_within = (clearance >= start) & (end.is_null() | is_below_end)
    return needs_no_clearance | is_within.fill_null(False)


def _is_daily_tablet() -> pl.Expr:
    is_one = (pl.col("atc_code") == IBANDRONATE) & (
        pl.col("dose_mg") >= number("ibandronate_oral_mg")
    )
    return is_one.fill_null(False)


def _verdict() -> pl.Expr:
    low, high = (pl.col(name) for name in EXPECTED)
    dose, tolerance = pl.col("dose_mg"), number("dose_tolerance_mg")
    has_band = pl.col("has_band").fill_null(False)
    return (
        pl.when(_is_daily_tablet())
        .then(pl.lit("no_band"))
        .when(~has_band & pl.col(CLEARANCE).is_null())
        .then(pl.lit("clearance_unknown"))
        .when(~has_band)
        .then(pl.lit("no_band"))
        .when(low.is_null())
        .then(pl.lit("not_recommended"))
        .when(dose.is_null())
        .then(pl.lit("dose_unknown"))
        .when(dose > high + tolerance)
        .then(pl.lit("too_high"))
        .when(dose < low - tolerance)
        .then(pl.lit("too_low"))
        .otherwise(pl.lit("matches"))
    )
