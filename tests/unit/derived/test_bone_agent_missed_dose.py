"""Doses that did not come: when each was due, after which dose, and that all are counted."""

from tests.support.bone_agent_histories import DENOSUMAB, ZOLEDRONATE, held, treated
from tests.support.histories import Patient, day, derive, hospital, patient

Row = dict[str, object]


def missed(*people: Patient) -> list[Row]:
    return derive("bone_agent_missed_dose", hospital(*people)).to_dicts()


def test_a_missed_dose_stands_on_the_day_it_was_due() -> None:
    canonical = hospital(treated(patient("a", last_contact=60), 0, 50))
    (row,) = derive("bone_agent_missed_dose", canonical).to_dicts()
    assert (row["due_on"], row["previous_dose_on"]) == (day(28), day(0))
    assert (row["atc_code"], row["treatment_number"]) == (DENOSUMAB, 1)
    given = canonical["bone_agent_administration"].sort("administered_on")
    system, number = given.select("source_system", "source_row_id").row(0)
    assert row["source_rows"] == [f"bone_agent_administration:{system}:{number}"]


def test_a_dose_that_comes_14_days_late_is_not_missed() -> None:
    assert missed(treated(patient("a", last_contact=42), 0, 42)) == []


def test_a_held_dose_is_not_missed() -> None:
    assert missed(held(treated(patient("a", last_contact=70), 0, 56), 28)) == []


def test_a_dose_after_a_stop_or_death_is_not_missed() -> None:
    assert missed(treated(patient("a", last_contact=300), 0, 28)) == []
    assert missed(treated(patient("b", died=40), 0)) == []


def test_the_agent_is_the_one_of_the_dose_before() -> None:
    somebody = treated(patient("a", last_contact=130), 0)
    somebody = treated(somebody, 28, 78, agent=ZOLEDRONATE)
    assert [row["atc_code"] for row in missed(somebody)] == [ZOLEDRONATE, ZOLEDRONATE]


def test_as_many_as_the_treatments_count() -> None:
    people = [
        treated(patient("a", last_contact=400), 0, 50, 100, 128, 300, 345),
        held(treated(patient("b", last_contact=200), 0, 48, 190), 76),
        treated(patient("c", last_contact=45), 0),
    ]
    counted = derive("bone_agent_treatment", hospital(*people))["missed_count"].sum()
    assert len(missed(*people)) == counted > 3
