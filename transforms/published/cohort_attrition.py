"""From every patient known to those whose events are counted."""

import polars as pl

from transforms.frames import conform
from transforms.published.estimates.observed import observed_cohort
from warehouse.schema import PUBLISHED

# Why those of the step before are not in the step.
LEFT_OUT_BECAUSE = {
    "known": None,
    "lung_cancer": "no_lung_cancer",
    "bone_metastasis": "no_bone_metastasis",
    "observed": "never_observed",
    "observed_since_agent": "no_agent_observed",
}


def cohort_attrition(
    patient: pl.DataFrame, disease_profile: pl.DataFrame, cohort: pl.DataFrame
) -> pl.DataFrame:
    """How many patients are left at each step, and why the others are not.

    In: canonical.patient, derived.disease_profile, derived.cohort. Out: published.cohort_attrition.
    Each step holds patients of the step before only: those with bone metastasis, for one, are
    counted among those with a primary lung cancer.
    """
    rows, kept = [], None
    for number, (step, patients) in enumerate(_steps(patient, disease_profile, cohort), start=1):
        here = patients.unique() if kept is None else kept.filter(kept.is_in(patients.implode()))
        rows.append((number, step, here.len(), (here if kept is None else kept).len() - here.len()))
        kept = here
    told = pl.DataFrame(
        rows,
        schema=["step_number", "attrition_step", "patient_count", "patients_left_out_count"],
        orient="row",
    )
    because = pl.col("attrition_step").replace_strict(LEFT_OUT_BECAUSE, return_dtype=pl.String)
    return conform(told.with_columns(left_out_because=because), PUBLISHED["cohort_attrition"])


def _steps(
    patient: pl.DataFrame, disease_profile: pl.DataFrame, cohort: pl.DataFrame
) -> list[tuple[str, pl.Series]]:
    observed = observed_cohort(cohort)
    return [
        ("known", patient["patient_id"]),
        ("lung_cancer", disease_profile["patient_id"]),
        ("bone_metastasis", cohort["patient_id"]),
        ("observed", observed["patient_id"]),
        ("observed_since_agent", _treated(observed, cohort)),
    ]


def _treated(observed: pl.DataFrame, cohort: pl.DataFrame) -> pl.Series:
    """Those whose observation goes on after the day of the first dose."""
    dosed = observed.join(cohort.select("patient_id", "first_bone_agent_on"), on="patient_id")
    dose_day = (pl.col("first_bone_agent_on") - pl.col("index_on")).dt.total_days()
    return dosed.filter(pl.col("end_day") > dose_day)["patient_id"]
