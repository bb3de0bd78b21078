"""Rules a patient's file can break: dates of life, vital status, twins (domain.md §8)."""

from datetime import date, timedelta

import polars as pl

from transforms.derived.disease.primary_lung_cancer import primary_lung_cancer
from transforms.derived.findings.breach import breach
from transforms.derived.markers.age import whole_years
from warehouse.schema.thresholds import threshold

PATIENT = "patient"


def patient_breaches(
    patient: pl.DataFrame,
    diagnosis: pl.DataFrame,
    lab_result: pl.DataFrame,
    cohort: pl.DataFrame,
    lookalike: pl.DataFrame,
    as_of: date,
) -> list[pl.DataFrame]:
    """Findings among patients, one frame a rule.

    In: canonical.patient, canonical.diagnosis, canonical.lab_result, derived.cohort, the patients
    who may be one person, the night.
    """
    alike = patient.join(lookalike, on="patient_id", how="semi")
    cancers = primary_lung_cancer(diagnosis)
    return [
        breach(_of_unlikely_age(patient, cancers), "P01", PATIENT, "birth_on"),
        breach(patient.filter(pl.col("death_on") < pl.col("birth_on")), "P02", PATIENT, "death_on"),
        breach(patient.filter(_contradicts_itself()), "P03", PATIENT, "vital_status"),
        breach(patient.filter(_heard_of_after_death()), "P04", PATIENT, "last_contact_on"),
        breach(patient.filter(_dies_in_the_future()), "P05", PATIENT, "death_on"),
        breach(_without_calcium(patient, lab_result, cohort, as_of), "X07", PATIENT, "patient_id"),
        breach(alike, "X11", PATIENT, "birth_on"),
        breach(patient.filter(_lost_from_sight(as_of)), "X12", PATIENT, "last_contact_on"),
    ]


def _of_unlikely_age(patient: pl.DataFrame, cancers: pl.DataFrame) -> pl.DataFrame:
    age = whole_years("cancer_on", "birth_on")
    expected = age.is_between(threshold("adult_age_years"), threshold("oldest_age_years"))
    return patient.join(cancers, on="patient_id").filter(~expected)


def _contradicts_itself() -> pl.Expr:
    has_died = pl.col("death_on").is_not_null()
    said_dead, said_alive = (pl.col("vital_status") == word for word in ("dead", "alive"))
    return (said_dead & ~has_died) | (said_alive & has_died)


def _heard_of_after_death() -> pl.Expr:
    return pl.col("last_contact_on") > pl.col("death_on")


def _dies_in_the_future() -> pl.Expr:
    return pl.col("death_on") > pl.col("known_at").dt.date()


def _without_calcium(
    patient: pl.DataFrame, lab_result: pl.DataFrame, cohort: pl.DataFrame, as_of: date
) -> pl.DataFrame:
    """Patients whose time to be measured around bone metastasis is over, without a calcium."""
    window = timedelta(days=threshold("calcium_around_bone_metastasis_days"))
    due = cohort.filter(pl.col("index_on") + window <= as_of).select("patient_id", "index_on")
    calcium = lab_result.filter(
        pl.col("analyte_code") == "CA_TOTAL", pl.col("value").is_not_null()
    ).select("patient_id", drawn_on=pl.col("sampled_at").dt.date())
    measured = calcium.join(due, on="patient_id").filter(
        (pl.col("drawn_on") - pl.col("index_on")).abs() <= window
    )
    alone = due.join(measured, on="patient_id", how="anti")
    return patient.join(alone, on="patient_id", how="semi")


def _lost_from_sight(as_of: date) -> pl.Expr:
    latest = pl.lit(as_of).dt.offset_by(f"-{threshold('vital_status_months'):.0f}mo")
    is_alive = pl.col("death_on").is_null() & (pl.col("vital_status") == "alive")
    return is_alive & (pl.col("last_contact_on") < latest)
