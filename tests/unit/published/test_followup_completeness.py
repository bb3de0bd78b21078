"""Lost to follow-up: not known dead and not heard of for more than six months."""

from datetime import timedelta

import polars as pl
import pytest

from tests.support.histories import Patient, day, derive, hospital, patient

NIGHT = day(400)


def completeness(*people: Patient) -> dict[str, object]:
    rows = derive("followup_completeness", hospital(*people), NIGHT)
    return rows.filter(pl.col("stratum") == "all").row(0, named=True)


@pytest.mark.parametrize(("days_before", "lost"), [(184, 1), (183, 0), (31, 0), (0, 0)])
def test_six_months_are_183_days_before_the_night(days_before: int, lost: int) -> None:
    last = (NIGHT - timedelta(days=days_before) - day(0)).days
    assert completeness(patient("a", last_contact=last))["patient_count"] == lost


def test_the_dead_are_not_lost_and_stay_in_the_denominator() -> None:
    row = completeness(
        patient("a", died=20), patient("b", last_contact=10), patient("c", last_contact=390)
    )
    assert (row["patient_count"], row["death_count"], row["denominator"]) == (1, 1, 3)
    assert row["proportion"] == pytest.approx(1 / 3)


def test_each_histology_has_its_share() -> None:
    rows = derive("followup_completeness", hospital(patient("a", last_contact=10)), NIGHT)
    assert rows.select("stratum", "stratum_value", "patient_count").rows() == [
        ("all", "all", 1),
        ("histology", "adenocarcinoma", 1),
    ]


def test_nobody_is_no_row() -> None:
    assert derive("followup_completeness", hospital(), NIGHT).is_empty()
