"""Episodes of hypercalcaemia."""

from datetime import timedelta

import polars as pl

from tests.support.histories import AS_OF, Patient, day, derive, hospital, patient


def episodes(*patients: Patient) -> pl.DataFrame:
    return derive("hypercalcaemia_episode", hospital(*patients), AS_OF)


def with_calcium(somebody: Patient, values: dict[int, float]) -> Patient:
    """Calcium at an albumin of 40: nothing to correct."""
    for on, value in values.items():
        somebody = somebody.lab("CA_TOTAL", value, on).lab("ALB", 40, on)
    return somebody


def starts(values: dict[int, float]) -> list[int]:
    found = episodes(with_calcium(patient("a"), values))
    return [(start.date() - day(0)).days for start in found["episode_start_at"]]


def test_high_values_in_a_row_are_one_episode() -> None:
    found = episodes(with_calcium(patient("a"), {0: 3.0, 2: 3.4, 5: 3.1, 9: 2.8}))
    assert found.height == 1
    row = found.row(0, named=True)
    assert row["peak_calcium_mmol_l"] == 3.4
    assert row["sample_count"] == 3
    assert (row["episode_end_at"] - row["episode_start_at"]) == timedelta(days=5)
    assert row["is_crisis"] is False


def test_a_fall_to_the_limit_ends_an_episode() -> None:
    assert starts({0: 3.2, 3: 2.6, 6: 3.2}) == [0, 6]


def test_a_fall_that_stays_above_the_limit_does_not() -> None:
    assert starts({0: 3.2, 3: 2.61, 6: 3.2}) == [0]


def test_the_fall_need_not_be_the_value_just_before() -> None:
    assert starts({0: 3.2, 3: 2.4, 5: 2.8, 6: 3.2}) == [0, 6]


def test_14_days_are_the_same_episode_and_15_are_not() -> None:
    assert starts({0: 3.2, 14: 3.2}) == [0]
    assert starts({0: 3.2, 15: 3.2}) == [0, 15]


def test_the_gap_is_between_high_values() -> None:
    assert starts({0: 3.2, 8: 2.8, 16: 3.2}) == [0, 16]


def test_a_crisis_anywhere_makes_the_episode_one() -> None:
    found = episodes(with_calcium(patient("a"), {0: 3.2, 1: 3.51, 2: 3.0}))
    assert found["is_crisis"].to_list() == [True]


def test_a_stale_albumin_opens_an_episode_without_crisis() -> None:
    found = episodes(patient("a").lab("CA_TOTAL", 3.6, 0).lab("ALB", 38, 3))
    assert found.height == 1
    assert found["is_crisis"].to_list() == [False]


def test_normal_ionised_calcium_contradicts_a_high_corrected_value() -> None:
    assert episodes(
        patient("a").lab("CA_TOTAL", 3.2, 0).lab("ALB", 25, 0).lab("CA_ION", 1.25, 0)
    ).is_empty()


def test_ionised_calcium_above_1_6_is_an_episode_even_without_albumin() -> None:
    found = episodes(patient("a").lab("CA_TOTAL", 2.5, 0).lab("CA_ION", 1.61, 0))
    row = found.row(0, named=True)
    assert row["peak_calcium_mmol_l"] is None
    assert row["peak_ionised_calcium_mmol_l"] == 1.61
    assert episodes(patient("a").lab("CA_TOTAL", 2.5, 0).lab("CA_ION", 1.6, 0)).is_empty()


def test_a_calcium_that_cannot_be_corrected_neither_opens_nor_ends() -> None:
    somebody = with_calcium(patient("a"), {0: 3.2, 20: 2.2}).lab("CA_TOTAL", 4.0, 40)
    assert episodes(somebody).height == 1


def test_high_and_normal_results_of_one_instant_are_high() -> None:
    somebody = with_calcium(patient("a"), {0: 3.2, 4: 3.2}).lab("CA_TOTAL", 2.3, 4)
    assert episodes(somebody)["sample_count"].to_list() == [2]


def test_an_episode_keeps_its_key_when_it_goes_on() -> None:
    short = episodes(with_calcium(patient("a"), {0: 3.2}))
    longer = episodes(with_calcium(patient("a"), {0: 3.2, 3: 3.3}))
    assert short["episode_id"].to_list() == longer["episode_id"].to_list()
    assert len(longer["source_rows"][0]) == 4  # two calcium, two albumin
