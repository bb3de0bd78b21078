"""Treatments by bone-targeted agents: missed and held doses, stops, days covered."""

from datetime import timedelta

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.bone_agent_histories import ZOLEDRONATE, held, treated
from tests.support.histories import DAY_0, Patient, day, derive, hospital, patient
from tests.support.slow_exposure import Attempt, slow_treatments

Row = dict[str, object]


def treatments(*people: Patient) -> list[Row]:
    return derive("bone_agent_treatment", hospital(*people)).to_dicts()


def test_every_day_covered_is_a_proportion_of_one() -> None:
    (row,) = treatments(treated(patient("a", last_contact=80), 0, 28, 56))
    assert (row["covered_days"], row["treatment_days"]) == (81, 81)
    assert (row["proportion_days_covered"], row["missed_count"]) == (1, 0)


@pytest.mark.parametrize(("next_on", "missed"), [(42, 0), (43, 1), (56, 1)])
def test_a_dose_is_missed_14_days_after_it_was_due(next_on: int, missed: int) -> None:
    (row,) = treatments(treated(patient("a", last_contact=next_on), 0, next_on))
    assert row["missed_count"] == missed


def test_days_without_cover_lower_the_proportion() -> None:
    # day 0 covers days 0 to 42, day 53 covers itself: 44 of 54 days
    (row,) = treatments(treated(patient("a", last_contact=53), 0, 53))
    assert (row["covered_days"], row["treatment_days"]) == (44, 54)


def test_a_held_dose_is_not_missed_and_treatment_goes_on() -> None:
    (row,) = treatments(held(treated(patient("a", last_contact=70), 0, 56), 28))
    assert (row["held_count"], row["missed_count"], row["dose_count"]) == (1, 0, 2)


def test_a_stop_ends_treatment_on_the_day_the_next_dose_was_due() -> None:
    (row,) = treatments(treated(patient("a", last_contact=300), 0, 28))
    assert (row["exposure_end"], row["ended_on"]) == ("stopped", day(56))
    assert row["missed_count"] == 0


def test_the_last_dose_missed_counts_while_the_patient_is_alive_and_known() -> None:
    alive, dead = patient("a", last_contact=45), patient("b", died=40)
    (row,) = treatments(treated(alive, 0))
    assert (row["missed_count"], row["exposure_end"]) == (1, "observed")
    (row,) = treatments(treated(dead, 0))
    assert (row["missed_count"], row["exposure_end"]) == (0, "dead")


def test_what_is_held_before_the_first_dose_is_no_treatment() -> None:
    (row,) = treatments(treated(held(patient("a", last_contact=60), 0), 28))
    assert (row["started_on"], row["held_count"]) == (day(28), 0)
    assert treatments(held(patient("a"), 0)) == []


def test_switches_are_counted() -> None:
    somebody = treated(patient("a", last_contact=100), 0, 56)
    (row,) = treatments(treated(somebody, 28, agent=ZOLEDRONATE))
    assert row["switch_count"] == 2


def test_short_intervals_are_given_their_14_days_before_a_stop() -> None:
    weekly = treated(patient("a", last_contact=21), 0, 21, planned_interval_days=7)
    assert [row["dose_count"] for row in treatments(weekly)] == [2]
    late = treated(patient("a", last_contact=22), 0, 22, planned_interval_days=7)
    assert [row["dose_count"] for row in treatments(late)] == [1, 1]


# any wait, and the last and first day on which cover, a missed dose and a stop change
WAITS = st.integers(1, 120) | st.sampled_from([14, 15, 21, 22, 35, 36, 42, 43, 56, 57, 98, 99])


@st.composite
def courses(draw: st.DrawFn) -> tuple[list[Attempt], int]:
    """A dose, then doses given or held after any wait, and the last day anybody knows of."""
    waits = draw(st.lists(WAITS, max_size=8))
    on, found = 0, []
    for wait in [0, *waits]:
        on += wait
        interval = draw(st.sampled_from([7, 21, 28, 84]))
        found.append(Attempt(on, interval, is_given=on == 0 or draw(st.booleans())))
    return found, on + draw(st.integers(0, 200))


def told(somebody: Patient, attempts: list[Attempt]) -> Patient:
    for attempt in attempts:
        reason = None if attempt.is_given else "creatinine"
        somebody = treated(
            somebody, attempt.on, planned_interval_days=attempt.interval, held_reason=reason
        )
    return somebody


@settings(max_examples=60, deadline=None)
@given(st.lists(courses(), min_size=1, max_size=4))
def test_treatments_are_those_counted_day_by_day(drawn: list[tuple[list[Attempt], int]]) -> None:
    from transforms.derived.bone_agent_treatment import bone_agent_treatment

    people = [told(Patient(f"p{n}"), attempts) for n, (attempts, _) in enumerate(drawn)]
    cohort = pl.DataFrame(
        {
            "patient_id": [somebody.name for somebody in people],
            "exit_on": [day(last) for _, last in drawn],
            "death_on": [None] * len(people),
        },
        schema_overrides={"death_on": pl.Date},
    )
    doses = hospital(*people)["bone_agent_administration"]
    found = bone_agent_treatment(doses, cohort, DAY_0 + timedelta(days=5000))
    columns = ("dose_count", "missed_count", "covered_days")
    for somebody, (attempts, last) in zip(people, drawn, strict=True):
        rows = found.filter(pl.col("patient_id") == somebody.name).iter_rows(named=True)
        fast = [
            ((row["started_on"] - DAY_0).days, (row["ended_on"] - DAY_0).days,
             *(row[name] for name in columns))
            for row in rows
        ]  # fmt: skip
        assert fast == slow_treatments(attempts, last)
