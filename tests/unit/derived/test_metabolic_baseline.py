"""HbA1c and DKK1 at baseline: which result speaks for a patient."""

from datetime import datetime, time

import pytest

from tests.support.bone_agent_histories import treated
from tests.support.histories import Cell, Patient, day, derive, hospital, patient, person

Row = dict[str, object]


def baselines(*people: Patient) -> list[Row]:
    return derive("metabolic_baseline", hospital(*people)).to_dicts()


def values(*people: Patient) -> dict[object, object]:
    return {row["analyte_code"]: row["baseline_value"] for row in baselines(*people)}


def test_each_analyte_is_read_for_itself_and_opens_to_its_result() -> None:
    somebody = (
        patient("a")
        .lab("HBA1C", 6.1, -5, source_row_id="H1")
        .lab("DKK1", 24.0, 3, source_row_id="D1")
        .lab("CRP", 90.0, 0)
    )
    found = [
        (row["analyte_code"], row["baseline_on"], row["baseline_value"], row["baseline_row"])
        for row in baselines(somebody)
    ]
    assert found == [
        ("DKK1", day(3), 24.0, "lab_result:T:D1"),
        ("HBA1C", day(-5), 6.1, "lab_result:T:H1"),
    ]


@pytest.mark.parametrize(
    ("days", "speaks"), [((-61,), None), ((-60,), 0), ((30,), 0), ((31,), None), ((-40, -2, 20), 2)]
)
def test_the_last_result_from_60_days_before_index_to_30_after_speaks(
    days: tuple[int, ...], speaks: int | None
) -> None:
    somebody = patient("a")
    for place, on in enumerate(days):
        somebody = somebody.lab("HBA1C", 5.0 + place, on)
    assert values(somebody) == ({} if speaks is None else {"HBA1C": 5.0 + speaks})


def test_after_the_first_dose_of_an_agent_nothing_is_a_baseline() -> None:
    somebody = patient("a").lab("DKK1", 20.0, 7).lab("DKK1", 50.0, 8)
    assert values(treated(somebody, 7)) == {"DKK1": 20.0}


@pytest.mark.parametrize(
    "told",
    [{"value_operator": "<"}, {"result_status": "cancelled"}, {"excluded_reason": "not plausible"}],
    ids=["a limit", "cancelled", "excluded"],
)
def test_what_is_not_a_value_does_not_speak(told: dict[str, Cell]) -> None:
    assert values(patient("a").lab("DKK1", 20.0, 0, **told)) == {}


def test_of_two_results_at_one_instant_the_last_issued_speaks() -> None:
    def issued(on: int) -> datetime:
        return datetime.combine(day(on), time(12))

    somebody = (
        patient("a")
        .lab("HBA1C", 6.4, 0, resulted_at=issued(2))
        .lab("HBA1C", 6.1, 0, resulted_at=issued(1))
    )
    assert values(somebody) == {"HBA1C": 6.4}


def test_who_has_no_bone_metastasis_has_no_baseline() -> None:
    assert values(person("a").lab("HBA1C", 6.1, 0)) == {}
