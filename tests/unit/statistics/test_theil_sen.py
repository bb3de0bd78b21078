"""The Theil-Sen slope against SciPy and against the definition."""

from itertools import combinations
from statistics import median

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.statistics.history_checks import InvalidHistories
from transforms.statistics.theil_sen import theil_sen

Points = list[tuple[float, float]]


def slope(points: Points) -> dict[str, float | None]:
    frame = pl.DataFrame(
        {"who": ["a"] * len(points), "x": [x for x, _ in points], "y": [y for _, y in points]},
        schema={"who": pl.String, "x": pl.Float64, "y": pl.Float64},
    )
    return theil_sen(frame, id=["who"], x="x", y="y").row(0, named=True)


def test_one_wild_point_does_not_move_the_slope() -> None:
    straight = [(float(x), 2.0 * x) for x in range(6)]
    assert slope(straight)["estimate"] == 2
    assert slope([*straight[:-1], (5.0, 400.0)])["estimate"] == 2


def test_three_points_have_a_slope_and_no_limits() -> None:
    found = slope([(0, 1), (1, 3), (2, 4)])
    assert found == {"who": "a", "n": 3, "estimate": 1.5, "lower": None, "upper": None}


def test_five_points_are_the_fewest_that_hold_95_percent() -> None:
    rising = [(0.0, 0.0), (1.0, 1.0), (2.0, 4.0), (3.0, 9.0), (4.0, 16.0)]
    assert slope(rising[:4])["lower"] is None
    found = slope(rising)
    # the least and the greatest of the ten slopes
    assert (found["lower"], found["upper"]) == (1, 7)


def test_points_of_one_day_have_no_slope() -> None:
    assert slope([(1, 2), (1, 3)])["estimate"] is None


def test_groups_do_not_mix_and_come_in_order() -> None:
    frame = pl.DataFrame({"who": ["b", "a", "b", "a"], "x": [0, 0, 1, 1], "y": [0, 5, 1, 3]})
    found = theil_sen(frame, id=["who"], x="x", y="y")
    assert found.select("who", "estimate").rows() == [("a", -2.0), ("b", 1.0)]


def test_no_points_are_no_groups() -> None:
    frame = pl.DataFrame(schema={"who": pl.String, "x": pl.Float64, "y": pl.Float64})
    assert theil_sen(frame, id=["who"], x="x", y="y").is_empty()


def test_a_missing_value_is_refused() -> None:
    frame = pl.DataFrame(
        {"who": ["a"], "x": [0.0], "y": [None]}, schema_overrides={"y": pl.Float64}
    )
    with pytest.raises(InvalidHistories, match="Column 'y' is null in 1 rows"):
        theil_sen(frame, id=["who"], x="x", y="y")


coordinates = st.integers(-20, 20).map(float)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(coordinates, coordinates), min_size=2, max_size=12))
def test_the_estimate_is_the_median_of_the_slopes(points: Points) -> None:
    slopes = [
        (y2 - y1) / (x2 - x1) for (x1, y1), (x2, y2) in combinations(sorted(points), 2) if x1 != x2
    ]
    found = slope(points)["estimate"]
    assert found == (pytest.approx(median(slopes)) if slopes else None)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(coordinates, coordinates), min_size=5, max_size=12))
def test_limits_are_those_of_scipy_where_they_are_held(points: Points) -> None:
    from scipy.stats import theilslopes

    found = slope(points)
    if found["lower"] is None:
        return
    theirs = theilslopes([y for _, y in points], [x for x, _ in points], 0.95)
    assert found["lower"] == pytest.approx(theirs.low_slope)
    assert found["upper"] == pytest.approx(theirs.high_slope)


def test_limits_are_those_of_scipy_on_a_held_series() -> None:
    from scipy.stats import theilslopes

    points = [(x, y) for x, y in zip(range(9), (3.0, 1, 4, 1, 5, 9, 2, 6, 5), strict=True)]
    theirs = theilslopes([y for _, y in points], [x for x, _ in points], 0.95)
    found = slope([(float(x), y) for x, y in points])
    assert found["lower"] == pytest.approx(theirs.low_slope)
    assert found["upper"] == pytest.approx(theirs.high_slope)


def test_equal_values_have_a_slope_of_zero_and_no_limits() -> None:
    found = slope([(float(x), 3.0) for x in range(8)])
    assert (found["estimate"], found["lower"], found["upper"]) == (0, None, None)
