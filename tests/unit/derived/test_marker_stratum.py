"""Risk strata and landmark classes."""

import pytest

from tests.support.bone_agent_histories import treated
from tests.support.histories import Patient, day, derive, hospital, patient

Row = dict[str, object]


def strata(*people: Patient) -> list[Row]:
    return derive("marker_stratum", hospital(*people)).to_dicts()


def stratum(analyte: str, value: float, operator: str = "=") -> Row:
    return strata(patient("a").lab(analyte, value, 0, value_operator=operator))[0]


@pytest.mark.parametrize(
    ("value", "risk", "convention"),
    [(49.9, "low", "N"), (50, "moderate", "N"), (63.9, "moderate", "N"), (64, "moderate", "E"),
     (99.9, "moderate", "E"), (100, "high", "E")],
)  # fmt: skip
def test_strata_of_ntx_and_the_second_convention(value: float, risk: str, convention: str) -> None:
    row = stratum("NTX_CR", value)
    assert (row["baseline_stratum"], row["baseline_class"]) == (risk, convention)
    assert row["last_stratum"] == risk


@pytest.mark.parametrize(("value", "risk"), [(145.9, "low"), (146, "high")])
def test_146_belongs_to_balp_activity(value: float, risk: str) -> None:
    assert stratum("BALP_ACT", value)["baseline_stratum"] == risk


def test_balp_mass_has_no_stratum() -> None:
    assert strata(patient("a").lab("BALP_MASS", 200, 0)) == []


@pytest.mark.parametrize(
    ("value", "operator", "expected"),
    [(50, "<", "low"), (64, "<", None), (100, ">", "high"), (99, ">", None)],
)
def test_a_limit_has_a_stratum_only_when_it_can_tell(
    value: float, operator: str, expected: str | None
) -> None:
    assert stratum("NTX_CR", value, operator)["baseline_stratum"] == expected


@pytest.mark.parametrize(
    ("baseline", "month_3", "expected"),
    [(40, 60, "N_N"), (40, 64, "N_E"), (64, 40, "E_N"), (90, 80, "E_E")],
)
def test_classes_at_month_3(baseline: float, month_3: float, expected: str) -> None:
    somebody = patient("a").lab("NTX_CR", baseline, 0).lab("NTX_CR", month_3, 95)
    row = strata(treated(somebody, 5))[0]
    assert row["landmark_class"] == expected
    assert row["landmark_on"] == day(125)


def test_month_3_goes_from_day_60_to_day_120_and_the_nearest_to_day_91_speaks() -> None:
    def month_3(*days: int) -> object:
        somebody = patient("a").lab("NTX_CR", 100, 0)
        for number in days:
            somebody = somebody.lab("NTX_CR", float(number), number)
        return strata(treated(somebody, 0))[0]["month_3_value"]

    assert month_3(59) is None
    assert month_3(60) == 60
    assert month_3(120) == 120
    assert month_3(121) is None
    assert month_3(70, 100, 115) == 100


def test_without_treatment_or_baseline_there_is_no_landmark_class() -> None:
    untreated = strata(patient("a").lab("NTX_CR", 100, 0).lab("NTX_CR", 40, 90))[0]
    assert (untreated["landmark_class"], untreated["landmark_on"]) == (None, None)
    no_baseline = strata(treated(patient("a"), 5).lab("NTX_CR", 40, 95))[0]
    assert (no_baseline["month_3_class"], no_baseline["landmark_class"]) == ("N", None)


def test_strata_use_only_values_that_are_ok() -> None:
    somebody = patient("a").fracture(-10, site="rib").lab("BALP_ACT", 200, 0)
    assert strata(somebody) == []
    later = strata(somebody.lab("BALP_ACT", 100, 200))[0]
    assert (later["baseline_stratum"], later["last_stratum"]) == (None, "low")
