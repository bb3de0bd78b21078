"""Doses against creatinine clearance."""

import pytest

from tests.support.bone_agent_histories import (
    CLODRONATE,
    DENOSUMAB,
    IBANDRONATE,
    PAMIDRONATE,
    ZOLEDRONATE,
    held,
    treated,
)
from tests.support.histories import Patient, day, derive, hospital, patient

Row = dict[str, object]


def checks(*people: Patient) -> list[Row]:
    return derive("bone_agent_dose_check", hospital(*people)).to_dicts()


def verdict(agent: str, dose_mg: float | None, clearance: float | None) -> object:
    somebody = treated(
        patient("a"), 0, agent=agent, dose_mg=dose_mg,
        creatinine_clearance_before_ml_min=clearance,
    )  # fmt: skip
    return checks(somebody)[0]["dose_verdict"]


@pytest.mark.parametrize(
    ("clearance", "dose_mg"),
    [(90, 4.0), (60.1, 4.0), (60, 3.5), (50, 3.5), (49.9, 3.3), (40, 3.3), (39.9, 3.0), (30, 3.0)],
)
def test_zoledronate_has_a_dose_for_each_clearance(clearance: float, dose_mg: float) -> None:
    assert verdict(ZOLEDRONATE, dose_mg, clearance) == "matches"
    assert verdict(ZOLEDRONATE, dose_mg + 0.2, clearance) == "too_high"
    assert verdict(ZOLEDRONATE, dose_mg - 0.2, clearance) == "too_low"


def test_zoledronate_under_30_is_not_recommended_at_any_dose() -> None:
    assert verdict(ZOLEDRONATE, 3.0, 29.9) == "not_recommended"
    assert verdict(PAMIDRONATE, 60, 29.9) == "not_recommended"


@pytest.mark.parametrize(
    ("agent", "dose_mg", "clearance", "expected"),
    [(PAMIDRONATE, 60, 30, "matches"), (PAMIDRONATE, 90, 80, "matches"),
     (PAMIDRONATE, 30, 80, "too_low"), (IBANDRONATE, 6, 50, "matches"),
     (IBANDRONATE, 6, 49, "too_high"), (IBANDRONATE, 2, 20, "matches"),
     (IBANDRONATE, 50, 20, "no_band"), (CLODRONATE, 1600, 40, "matches"),
     (CLODRONATE, 3200, 20, "too_high"), (CLODRONATE, 800, 9, "no_band"),
     (DENOSUMAB, 120, 12, "matches"), (DENOSUMAB, 120, None, "matches"),
     (ZOLEDRONATE, 4, None, "clearance_unknown"), (ZOLEDRONATE, None, 70, "dose_unknown")],
)  # fmt: skip
def test_every_agent(
    agent: str, dose_mg: float | None, clearance: float | None, expected: str
) -> None:
    assert verdict(agent, dose_mg, clearance) == expected


def test_denosumab_under_30_is_marked_for_hypocalcaemia() -> None:
    somebody = treated(patient("a"), 0, creatinine_clearance_before_ml_min=29.0)
    assert checks(somebody)[0]["has_severe_renal_impairment"] is True
    assert checks(treated(patient("a"), 0))[0]["has_severe_renal_impairment"] is None


def with_creatinine(on: int, weight_kg: float | None = 60.0) -> Row:
    """A woman of 63 weighing 60 kg with 150 umol/L clears (140 - 63) x 60 x 1.04 / 150 = 32."""
    somebody = patient("a").lab("CREAT", 150, on)
    if weight_kg is not None:
        somebody = somebody.having("followup", visited_on=day(0), weight_kg=weight_kg)
    noted = treated(somebody, 0, agent=ZOLEDRONATE, creatinine_clearance_before_ml_min=70.0)
    return checks(noted)[0]


def test_the_creatinine_of_the_week_before_goes_before_what_was_noted() -> None:
    row = with_creatinine(-7)
    assert row["creatinine_clearance_ml_min"] == pytest.approx(32.03, abs=0.01)
    assert (row["clearance_basis"], row["dose_verdict"]) == ("computed", "too_high")


@pytest.mark.parametrize("on", [-8, 1])
def test_an_older_or_later_creatinine_does_not_decide(on: int) -> None:
    row = with_creatinine(on)
    assert (row["clearance_basis"], row["creatinine_row"]) == ("noted", None)


def test_a_creatinine_without_weight_leaves_the_clearance_that_was_noted() -> None:
    row = with_creatinine(0, weight_kg=None)
    assert row["clearance_basis"] == "noted"
    assert row["creatinine_row"] is not None


def test_doses_held_or_for_osteoporosis_are_not_checked() -> None:
    somebody = treated(patient("a"), 0, agent=ZOLEDRONATE, dose_mg=5.0)
    assert checks(held(treated(somebody, 3, dose_mg=60.0), 5)) == []


def under_zoledronate(*creatinine_umol_l: float, agent: str = ZOLEDRONATE) -> list[object]:
    """Whether creatinine had risen at each dose, 28 days apart, drawn the day before."""
    somebody = patient("a")
    for number, value in enumerate(creatinine_umol_l):
        on = 28 * number
        somebody = treated(somebody, on, agent=agent, dose_mg=4.0).lab("CREAT", value, on - 1)
    return [row["has_creatinine_risen"] for row in checks(somebody)]


def test_zoledronate_is_held_when_creatinine_rises_by_half_a_milligram_from_normal() -> None:
    """0.5 mg/dL is 44.21 umol/L."""
    assert under_zoledronate(80, 124.2, 124.21, 90) == [False, False, True, False]


def test_from_a_baseline_above_the_limit_it_is_held_for_a_whole_milligram() -> None:
    """The limit is 104 umol/L where the laboratory sends none; 1.0 mg/dL is 88.42."""
    assert under_zoledronate(105, 193.4, 193.42) == [False, False, True]
    assert under_zoledronate(104, 148.21) == [False, True]


def test_the_laboratory_says_what_a_normal_creatinine_is() -> None:
    somebody = treated(patient("a"), 0, 28, agent=ZOLEDRONATE, dose_mg=4.0)
    somebody = somebody.lab("CREAT", 80, 0, reference_high=70.0).lab("CREAT", 130, 28)
    assert [row["has_creatinine_risen"] for row in checks(somebody)] == [False, False]


def test_without_a_creatinine_before_the_dose_or_for_another_agent_nobody_can_tell() -> None:
    unmeasured = treated(patient("a"), 0, 28, agent=ZOLEDRONATE, dose_mg=4.0)
    assert [row["has_creatinine_risen"] for row in checks(unmeasured.lab("CREAT", 200, 28))] == [
        None,
        None,
    ]
    assert under_zoledronate(80, 200, agent=PAMIDRONATE) == [None, None]
