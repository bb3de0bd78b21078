"""Exposure to bone-targeted agents: episodes, switches, cumulative doses."""

import polars as pl
import pytest

from tests.support.bone_agent_histories import (
    DENOSUMAB,
    PAMIDRONATE,
    ZOLEDRONATE,
    held,
    treated,
)
from tests.support.histories import Patient, day, derive, hospital, patient, person, shuffled

Row = dict[str, object]


def exposures(*people: Patient) -> list[Row]:
    return derive("bone_agent_exposure", hospital(*people)).to_dicts()


def days_of(row: Row) -> tuple[int, int]:
    start, end = row["started_on"], row["covered_until_on"]
    return (start - day(0)).days, (end - day(0)).days  # type: ignore[operator]


def test_monthly_doses_are_one_episode() -> None:
    (row,) = exposures(treated(patient("a", last_contact=98), 0, 28, 56))
    assert (row["dose_count"], row["exposure_dose_mg"], row["exposure_end"]) == (3, 360, "observed")
    assert days_of(row) == (0, 98)


def test_a_dose_on_the_last_day_covered_goes_on_and_one_later_is_another_episode() -> None:
    somebody = patient("a", last_contact=60)
    assert [row["episode_number"] for row in exposures(treated(somebody, 0, 42))] == [1]
    two = exposures(treated(somebody, 0, 43))
    assert [row["episode_number"] for row in two] == [1, 2]
    assert [row["treatment_number"] for row in two] == [1, 1]
    assert two[0]["exposure_end"] == "interrupted"


def test_a_gap_over_two_intervals_is_a_stop() -> None:
    somebody = patient("a", last_contact=100)
    assert [row["treatment_number"] for row in exposures(treated(somebody, 0, 56))] == [1, 1]
    found = exposures(treated(somebody, 0, 57))
    assert [row["treatment_number"] for row in found] == [1, 2]
    assert found[0]["exposure_end"] == "stopped"


def test_the_planned_interval_goes_before_28_days() -> None:
    every_12_weeks = treated(patient("a", last_contact=200), 0, 98, planned_interval_days=84)
    (row,) = exposures(every_12_weeks)
    assert row["dose_count"] == 2


def test_another_agent_in_the_days_covered_is_a_switch() -> None:
    somebody = treated(patient("a", last_contact=60), 0, 28, agent=ZOLEDRONATE)
    before, after = exposures(treated(somebody, 56))
    assert (before["exposure_end"], days_of(before)) == ("switched", (0, 55))
    assert (after["is_switch"], after["episode_number"]) == (True, 1)


def test_another_agent_after_the_days_covered_is_not() -> None:
    somebody = treated(patient("a", last_contact=60), 0, agent=ZOLEDRONATE)
    assert [row["is_switch"] for row in exposures(treated(somebody, 50))] == [False, False]


def test_cumulative_doses_go_on_across_episodes_and_agents() -> None:
    somebody = treated(patient("a"), 0, 28, 200, agent=ZOLEDRONATE)
    found = exposures(treated(somebody, 56, agent=PAMIDRONATE))
    columns = ("atc_code", "cumulative_dose_count", "cumulative_dose_mg")
    assert [tuple(row[name] for name in columns) for row in found] == [
        (ZOLEDRONATE, 2, 8),
        (PAMIDRONATE, 1, 90),
        (ZOLEDRONATE, 3, 12),
    ]


def test_a_dose_nobody_wrote_leaves_the_sum_unknown() -> None:
    somebody = treated(patient("a"), 0, agent=ZOLEDRONATE, dose_mg=None)
    (row,) = exposures(treated(somebody, 28, agent=ZOLEDRONATE))
    columns = ("dose_count", "exposure_dose_mg", "cumulative_dose_mg")
    assert tuple(row[name] for name in columns) == (
        2,
        None,
        None,
    )


@pytest.mark.parametrize(("agent", "dose_mg"), [(DENOSUMAB, 60.0), (ZOLEDRONATE, 5.0)])
def test_osteoporosis_products_are_no_exposure(agent: str, dose_mg: float) -> None:
    assert exposures(treated(patient("a"), 0, agent=agent, dose_mg=dose_mg)) == []


def test_a_dose_two_systems_report_is_one_dose_with_both_rows_behind_it() -> None:
    twice = treated(treated(patient("a"), 0), 0, source_system="PHARMACY")
    (row,) = exposures(twice)
    assert (row["dose_count"], row["exposure_dose_mg"]) == (1, 120)
    assert len(row["source_rows"]) == 2  # type: ignore[arg-type]


def test_death_ends_the_days_covered() -> None:
    (row,) = exposures(treated(patient("a", died=20), 0))
    assert (row["exposure_end"], days_of(row)) == ("dead", (0, 20))


def test_a_dose_after_death_is_no_dose() -> None:
    (row,) = exposures(treated(patient("a", died=20), 0, 28))
    assert row["dose_count"] == 1


def test_a_held_dose_covers_nothing() -> None:
    somebody = held(treated(patient("a", last_contact=100), 0, 56), 28)
    found = exposures(somebody)
    assert [row["episode_number"] for row in found] == [1, 2]
    assert [row["dose_count"] for row in found] == [1, 1]


def test_patients_without_bone_metastasis_have_no_exposure() -> None:
    assert exposures(treated(person("a"), 0)) == []


def test_an_exposure_keeps_its_key_when_it_goes_on() -> None:
    (short,), (longer,) = (exposures(treated(patient("a"), *days)) for days in ((0,), (0, 28)))
    assert short["exposure_id"] == longer["exposure_id"]


def test_the_order_of_rows_changes_nothing() -> None:
    somebody = treated(treated(patient("a"), 0, 28, 100, 200), 56, 130, agent=ZOLEDRONATE)
    told = hospital(somebody, treated(patient("b"), 3, 31, 90))
    again: pl.DataFrame = derive("bone_agent_exposure", shuffled(told, seed=5))
    assert again.equals(derive("bone_agent_exposure", told))
