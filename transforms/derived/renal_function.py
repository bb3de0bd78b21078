"""Renal function: filtration and clearance from each creatinine."""

from datetime import timedelta

import polars as pl

from transforms.derived.calcium.nearest_in_time import nearest_in_time
from transforms.derived.calcium.usable_results import usable_results
from transforms.derived.disease.one_patient import one_patient
from transforms.derived.evidence import source_row, with_definition_version
from transforms.derived.markers.age import whole_years
from transforms.frames import conform
from warehouse.schema import COLUMNS, DERIVED
from warehouse.schema.analytes import CREATININE_UMOL_L_PER_MG_DL
from warehouse.schema.definitions import number

WEIGHT_WINDOW = timedelta(days=number("weight_window_days"))
# Powers and logarithms differ in the last digits with where a row lies in its frame; rounded, a
# patient computed among few has the figures of one computed among all.
DECIMALS = 6


def renal_function(
    lab_result: pl.DataFrame, patient: pl.DataFrame, followup: pl.DataFrame
) -> pl.DataFrame:
    """Filtration (CKD-EPI 2021) and clearance (Cockcroft-Gault): one row a usable creatinine.

    In: canonical.lab_result, canonical.patient, canonical.followup. Out: derived.renal_function
    (domain.md §3.1), mL/min/1.73 m2 and mL/min.

    CKD-EPI 2021 (Inker 2021, NKF calculator) is for adults and needs no weight. Cockcroft-Gault
    (1976) takes the weight measured nearest to the sample, at most 90 days away, else the weight
    on file. Without sex, age or weight, what needs it is null.
    """
    creatinine = usable_results(lab_result, "CREAT").rename({"value": "creatinine_umol_l"})
    known = _with_weight(_with_age(creatinine, patient), patient, followup)
    computed = known.with_columns(
        gfr_ckdepi21_ml_min_173m2=ckd_epi_2021(),
        creatinine_clearance_ml_min=cockcroft_gault(),
    ).rename({"row": "creatinine_row"})
    table = DERIVED["renal_function"]
    return conform(with_definition_version(computed).select(table.columns), table)


def ckd_epi_2021() -> pl.Expr:
    """142 min(c/k, 1)^a max(c/k, 1)^-1.2 0.9938^age, by 1.012 in women; c in mg/dL."""
    ratio = pl.col("creatinine_umol_l") / CREATININE_UMOL_L_PER_MG_DL / _by_sex(0.9, 0.7)
    age = pl.col("age_at_sample_years")
    filtration = (
        142
        * ratio.clip(upper_bound=1).pow(_by_sex(-0.302, -0.241))
        * ratio.clip(lower_bound=1).pow(-1.2)
        * pl.lit(0.9938).pow(age)
        * _by_sex(1.0, 1.012)
    )
    return pl.when(age >= number("gfr_ckdepi21_minimum_age_years")).then(filtration.round(DECIMALS))


def cockcroft_gault() -> pl.Expr:
    """(140 - age) weight k / creatinine, in umol/L and kg (domain.md §3.1)."""
    factor = _by_sex(number("cockcroft_gault_factor_men"), number("cockcroft_gault_factor_women"))
    years_left = (140 - pl.col("age_at_sample_years")).clip(lower_bound=0)
    return years_left * pl.col("weight_kg") * factor / pl.col("creatinine_umol_l")


def _by_sex(men: float, women: float) -> pl.Expr:
    sex = pl.col("sex")
    return pl.when(sex == "M").then(pl.lit(men)).when(sex == "F").then(pl.lit(women))


def _with_age(creatinine: pl.DataFrame, patient: pl.DataFrame) -> pl.DataFrame:
    """Age and sex; an age outside what a person can have is not one."""
    people = one_patient(patient).select("patient_id", "sex", "birth_on")
    column = COLUMNS["age_at_sample_years"]
    years = whole_years("sampled_at", "birth_on")
    return creatinine.join(people, on="patient_id", how="left").with_columns(
        age_at_sample_years=pl.when(years.is_between(column.minimum, column.maximum)).then(years)
    )


def _with_weight(
    creatinine: pl.DataFrame, patient: pl.DataFrame, followup: pl.DataFrame
) -> pl.DataFrame:
    weighings = _weighings(followup)
    nearest = nearest_in_time(creatinine, weighings, within=WEIGHT_WINDOW)
    measured = weighings.select(nearest_row="row", visit_kg="weight_kg")
    both = nearest.join(measured, on="nearest_row", how="left").join(
        _weight_on_file(patient), on="patient_id", how="left"
    )
    return both.with_columns(
        weight_kg=pl.coalesce("visit_kg", "file_kg"),
        weight_basis=pl.when(pl.col("visit_kg").is_not_null())
        .then(pl.lit("visit"))
        .when(pl.col("file_kg").is_not_null())
        .then(pl.lit("file")),
    )


def _weighings(followup: pl.DataFrame) -> pl.DataFrame:
    """Weights measured at visits, in the shape `nearest_in_time` looks among."""
    return followup.filter(pl.col("weight_kg").is_not_null()).select(
        "patient_id",
        "weight_kg",
        sampled_at=pl.col("visited_on").cast(pl.Datetime("us")),
        has_sample_time=pl.lit(False),
        resulted_at=pl.lit(None, dtype=pl.Datetime("us")),
        row=source_row("followup"),
    )


def _weight_on_file(patient: pl.DataFrame) -> pl.DataFrame:
    """One weight a patient: of the system known last, as it is the likeliest to be current."""
    ordered = pl.col("weight_kg").sort_by("known_at", "source_system", "source_row_id")
    return patient.group_by("patient_id").agg(file_kg=ordered.drop_nulls().last())
