"""Corrected calcium of the cohort, month by month."""

from datetime import date

import pytest

from tests.support.histories import Patient, derive, hospital, patient, person


def months(*patients: Patient) -> list[dict[str, object]]:
    return derive("calcium_by_month", hospital(*patients)).rows(named=True)


def calcium(somebody: Patient, on: int, value: float) -> Patient:
    return somebody.lab("CA_TOTAL", value, on).lab("ALB", 40, on)


def test_centiles_and_counts_of_a_month() -> None:
    a, b = patient("a"), patient("b")
    for on, value in enumerate((2.1, 2.2, 2.3, 2.4)):
        a = calcium(a, on, value)
    b = calcium(b, 5, 3.6).lab("CA_TOTAL", 2.2, 20)
    (january,) = months(a, b)
    assert january["month_on"] == date(2024, 1, 1)
    assert (january["result_count"], january["patient_count"]) == (6, 2)
    assert january["not_computable_count"] == 1
    assert january["calcium_median_mmol_l"] == pytest.approx(2.3)
    assert january["calcium_p25_mmol_l"] == pytest.approx(2.2)
    assert january["calcium_p05_mmol_l"] == pytest.approx(2.12)
    assert january["calcium_p95_mmol_l"] == pytest.approx(3.36)
    assert january["hypercalcaemia_patient_count"] == january["crisis_patient_count"] == 1


def test_the_31st_and_the_1st_are_two_months() -> None:
    found = months(calcium(calcium(patient("a"), 30, 2.3), 31, 2.4))
    assert [(row["month_on"], row["calcium_median_mmol_l"]) for row in found] == [
        (date(2024, 1, 1), 2.3),
        (date(2024, 2, 1), 2.4),
    ]


def test_a_patient_is_counted_once_however_often_high() -> None:
    somebody = calcium(calcium(patient("a"), 3, 3.6), 4, 3.7)
    assert months(somebody)[0]["crisis_patient_count"] == 1


def test_results_before_index_or_after_death_are_not_of_the_cohort() -> None:
    somebody = patient("a", died=10)
    for on in (-1, 0, 11, 12):
        somebody = calcium(somebody, on, 2.3)
    assert [row["result_count"] for row in months(somebody)] == [2]


def test_someone_outside_the_cohort_is_not_in() -> None:
    assert months(calcium(person("a"), 3, 2.3)) == []


def test_a_month_without_any_albumin_has_no_centile() -> None:
    (january,) = months(patient("a").lab("CA_TOTAL", 2.2, 3))
    assert january["calcium_median_mmol_l"] is None
    assert january["hypercalcaemia_patient_count"] == 0


def test_a_limit_is_counted_apart_and_is_in_no_centile() -> None:
    somebody = calcium(calcium(patient("a"), 3, 2.3), 4, 2.4)
    somebody = somebody.lab("CA_TOTAL", 3.75, 5, value_operator=">").lab("ALB", 40, 5)
    (january,) = months(somebody)
    assert (january["result_count"], january["limit_count"]) == (3, 1)
    assert january["calcium_p95_mmol_l"] == pytest.approx(2.395)
    assert january["hypercalcaemia_patient_count"] == january["crisis_patient_count"] == 1


def test_an_albumin_that_is_a_limit_makes_the_result_one() -> None:
    somebody = patient("a").lab("CA_TOTAL", 2.3, 3).lab("ALB", 15, 3, value_operator="<")
    (january,) = months(somebody)
    assert (january["limit_count"], january["calcium_median_mmol_l"]) == (1, None)
