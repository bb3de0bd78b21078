"""Episodes of hypercalcaemia."""

from datetime import timedelta

import polars as pl
import pytest

from tests.support.histories import AS_OF, Patient, day, derive, hospital, patient, person


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


# Recovery


def recoveries(values: dict[int, float]) -> list[int | None]:
    found = episodes(with_calcium(patient("a"), values))
    return [at and (at.date() - day(0)).days for at in found["recovered_at"]]


def test_recovery_is_the_first_sample_back_within_the_limit() -> None:
    assert recoveries({0: 3.2, 3: 2.8, 5: 2.60, 7: 2.4}) == [5]
    assert recoveries({0: 3.2, 3: 2.61}) == [None]
    assert recoveries({0: 3.2, 40: 2.5}) == [40]


def test_each_episode_has_its_own_recovery() -> None:
    assert recoveries({0: 3.2, 3: 2.5, 6: 3.3, 9: 2.4}) == [3, 9]


def test_a_relapse_before_any_recovery_leaves_the_first_without() -> None:
    assert recoveries({0: 3.2, 20: 3.2, 25: 2.5}) == [None, 25]


def test_recovery_opens_to_its_row_and_is_no_evidence_of_the_episode() -> None:
    (row,) = episodes(with_calcium(patient("a"), {0: 3.2, 3: 2.5})).to_dicts()
    assert row["recovery_row"] not in row["source_rows"]
    assert row["recovery_row"] == "lab_result:T:LAB_RESULT-3"


# Timing: the cancer of a patient is diagnosed on day -40


@pytest.mark.parametrize(
    ("since_cancer", "timing"),
    [
        (-31, "before"),
        (-30, "revealing"),
        (0, "revealing"),
        (14, "revealing"),
        (15, "during"),
        (400, "during"),
    ],
)
def test_revealing_is_from_30_days_before_to_14_days_after_the_cancer(
    since_cancer: int, timing: str
) -> None:
    found = episodes(with_calcium(patient("a"), {since_cancer - 40: 3.2}))
    assert found["hypercalcaemia_timing"].to_list() == [timing]


def test_without_a_cancer_there_is_no_timing() -> None:
    found = episodes(with_calcium(person("a"), {0: 3.2}))
    assert found["hypercalcaemia_timing"].to_list() == [None]


# Etiology


def etiology(somebody: Patient) -> str:
    return str(episodes(somebody)["hcm_etiology"].item())


def high(recovers: int | None = None) -> Patient:
    """High on days 0 and 4."""
    values = {0: 3.2, 4: 3.1}
    return with_calcium(patient("a"), values if recovers is None else {**values, recovers: 2.4})


@pytest.mark.parametrize(
    ("pth", "expected"),
    [
        (66, "pth_high"),
        (65, "malignant_probable"),
        (30, "malignant_probable"),
        (5, "malignant_probable"),
    ],
)
def test_pth_above_within_and_below_its_range(pth: float, expected: str) -> None:
    assert etiology(high().lab("PTH", pth, 0)) == expected


def test_not_measured_is_unknown() -> None:
    assert etiology(high()) == "unknown"


def test_the_limit_of_the_laboratory_comes_first() -> None:
    assert etiology(high().lab("PTH", 70, 0, reference_low=10, reference_high=88)) == (
        "malignant_probable"
    )
    assert etiology(high().lab("PTH", 60, 0, reference_low=10, reference_high=55)) == "pth_high"


@pytest.mark.parametrize(
    ("on", "expected"), [(-4, "unknown"), (-3, "pth_high"), (18, "pth_high"), (19, "unknown")]
)
def test_pth_of_3_days_before_to_14_days_after_the_high_samples(on: int, expected: str) -> None:
    assert etiology(high().lab("PTH", 150, on)) == expected


def test_pth_from_recovery_on_says_nothing() -> None:
    assert etiology(high(recovers=8).lab("PTH", 150, 7)) == "pth_high"
    assert etiology(high(recovers=8).lab("PTH", 150, 8)) == "unknown"
    assert etiology(high(recovers=8).lab("PTH", 10, 9)) == "unknown"


def test_the_pth_nearest_to_the_first_high_sample_speaks() -> None:
    told = high().lab("PTH", 150, 5).lab("PTH", 20, 2)
    (row,) = episodes(told).to_dicts()
    assert (row["hcm_etiology"], row["pth_ng_l"]) == ("malignant_probable", 20)
    assert row["pth_row"] == "lab_result:T:LAB_RESULT-6"
    assert row["pth_sampled_at"].date() == day(2)


def test_pthrp_above_the_range_of_the_laboratory_is_malignant() -> None:
    assert etiology(high().lab("PTHRP", 9, 0, reference_high=2.0)) == "malignant_probable"
    assert etiology(high().lab("PTHRP", 1, 0, reference_high=2.0)) == "unknown"
    assert etiology(high().lab("PTHRP", 9, 0)) == "unknown"  # no range to be above of


def test_a_high_pthrp_does_not_undo_a_high_pth() -> None:
    both = high().lab("PTHRP", 9, 0, reference_high=2.0).lab("PTH", 150, 0)
    (row,) = episodes(both).to_dicts()
    assert row["hcm_etiology"] == "pth_high"
    assert row["pthrp_row"] == "lab_result:T:LAB_RESULT-5"


@pytest.mark.parametrize(
    ("operator", "pth", "expected"),
    [
        (">", 2000, "pth_high"),
        ("<", 4, "malignant_probable"),
        (">", 20, "unknown"),  # above its range or not
        ("<", 100, "unknown"),
    ],
)
def test_a_limit_of_pth_says_what_it_proves(operator: str, pth: float, expected: str) -> None:
    assert etiology(high().lab("PTH", pth, 0, value_operator=operator)) == expected


def test_pth_of_an_earlier_episode_is_not_that_of_a_later_one() -> None:
    twice = with_calcium(patient("a"), {0: 3.2, 3: 2.5, 60: 3.2}).lab("PTH", 150, 1)
    assert episodes(twice)["hcm_etiology"].to_list() == ["pth_high", "unknown"]
