"""Which albumin is paired with which calcium."""

import polars as pl

from tests.support.histories import table
from transforms.derived.corrected_calcium import corrected_calcium

CALCIUM = "CA_TOTAL"


def pairing(picture: str) -> list[tuple[str, str | None]]:
    rows = corrected_calcium(table("lab_result", picture))
    return rows.select(
        "pairing", pl.col("albumin_row").str.strip_prefix("lab_result:T:")
    ).rows()


def test_the_same_sample_is_better_than_the_same_time() -> None:
    assert pairing("""
        patient | row  | at          | analyte  | value | sample_id
        a       | C    | day 0 08:00 | CA_TOTAL | 2.5   | S1
        a       | tube | day 0 08:30 | ALB      | 30    | S1
        a       | time | day 0 08:00 | ALB      | 40    | S2
    """) == [("same_sample", "tube")]


def test_a_sample_number_used_again_weeks_later_is_another_tube() -> None:
    assert pairing("""
        patient | row  | at           | analyte  | value | sample_id
        a       | C    | day 0 08:00  | CA_TOTAL | 2.5   | S1
        a       | tube | day 40 08:00 | ALB      | 30    | S1
    """) == [("not_computable", None)]


def test_a_sample_number_of_another_patient_is_another_tube() -> None:
    assert pairing("""
        patient | row  | at          | analyte  | value | sample_id
        a       | C    | day 0 08:00 | CA_TOTAL | 2.5   | S1
        b       | tube | day 0 08:00 | ALB      | 30    | S1
    """) == [("not_computable", None)]


def test_of_several_albumins_of_one_sample_the_last_issued_speaks() -> None:
    assert pairing("""
        patient | row   | at          | analyte  | value | sample_id | resulted_at
        a       | C     | day 0 08:00 | CA_TOTAL | 2.5   | S1        |
        a       | first | day 0 08:00 | ALB      | 30    | S1        | day 0 09:00
        a       | last  | day 0 08:00 | ALB      | 31    | S1        | day 0 11:00
        a       | never | day 0 08:00 | ALB      | 32    | S1        |
    """) == [("same_sample", "last")]


def test_issued_together_the_row_identifier_decides() -> None:
    assert pairing("""
        patient | row | at          | analyte  | value | resulted_at
        a       | C   | day 0 08:00 | CA_TOTAL | 2.5   |
        a       | A2  | day 0 08:00 | ALB      | 30    | day 0 09:00
        a       | A1  | day 0 08:00 | ALB      | 31    | day 0 09:00
    """) == [("same_time", "A1")]


def test_the_same_time_is_better_than_a_nearby_time() -> None:
    assert pairing("""
        patient | row  | at          | analyte  | value
        a       | C    | day 0 08:00 | CA_TOTAL | 2.5
        a       | time | day 0 08:00 | ALB      | 30
        a       | near | day 0 08:05 | ALB      | 40
    """) == [("same_time", "time")]


def test_midnights_that_mean_an_unknown_time_are_not_the_same_time() -> None:
    assert pairing("""
        patient | row | at    | analyte  | value | has_sample_time
        a       | C   | day 0 | CA_TOTAL | 2.5   | no
        a       | A   | day 0 | ALB      | 30    | no
    """) == [("within_24_hours", "A")]


def test_24_hours_is_the_last_hour_of_the_same_day_pairing() -> None:
    assert pairing("""
        patient | row | at          | analyte  | value
        a       | C   | day 0 08:00 | CA_TOTAL | 2.5
        a       | A   | day 1 08:00 | ALB      | 30
    """) == [("within_24_hours", "A")]
    assert pairing("""
        patient | row | at          | analyte  | value
        a       | C   | day 0 08:00 | CA_TOTAL | 2.5
        a       | A   | day 1 08:01 | ALB      | 30
    """) == [("within_7_days", "A")]


def test_7_days_is_the_last_instant_of_the_stale_pairing() -> None:
    assert pairing("""
        patient | row | at          | analyte  | value
        a       | C   | day 7 08:00 | CA_TOTAL | 2.5
        a       | A   | day 0 08:00 | ALB      | 30
    """) == [("within_7_days", "A")]
    assert pairing("""
        patient | row | at          | analyte  | value
        a       | C   | day 7 08:01 | CA_TOTAL | 2.5
        a       | A   | day 0 08:00 | ALB      | 30
    """) == [("not_computable", None)]


def test_of_two_albumins_as_near_the_earlier_is_taken() -> None:
    assert pairing("""
        patient | row   | at          | analyte  | value
        a       | C     | day 1 08:00 | CA_TOTAL | 2.5
        a       | later | day 1 10:00 | ALB      | 30
        a       | early | day 1 06:00 | ALB      | 31
    """) == [("within_24_hours", "early")]


def test_a_nearer_albumin_afterwards_beats_an_earlier_one() -> None:
    assert pairing("""
        patient | row   | at          | analyte  | value
        a       | C     | day 1 08:00 | CA_TOTAL | 2.5
        a       | later | day 1 09:00 | ALB      | 30
        a       | early | day 1 05:00 | ALB      | 31
    """) == [("within_24_hours", "later")]
