"""Histories drawn at random for tests of the estimators, and how results are compared."""

from collections.abc import Callable

import numpy as np
import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.oracle import History, Person

Test = Callable[..., None]

MEAN_COLUMNS = {"id": "id", "start": "start", "stop": "stop", "event": "event"}


def for_all(*histories: st.SearchStrategy) -> Callable[[Test], Test]:
    """The same examples in every run, so that a failure is never somebody else's."""
    chosen = settings(deadline=None, max_examples=40, derandomize=True, database=None)
    return lambda test: chosen(given(*histories)(test))


@st.composite
def some_people(draw: st.DrawFn, late: bool = True) -> list[History]:
    """A few people on few days, so that ties, late entry and empty risk sets are common."""
    people = []
    for _ in range(draw(st.integers(1, 14))):
        entry = draw(st.integers(0, 5)) if late else 0
        stay = draw(st.integers(1, 8))
        people.append(History(entry + stay, draw(st.integers(0, 3)), entry))
    return people


@st.composite
def some_persons(draw: st.DrawFn) -> list[Person]:
    """A few people with events, some dead, some late, some with an event on their last day."""
    persons = []
    for _ in range(draw(st.integers(1, 8))):
        start = draw(st.integers(0, 4))
        end = start + draw(st.integers(1, 9))
        events = draw(st.sets(st.integers(start + 1, end), max_size=4))
        persons.append(Person(start, end, tuple(sorted(events)), draw(st.booleans())))
    return persons


def frame_of(people: list[History]) -> pl.DataFrame:
    rows = [(person.entry, person.time, person.status) for person in people]
    schema = {"entry": pl.Int64, "time": pl.Int64, "status": pl.Int64}
    return pl.DataFrame(rows, schema=schema, orient="row")


def frame_of_persons(persons: list[Person]) -> pl.DataFrame:
    """One row a period, ending at each event and at the end."""
    rows = []
    for number, person in enumerate(persons):
        stops = sorted({*person.events, person.end})
        for start, stop in zip([person.start, *stops], stops, strict=False):
            dies = person.died and stop == person.end
            rows.append((number, start, stop, stop in person.events, dies))
    schema = ["id", "start", "stop", "event", "death"]
    return pl.DataFrame(rows, schema=schema, orient="row")


def close(found: pl.Series, expected: list[float | None], tolerance: float = 1e-9) -> None:
    assert found.is_null().to_list() == [value is None for value in expected]
    known = [value for value in expected if value is not None]
    np.testing.assert_allclose(found.drop_nulls(), known, rtol=0, atol=tolerance)


def same(one: pl.DataFrame, other: pl.DataFrame, tolerance: float = 1e-9) -> None:
    """Equal frames but for rounding."""
    assert one.columns == other.columns
    for name in one.columns:
        if one[name].dtype.is_float():
            close(one[name], other[name].to_list(), tolerance)
        else:
            assert one[name].equals(other[name])
