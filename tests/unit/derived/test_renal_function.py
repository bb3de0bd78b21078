"""Filtration and clearance. Every figure can be checked on the NKF calculators."""

from datetime import date

import pytest

from tests.support.histories import Patient, day, derive, hospital, person

Row = dict[str, object]


def renal(*people: Patient) -> list[Row]:
    return derive("renal_function", hospital(*people)).to_dicts()


def of(sex: str, born: int, creatinine_mg_dl: float, weight: float | None = None) -> Row:
    somebody = person("a", sex=sex, birth_on=date(born, 1, 1), weight_kg=weight)
    return renal(somebody.lab("CREAT", creatinine_mg_dl * 88.42, 0))[0]


@pytest.mark.parametrize(
    ("sex", "age", "creatinine_mg_dl", "expected"),
    [("F", 60, 0.8, 84), ("M", 60, 0.8, 101), ("F", 50, 1.5, 42), ("M", 70, 2.5, 27),
     ("F", 60, 0.5, 107)],
)  # fmt: skip
def test_filtration_by_ckd_epi_2021(
    sex: str, age: int, creatinine_mg_dl: float, expected: int
) -> None:
    found = of(sex, 2024 - age, creatinine_mg_dl)["gfr_ckdepi21_ml_min_173m2"]
    assert found == pytest.approx(expected, abs=0.5)


def test_clearance_by_cockcroft_and_gault() -> None:
    # (140 - 60) x 72 kg x 1.23 / 88.42 umol/L, and 1.04 / 1.23 of it in a woman
    man = of("M", 1964, 1.0, weight=72)["creatinine_clearance_ml_min"]
    woman = of("F", 1964, 1.0, weight=72)["creatinine_clearance_ml_min"]
    assert man == pytest.approx(80.1, abs=0.05)
    assert woman == pytest.approx(67.7, abs=0.05)


def test_without_weight_there_is_filtration_and_no_clearance() -> None:
    row = of("F", 1964, 1.0)
    assert row["gfr_ckdepi21_ml_min_173m2"] is not None
    assert row["creatinine_clearance_ml_min"] is None
    assert row["weight_basis"] is None


def test_an_unknown_sex_has_neither() -> None:
    row = of("U", 1964, 1.0, weight=70)
    assert row["gfr_ckdepi21_ml_min_173m2"] is None
    assert row["creatinine_clearance_ml_min"] is None


def test_a_child_has_no_filtration_by_this_equation() -> None:
    assert of("M", 2007, 0.6)["gfr_ckdepi21_ml_min_173m2"] is None


@pytest.mark.parametrize(
    ("visit_day", "kilograms", "basis"), [(-90, 50.0, "visit"), (90, 50.0, "visit"),
                                          (-91, 80.0, "file"), (91, 80.0, "file")]
)  # fmt: skip
def test_the_weight_of_a_visit_within_90_days_goes_before_the_file(
    visit_day: int, kilograms: float, basis: str
) -> None:
    somebody = person("a", weight_kg=80.0).lab("CREAT", 80, 0, hour=0)
    row = renal(somebody.having("followup", visited_on=day(visit_day), weight_kg=50.0))[0]
    assert (row["weight_kg"], row["weight_basis"]) == (kilograms, basis)


def test_a_limit_or_a_cancelled_creatinine_makes_no_row() -> None:
    somebody = person("a").lab("CREAT", 20, 0, value_operator="<")
    assert renal(somebody.lab("CREAT", 80, 1, result_status="cancelled")) == []


def test_the_age_is_that_of_the_sample_by_month_of_birth() -> None:
    somebody = person("a", birth_on=date(1964, 2, 1)).lab("CREAT", 80, 0).lab("CREAT", 80, 31)
    assert [row["age_at_sample_years"] for row in renal(somebody)] == [59, 60]
