"""The scan of the window rule says the same interpreted, as few rows are, and compiled."""

import numpy as np
import pytest

from transforms.statistics.arrays import Flags, Numbers, Whole
from transforms.statistics.window_scan import FEW_ROWS, Scan, scans_for

PEOPLE = np.repeat(np.arange(200, dtype=np.int64), 12)
DAYS = np.sort(np.random.default_rng(21).integers(0, 365, size=(200, 12)), axis=1).ravel()


def counted(scan: Scan, person: Whole, day: Numbers) -> Flags:
    marks = np.zeros(person.size, dtype=np.bool_)
    scan(person, day, 21, marks)
    return marks


@pytest.mark.parametrize("days", [DAYS, DAYS / 2], ids=["whole days", "half days"])
def test_interpreted_and_compiled_scans_count_the_same_events(days: Numbers) -> None:
    interpreted, compiled = (scans_for(rows)[1] for rows in (FEW_ROWS - 1, FEW_ROWS))
    assert interpreted is not compiled
    few = counted(interpreted, PEOPLE, days)
    assert few.tolist() == counted(compiled, PEOPLE, days).tolist()
    assert 200 < few.sum() < PEOPLE.size


@pytest.mark.parametrize(
    ("person", "day", "is_in_order"),
    [([1, 1, 2], [5, 9, 0], True), ([1, 2, 1], [0, 0, 0], False), ([1, 1], [3, 2], False)],
)
def test_interpreted_and_compiled_scans_see_the_same_disorder(
    person: list[int], day: list[int], is_in_order: bool
) -> None:
    rows = np.array(person, dtype=np.int64), np.array(day, dtype=np.int64)
    for size in (FEW_ROWS - 1, FEW_ROWS):
        assert bool(scans_for(size)[0](*rows)) is is_in_order
