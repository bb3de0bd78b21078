"""Episodes of hypocalcaemia and the dose before them."""

import pytest

from tests.support.bone_agent_histories import ZOLEDRONATE, held, treated
from tests.support.histories import Patient, day, derive, hospital, patient

Row = dict[str, object]


def episodes(somebody: Patient) -> list[Row]:
    return derive("hypocalcaemia_episode", hospital(somebody)).to_dicts()


def with_calcium(somebody: Patient, values: dict[int, float]) -> Patient:
    """Calcium at an albumin of 40: nothing to correct."""
    for on, value in values.items():
        somebody = somebody.lab("CA_TOTAL", value, on).lab("ALB", 40, on)
    return somebody


@pytest.mark.parametrize(
    ("calcium", "grade"), [(2.14, 1), (2.0, 1), (1.99, 2), (1.75, 2), (1.74, 3), (1.49, 4)]
)
def test_the_grade_is_that_of_the_lowest_sample(calcium: float, grade: int) -> None:
    (row,) = episodes(with_calcium(patient("a"), {0: 2.1, 2: calcium, 4: 2.1}))
    assert row["worst_hypocalcaemia_grade"] == grade
    assert row["lowest_calcium_mmol_l"] == min(calcium, 2.1)
    assert row["sample_count"] == 3


def test_the_lower_limit_itself_is_not_low() -> None:
    assert episodes(with_calcium(patient("a"), {0: 2.15})) == []


def test_a_return_to_the_limit_or_15_days_start_another_episode() -> None:
    def starts(values: dict[int, float]) -> list[int]:
        found = episodes(with_calcium(patient("a"), values))
        return [(row["episode_start_at"].date() - day(0)).days for row in found]  # type: ignore[attr-defined]

    assert starts({0: 1.9, 3: 2.2, 5: 1.9}) == [0, 5]
    assert starts({0: 1.9, 14: 1.9}) == [0]
    assert starts({0: 1.9, 15: 1.9}) == [0, 15]


def test_low_and_normal_results_of_one_instant_are_low() -> None:
    twice = with_calcium(patient("a"), {0: 1.9}).lab("CA_TOTAL", 2.3, 0)
    (row,) = episodes(twice)
    assert (row["worst_hypocalcaemia_grade"], row["lowest_calcium_mmol_l"]) == (2, 1.9)


def test_low_total_calcium_of_low_albumin_is_not_hypocalcaemia() -> None:
    assert episodes(patient("a").lab("CA_TOTAL", 2.0, 0).lab("ALB", 30, 0)) == []


def test_ionised_calcium_decides_where_there_is_one() -> None:
    somebody = with_calcium(patient("a"), {0: 2.3}).lab("CA_ION", 0.85, 0)
    (row,) = episodes(somebody)
    assert (row["worst_hypocalcaemia_grade"], row["lowest_ionised_calcium_mmol_l"]) == (3, 0.85)


@pytest.mark.parametrize(("dosed_on", "since"), [(0, 0), (-42, 42), (-43, None), (1, None)])
def test_denosumab_of_the_42_days_before(dosed_on: int, since: int | None) -> None:
    (row,) = episodes(treated(with_calcium(patient("a"), {0: 1.9}), dosed_on))
    assert row["days_since_dose"] == since
    assert row["is_after_denosumab"] is (since is not None)


def test_the_last_dose_before_is_the_one() -> None:
    low = with_calcium(patient("a"), {20: 1.9})
    (row,) = episodes(treated(treated(low, 0), 10, agent=ZOLEDRONATE))
    assert (row["preceding_atc_code"], row["is_after_denosumab"]) == (ZOLEDRONATE, False)


def test_a_dose_held_or_of_60_mg_is_not_the_one() -> None:
    low = with_calcium(patient("a"), {20: 1.9})
    (row,) = episodes(held(treated(low, 10, dose_mg=60.0), 12))
    assert row["preceding_dose_on"] is None
