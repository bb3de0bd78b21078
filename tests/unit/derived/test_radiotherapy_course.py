"""Radiotherapy: fractions into courses."""

import polars as pl
import pytest

from tests.support.histories import table
from transforms.derived.radiotherapy_course import radiotherapy_course


def courses(picture: str) -> pl.DataFrame:
    return radiotherapy_course(table("radiotherapy", picture))


def test_ten_fractions_of_a_plan_are_one_course() -> None:
    fractions = "\n".join(f"a | day {n} | P1 | femur | 3" for n in (0, 1, 2, 3, 4, 7, 8, 9, 10, 11))
    found = courses(f"patient | started_on | plan_id | site | dose_per_fraction_gy\n{fractions}")
    row = found.row(0, named=True)
    assert found.height == 1
    assert (row["fractions_delivered"], row["total_dose_gy"]) == (10, 30.0)
    assert (row["ended_on"] - row["started_on"]).days == 11
    assert len(row["source_rows"]) == 10


@pytest.mark.parametrize(("second", "number"), [(14, 1), (15, 2)])
def test_a_gap_of_more_than_14_days_starts_a_course(second: int, number: int) -> None:
    assert (
        courses(f"""
        patient | started_on   | plan_id | site
        a       | day 0        | P1      | femur
        a       | day {second} | P1      | femur
    """).height
        == number
    )


def test_another_plan_is_another_course() -> None:
    assert (
        courses("""
        patient | started_on | plan_id | site
        a       | day 0      | P1      | femur
        a       | day 1      | P2      | femur
    """).height
        == 2
    )


def test_without_a_plan_the_region_and_its_side_make_the_course() -> None:
    found = courses("""
        patient | started_on | site       | side
        a       | day 0      | femur_neck | L
        a       | day 1      | femur      | L
        a       | day 1      | femur      | R
        a       | day 1      | humerus    | L
        b       | day 1      | femur      | L
    """)
    assert sorted(found.select("patient_id", "fractions_delivered").rows(), key=str) == [
        ("a", 2),
        ("a", None),
        ("a", None),
        ("b", None),
    ]


def test_a_new_prescription_on_the_same_bone_is_a_new_course() -> None:
    found = courses("""
        patient | started_on | site  | fractions_planned | dose_per_fraction_gy
        a       | day 0      | femur | 5                 | 4
        a       | day 1      | femur | 5                 |
        a       | day 2      | femur | 5                 | 4
        a       | day 5      | femur | 2                 | 8
        a       | day 6      | femur | 2                 | 8
    """)
    assert found["fractions_delivered"].to_list() == [3, 2]
    assert found["total_dose_gy"].to_list() == [None, 16.0]  # one fraction had no dose


def test_doses_as_delivered_vary_a_little_within_a_prescription() -> None:
    assert (
        courses("""
        patient | started_on | site  | dose_per_fraction_gy
        a       | day 0      | femur | 3.00
        a       | day 1      | femur | 2.95
    """).height
        == 1
    )


def test_within_a_plan_the_dose_may_be_adapted() -> None:
    assert (
        courses("""
        patient | started_on | plan_id | site  | dose_per_fraction_gy
        a       | day 0      | P1      | femur | 4
        a       | day 1      | P1      | femur | 2
    """).height
        == 1
    )


def test_a_row_that_is_a_whole_course_stays_one() -> None:
    found = courses("""
        patient | started_on | ended_on | fractions_planned | fractions_delivered | total_dose_gy
        a       | day 0      | day 4    | 5                 | 5                   | 20
        a       | day 8      | day 8    | 1                 | 1                   | 8
        a       | day 9      | day 9    | 1                 | 1                   | 8
    """)
    assert found["fractions_delivered"].to_list() == [5, 1, 1]
    assert found["total_dose_gy"].to_list() == [20.0, 8.0, 8.0]


def test_a_fraction_after_a_whole_course_is_another_course() -> None:
    found = courses("""
        patient | started_on | ended_on | site  | fractions_delivered
        a       | day 0      | day 4    | femur | 5
        a       | day 8      |          | femur |
        a       | day 9      |          | femur |
    """)
    assert found["fractions_delivered"].to_list() == [5, 2]


def test_the_same_bone_of_two_patients_is_two_courses() -> None:
    assert (
        courses("""
        patient | started_on | site
        a       | day 0      | femur
        b       | day 1      | femur
    """).height
        == 2
    )


def test_two_fields_of_one_plan_the_same_day_are_one_course() -> None:
    assert (
        courses("""
        patient | started_on | plan_id | site
        a       | day 0      | P1      | T12
        a       | day 0      | P1      | L1
    """).height
        == 1
    )


def test_a_day_of_two_fields_is_one_fraction_of_the_course() -> None:
    found = courses("""
        patient | started_on | plan_id | site | dose_per_fraction_gy
        a       | day 0      | P1      | T12  | 4
        a       | day 0      | P1      | L1   | 4
        a       | day 1      | P1      | T12  | 4
        a       | day 1      | P1      | L1   | 3
        a       | day 2      | P1      | T12  | 4
    """)
    assert found.select("fractions_delivered", "total_dose_gy").rows() == [(3, 12.0)]


def test_eight_grays_once_to_two_vertebrae_are_a_single_fraction() -> None:
    found = courses("""
        patient | started_on | plan_id | site | dose_per_fraction_gy
        a       | day 0      | P1      | T5   | 8
        a       | day 0      | P1      | T9   | 8
    """)
    assert found.select("fractions_delivered", "total_dose_gy").rows() == [(1, 8.0)]


def test_two_fractions_of_one_field_in_a_day_are_two() -> None:
    found = courses("""
        patient | started_on | plan_id | site  | dose_per_fraction_gy
        a       | day 0      | P1      | femur | 2
        a       | day 0      | P1      | femur | 2
    """)
    assert found.select("fractions_delivered", "total_dose_gy").rows() == [(2, 4.0)]


def test_a_fraction_whose_bone_is_not_named_still_counts() -> None:
    found = courses("""
        patient | started_on | plan_id | site  | dose_per_fraction_gy
        a       | day 0      | P1      | femur | 3
        a       | day 1      | P1      |       | 3
    """)
    assert found.select("fractions_delivered", "total_dose_gy").rows() == [(2, 6.0)]


def test_a_course_keeps_its_key_when_fractions_are_added() -> None:
    first_day = """
        patient | row | started_on | plan_id | site
        a       | F1  | day 0      | P1      | femur"""
    next_day = first_day + "\n        a | F2 | day 1 | P1 | femur"
    assert courses(first_day)["course_id"].to_list() == courses(next_day)["course_id"].to_list()
