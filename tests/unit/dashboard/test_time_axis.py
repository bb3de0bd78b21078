"""Long empty stretches drawn shorter: order and true dates are kept, lengths are said."""

from datetime import date, datetime, timedelta
from itertools import pairwise

import polars as pl
import pytest

from dashboard.charts.gaps import long_gaps
from dashboard.charts.time_axis import TimeAxis, time_axis

FIRST = date(2024, 1, 1)
DAYS = pl.Series([FIRST + timedelta(days=n) for n in (0, 20, 40, 400, 420, 440)], dtype=pl.Date)


@pytest.fixture(params=[None, FIRST + timedelta(days=20)], ids=["dates", "days"])
def shortened(request: pytest.FixtureRequest) -> TimeAxis:
    return time_axis(DAYS, request.param, long_gaps(DAYS))


def places(axis: TimeAxis, days: pl.Series) -> list[float]:
    return pl.DataFrame({"day": days}).select(axis.position("day")).to_series().to_list()


def test_only_a_long_stretch_is_a_gap() -> None:
    (gap,) = long_gaps(DAYS)
    assert (gap.starts, gap.ends) == (datetime(2024, 2, 10), datetime(2025, 2, 4))
    assert gap.days == 360 and gap.drawn < timedelta(days=20)
    assert long_gaps(DAYS.head(3)) == long_gaps(DAYS.clear()) == ()


def test_gaps_do_not_depend_on_the_order_of_the_dates() -> None:
    assert long_gaps(DAYS.reverse()) == long_gaps(DAYS)


def test_dates_keep_their_order_and_short_stretches_their_length(shortened: TimeAxis) -> None:
    waits = [later - earlier for earlier, later in pairwise(places(shortened, DAYS))]
    assert waits == pytest.approx([20, 20, shortened.gaps[0].drawn / timedelta(days=1), 20, 20])


def test_positions_of_rows_are_those_of_moments(shortened: TimeAxis) -> None:
    dates = pl.Series([FIRST + timedelta(days=n) for n in range(0, 440, 13)], dtype=pl.Date)
    moments = [datetime(day.year, day.month, day.day) for day in dates.to_list()]
    assert places(shortened, dates) == pytest.approx([shortened.drawn_day(m) for m in moments])


def test_the_index_day_is_zero_when_days_are_counted_from_it() -> None:
    origin = FIRST + timedelta(days=20)
    axis = time_axis(DAYS, origin, long_gaps(DAYS))
    assert axis.drawn_day(datetime(2024, 1, 21)) == 0


def test_an_axis_without_gap_is_as_long_as_time() -> None:
    axis = time_axis(DAYS, None)
    assert axis.type == "temporal" and axis.span == axis.end - axis.start
