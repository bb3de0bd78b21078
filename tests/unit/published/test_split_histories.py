"""Histories cut where a fact changes: no day counts under a fact of a later day."""

from collections.abc import Iterable
from random import Random

import polars as pl
import pytest

from transforms.published.estimates.split_histories import (
    observed_after,
    observed_until,
    split_at_changes,
)
from transforms.published.facts.fact import Fact, fixed, since

OF_TWO = [
    ("a", 0.0, 30.0, True, False), ("a", 30.0, 60.0, False, True), ("b", 0.0, 9.0, True, True),
]  # fmt: skip
Change = tuple[str, float, bool | None]
Period = tuple[str, float, float, bool, bool]
HALF = 0.5


def histories(*periods: Period) -> pl.DataFrame:
    """patient, start, stop, event, death."""
    columns = {"patient_id": pl.String, "start": pl.Float64, "stop": pl.Float64,
               "event": pl.Boolean, "death": pl.Boolean}  # fmt: skip
    return pl.DataFrame(list(periods), schema=columns, orient="row")


def fact(*changes: Change, before: bool | None = None) -> Fact:
    columns = {"patient_id": pl.String, "since_day": pl.Float64, "state": pl.Boolean}
    return Fact(pl.DataFrame(list(changes), schema=columns, orient="row"), before)


def pieces(frame: pl.DataFrame, told: Fact) -> list[tuple[object, ...]]:
    return split_at_changes(frame, told, "exposed").rows()


def test_a_fracture_on_day_40_is_no_fracture_before_it() -> None:
    told = pieces(histories(("a", 0, 100, False, True)), fact(("a", 40, True), before=False))
    assert told == [("a", 0, 40, False, False, False), ("a", 40, 100, False, True, True)]


def test_what_happens_on_the_day_of_the_change_happened_before_it() -> None:
    told = pieces(histories(("a", 0, 40, True, True)), fact(("a", 40, True), before=False))
    assert told == [("a", 0, 40, True, True, False)]


def test_an_event_stays_with_its_own_period() -> None:
    frame = histories(("a", 0, 30, True, False), ("a", 30, 90, False, True))
    assert pieces(frame, fact(("a", 50, True), before=False)) == [
        ("a", 0, 30, True, False, False),
        ("a", 30, 50, False, False, False),
        ("a", 50, 90, False, True, True),
    ]


@pytest.mark.parametrize("day", [-200, 0, 10])
def test_a_fact_of_before_entry_holds_from_entry_on(day: float) -> None:
    told = pieces(histories(("a", 10, 60, True, False)), fact(("a", day, True), before=False))
    assert told == [("a", 10, 60, True, False, True)]


def test_a_fact_of_after_the_end_changes_nothing() -> None:
    told = pieces(histories(("a", 0, 60, True, False)), fact(("a", 61, True), before=False))
    assert told == [("a", 0, 60, True, False, False)]


def test_an_agent_stopped_and_resumed_cuts_each_time() -> None:
    changes = fact(("a", 10, True), ("a", 20, False), ("a", 30, True), before=False)
    told = pieces(histories(("a", 0, 40, True, False)), changes)
    assert [row[5] for row in told] == [False, True, False, True]
    assert [row[3] for row in told] == [False, False, False, True]


def test_what_is_not_known_yet_is_null() -> None:
    told = pieces(histories(("a", 0, 40, True, False)), fact(("a", 25, True)))
    assert [(row[1], row[5]) for row in told] == [(0, None), (25, True)]


def test_a_fact_of_one_patient_is_not_one_of_another() -> None:
    frame = histories(("a", 0, 40, True, False), ("b", 0, 40, True, False))
    told = pieces(frame, fact(("a", 25, True), before=False))
    assert [row for row in told if row[0] == "b"] == [("b", 0, 40, True, False, False)]


def test_since_is_the_first_of_several_days_and_never_a_missing_one() -> None:
    days = pl.DataFrame({"patient_id": ["a", "a", "b"], "since_day": [30, 12, None]})
    told = pieces(histories(("a", 0, 40, True, False), ("b", 0, 40, True, False)), since(days))
    assert [(row[0], row[1], row[5]) for row in told] == [
        ("a", 0, False), ("a", 12, True), ("b", 0, False),
    ]  # fmt: skip


def test_a_fixed_state_never_cuts() -> None:
    states = pl.DataFrame({"patient_id": ["a"], "state": [True]})
    assert pieces(histories(("a", 0, 9, True, False)), fixed(states)) == [
        ("a", 0, 9, True, False, True)
    ]


def test_observed_after_a_day_is_late_entry() -> None:
    frame = histories(
        ("a", 0, 30, True, False), ("a", 30, 60, False, True), ("b", 0, 9, True, True)
    )
    days = pl.DataFrame({"patient_id": ["a"], "from_day": [30.0]})
    assert observed_after(frame, days).rows() == [("a", 30, 60, False, True)]


def test_observed_until_a_day_ends_with_nothing_unless_it_came_that_day() -> None:
    frame = histories(
        ("a", 0, 30, True, False), ("a", 30, 60, False, True), ("b", 0, 9, True, True)
    )

    def until(day: float | None) -> list[tuple[object, ...]]:
        days = pl.DataFrame({"patient_id": ["a"], "until_day": [day]}, {"patient_id": pl.String,
                            "until_day": pl.Float64})  # fmt: skip
        return observed_until(frame, days).filter(pl.col("patient_id") == "a").rows()

    assert until(30) == [("a", 0, 30, True, False)]
    assert until(45) == [("a", 0, 30, True, False), ("a", 30, 45, False, False)]
    assert until(0) == []
    assert until(None) == frame.filter(pl.col("patient_id") == "a").rows()


def lived(rows: Iterable[tuple[object, ...]]) -> set[tuple[object, ...]]:
    """Every half-day at risk: who, when, in what state, and what happened on it."""
    told = set()
    for who, start, stop, event, death, state in rows:
        assert isinstance(start, float) and isinstance(stop, float)
        steps = round((stop - start) / HALF)
        assert steps > 0
        for step in range(1, steps + 1):
            is_last = step == steps
            moment = start + step * HALF
            happened = (bool(event) and is_last, bool(death) and is_last)
            assert (who, moment) not in {row[:2] for row in told}, "a half-day counted twice"
            told.add((who, moment, *happened, state))
    return told


def plainly_lived(periods: list[Period], changes: list[Change], before: bool | None) -> set:
    """The same half-day by half-day: the state is that of the last change strictly before it."""
    told = set()
    for who, start, stop, event, death in periods:
        moment = start + HALF
        while moment <= stop:
            past = [(day, state) for name, day, state in changes if name == who and day < moment]
            state = max(past, key=lambda change: change[0])[1] if past else before
            told.add((who, moment, event and moment == stop, death and moment == stop, state))
            moment += HALF
    return told


def drawn_patient(random: Random, name: str) -> tuple[list[Period], list[Change]]:
    """Some periods that may leave gaps, and changes before, inside, at the ends and after."""
    days = sorted(random.sample([step * HALF for step in range(40)], 2 * random.randint(1, 3)))
    periods = [
        (name, start, stop, random.random() < 0.5, random.random() < 0.2)
        for start, stop in zip(days[::2], days[1::2], strict=True)
    ]
    changed = random.sample([step * HALF for step in range(-6, 44)], random.randint(0, 5))
    return periods, [(name, day, random.choice([True, False, None])) for day in changed]


@pytest.mark.parametrize("seed", range(40))
def test_pieces_tell_what_a_plain_walk_through_the_days_tells(seed: int) -> None:
    random = Random(seed)
    people = [drawn_patient(random, f"p{number}") for number in range(5)]
    periods = [period for one, _ in people for period in one]
    changes = [change for _, one in people for change in one]
    before = random.choice([True, False, None])
    random.shuffle(periods)
    random.shuffle(changes)
    told = pieces(histories(*periods), fact(*changes, before=before))
    assert lived(told) == plainly_lived(periods, changes, before)
    assert told == sorted(told, key=lambda row: (row[0], row[1]))
