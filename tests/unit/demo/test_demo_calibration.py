"""The simulated cohort against what no table of ours is asked for: tests/recovery has the rest."""

import polars as pl

from flows.demo.cohort import Cohort

FAR_FROM_ALL, FAR_FROM_NONE = 0.02, 0.0005


def test_corrected_calcium_is_usual_but_for_hypercalcaemia(cohort: Cohort) -> None:
    lab = cohort.lab_result.select("sample_id", "analyte_code", "value")
    calcium = lab.filter(pl.col("analyte_code") == "CA_TOTAL").select("sample_id", calcium="value")
    albumin = lab.filter(pl.col("analyte_code") == "ALB").select("sample_id", albumin="value")
    corrected = calcium.join(albumin, on="sample_id").select(
        pl.col("calcium") + (40 - pl.col("albumin")) / 40
    )["calcium"]
    median = corrected.median()
    assert isinstance(median, float)
    assert 2.3 < median < 2.5
    assert FAR_FROM_NONE < (corrected >= 3.0).sum() / len(corrected) < FAR_FROM_ALL


def test_one_in_ten_is_referred_late(cohort: Cohort) -> None:
    primary = cohort.diagnosis.filter(pl.col("diagnosis_kind") == "primary")
    people = cohort.patient.join(
        primary.select("patient_id", cancer_on="diagnosed_on"), on="patient_id"
    )
    late = (people["first_contact_on"] > people["cancer_on"]).sum()
    error = (0.1 * 0.9 / people.height) ** 0.5
    assert abs(late / people.height - 0.10) <= max(0.01, 3 * error)
