"""Small histories with results that can be worked out by hand."""

import numpy as np
import polars as pl
import pytest

from transforms.statistics import (
    count_with_window,
    cumulative_incidence,
    event_rate,
    ghosh_lin,
    kaplan_meier,
    mean_cumulative_function,
    proportion,
    rate_ratio,
    restricted_mean,
    robust_event_rate,
    survival_quantiles,
)

TWELVE = {
    "time": [30, 45, 60, 75, 90, 120, 150, 180, 210, 240, 300, 360],
    "status": [1, 2, 1, 0, 1, 2, 1, 2, 0, 1, 2, 0],
}
ENTRIES = [0, 10, 0, 20, 0, 40, 0, 0, 100, 0, 50, 0]
EIGHT = [  # end, died, days of events
    (365, 0, [40, 200]),
    (100, 1, [30]),
    (250, 1, []),
    (300, 0, [120]),
    (60, 1, []),
    (365, 0, [90, 150, 310]),
    (180, 1, [70]),
    (220, 0, []),
]


def twelve_people() -> pl.DataFrame:
    return pl.DataFrame(TWELVE)


def eight_people() -> pl.DataFrame:
    """One row a period: up to each event, then to the end."""
    rows = []
    for person, (end, died, events) in enumerate(EIGHT):
        stops = [*events, end]
        for place, (start, stop) in enumerate(zip([0, *events], stops, strict=True)):
            last = place == len(events)
            rows.append((person, start, stop, int(not last), died * last))
    return pl.DataFrame(rows, schema=["id", "start", "stop", "event", "death"], orient="row")


@pytest.mark.parametrize(
    ("day", "at_risk", "estimate", "greenwood", "gray", "lower", "upper"),
    [
        (30, 12, 0.083333, 0.006366, 0.006944, 0.0051, 0.3111),
        (60, 10, 0.166667, 0.011574, 0.012753, 0.0265, 0.4130),
        (90, 8, 0.260417, 0.016904, 0.018940, 0.0618, 0.5220),
        (150, 6, 0.354167, 0.020526, 0.023577, 0.1077, 0.6166),
        (240, 3, 0.479167, 0.025300, 0.032735, 0.1684, 0.7380),
    ],
)
def test_twelve_people_with_two_causes(day, at_risk, estimate, greenwood, gray, lower, upper):
    curve = cumulative_incidence(twelve_people(), variance="greenwood")
    (row,) = curve.filter(time=day, cause=1).to_dicts()
    assert row["n_risk"] == at_risk
    assert row["estimate"] == pytest.approx(estimate, abs=5e-7)
    assert row["std_err"] ** 2 == pytest.approx(greenwood, abs=5e-7)
    assert (row["lower"], row["upper"]) == pytest.approx((lower, upper), abs=5e-5)
    by_gray = cumulative_incidence(twelve_people(), variance="cuminc").filter(time=day, cause=1)
    assert by_gray["std_err"][0] ** 2 == pytest.approx(gray, abs=5e-7)


def test_the_causes_and_the_event_free_of_twelve_people_are_everybody():
    curve = cumulative_incidence(twelve_people()).filter(time=360)
    event_free = kaplan_meier(twelve_people()).filter(time=360)["estimate"][0]
    assert curve["estimate"].to_list() == pytest.approx([0.479167, 0.395833], abs=5e-7)
    assert event_free == pytest.approx(0.125)
    assert curve["estimate"].sum() + event_free == pytest.approx(1)


def test_censoring_the_competing_cause_overstates_the_incidence():
    naive = twelve_people().with_columns(status=(pl.col("status") == 1).cast(int))
    assert 1 - kaplan_meier(naive)["estimate"][-1] == pytest.approx(0.598958, abs=5e-7)


def test_twelve_people_some_of_whom_enter_late():
    people = twelve_people().with_columns(entry=pl.Series(ENTRIES))
    curve = cumulative_incidence(people, entry="entry").filter(cause=1)
    assert curve.filter(time=30)["n_risk"][0] == 9
    assert curve.filter(time=240)["estimate"][0] == pytest.approx(0.499902, abs=5e-7)


def test_who_enters_on_a_day_is_at_risk_from_the_next():
    people = pl.DataFrame({"entry": [0, 5], "time": [5, 6], "status": [1, 1]})
    assert kaplan_meier(people, entry="entry")["n_risk"].to_list() == [1, 1]


def test_eight_people_with_events_and_deaths():
    curve = ghosh_lin(
        eight_people(), id="id", start="start", stop="stop", event="event", death="death"
    )
    at = {row["time"]: row for row in curve.to_dicts()}
    assert at[90]["estimate"] == pytest.approx(0.5)
    assert at[150]["estimate"] == pytest.approx(0.75)
    assert at[150]["std_err"] == pytest.approx(0.23385, abs=5e-6)
    assert at[200]["estimate"] == pytest.approx(0.875)
    assert at[200]["std_err"] == pytest.approx(0.27599, abs=5e-6)
    assert at[310]["estimate"] == pytest.approx(1.109375)
    assert at[310]["std_err"] == pytest.approx(0.37957, abs=5e-6)


def test_taking_deaths_for_censoring_overstates_the_mean():
    naive = mean_cumulative_function(
        eight_people(), id="id", start="start", stop="stop", event="event"
    )
    assert naive["estimate"][-1] == pytest.approx(1.56905, abs=5e-6)


def test_an_event_counts_21_days_after_the_last_counted_one():
    events = pl.DataFrame({"id": ["a"] * 6, "day": [0, 10, 20, 21, 30, 42]})
    counted = count_with_window(events, id="id", day="day").filter("counted")
    # under the rolling rule, 21 days after any event, only day 0 would count
    assert counted["day"].to_list() == [0, 21, 42]


def test_rows_of_events_stay_where_they_are():
    events = pl.DataFrame({"id": ["b", "a", "b", "a"], "day": [40, 3, 12, 3], "kind": list("wxyz")})
    marked = count_with_window(events, id="id", day="day")
    assert marked.drop("counted").equals(events)
    assert marked["counted"].to_list() == [True, True, True, False]


def test_days_of_events_may_be_dates():
    days = pl.Series(["2024-01-01", "2024-01-21", "2024-01-22"]).str.to_date()
    events = pl.DataFrame({"id": [7, 7, 7], "day": days})
    marked = count_with_window(events, id="id", day="day")
    assert marked["counted"].to_list() == [True, False, True]


def test_ids_may_be_hashes_beyond_the_signed_range():
    ids = pl.Series([2**64 - 1, 5, 2**64 - 1], dtype=pl.UInt64)
    marked = count_with_window(pl.DataFrame({"id": ids, "day": [9, 9, 0]}), id="id", day="day")
    assert marked["counted"].to_list() == [False, True, True]


def test_median_is_the_first_day_at_or_below_a_half():
    people = pl.DataFrame({"time": [10, 20, 30], "status": [1, 1, 1]})
    assert survival_quantiles(people, q=[0.5])["estimate"].to_list() == [20]


def test_median_is_the_middle_of_the_step_that_stays_at_a_half():
    people = pl.DataFrame({"time": [10, 20, 30, 40], "status": [1, 1, 1, 1]})
    assert survival_quantiles(people, q=[0.5])["estimate"].to_list() == [25]


def test_median_that_is_not_reached_is_null():
    people = pl.DataFrame({"time": [10, 20, 30], "status": [1, 0, 0]})
    (row,) = survival_quantiles(people, q=[0.5]).to_dicts()
    assert (row["estimate"], row["upper"]) == (None, None)


def test_mean_time_is_the_area_under_the_curve():
    people = pl.DataFrame({"time": [10, 20], "status": [1, 1]})
    (row,) = restricted_mean(people, tau=30).to_dicts()
    assert row["estimate"] == 15  # 10 days of all and 10 of half


def test_mean_time_beyond_follow_up_is_null():
    people = pl.DataFrame({"time": [10, 20], "status": [1, 0]})
    assert restricted_mean(people, tau=21).row(0) == ("all", None, None)
    assert restricted_mean(people, tau=20).row(0)[1] == 15


def test_undefined_limits_are_null():
    people = pl.DataFrame({"time": [1, 2, 3], "status": [2, 1, 1]})
    first = cumulative_incidence(people).filter(cause=1).to_dicts()[0]
    assert first["estimate"] == 0
    assert (first["lower"], first["upper"]) == (None, None)
    alone = cumulative_incidence(people.with_columns(status=1)).to_dicts()[-1]
    assert (alone["estimate"], alone["std_err"]) == (1, 0)
    assert (alone["lower"], alone["upper"]) == (None, None)
    ended = kaplan_meier(people).to_dicts()[-1]
    assert (ended["estimate"], ended["std_err"], ended["lower"]) == (0, None, None)


def test_rate_without_person_time_is_null():
    assert event_rate(0, 0).row(0) == (None, None, None)
    assert event_rate(3, None).row(0) == (None, None, None)
    nobody = pl.DataFrame({"id": [1], "n": [0], "days": [0]})
    assert robust_event_rate(nobody, id="id", events="n", days="days").row(0) == (None, None, None)


def test_rate_without_events_is_at_least_nothing():
    estimate, lower, upper = event_rate(0, 365.25).row(0)
    assert (estimate, lower) == (0, 0)
    assert upper == pytest.approx(-np.log(0.025))
    quiet = pl.DataFrame({"id": [1, 2], "n": [0, 0], "days": [200.25, 165.0]})
    assert robust_event_rate(quiet, id="id", events="n", days="days").row(0) == (0, 0, upper)


def test_robust_rate_of_people_who_are_alike_has_no_width_and_of_others_has():
    alike = pl.DataFrame({"id": [1, 2], "n": [2, 2], "days": [365.25, 365.25]})
    assert robust_event_rate(alike, id="id", events="n", days="days").row(0) == (2, 2, 2)
    unlike = alike.with_columns(n=pl.Series([0, 4]))
    rate, lower, upper = robust_event_rate(unlike, id="id", events="n", days="days").row(0)
    assert rate == 2
    # spread sqrt(2^2 + 2^2) over 2 person-years, on the log scale
    assert upper / rate == pytest.approx(np.exp(1.959964 * np.sqrt(8) / 2 / 2), rel=1e-6)
    assert lower * upper == pytest.approx(rate**2)


def test_rows_of_one_person_are_added_up_before_the_spread():
    rows = pl.DataFrame({"id": [1, 1, 2], "n": [1, 2, 1], "days": [100, 200, 300]})
    people = pl.DataFrame({"id": [1, 2], "n": [3, 1], "days": [300, 300]})
    columns = {"id": "id", "events": "n", "days": "days"}
    assert robust_event_rate(rows, **columns).equals(robust_event_rate(people, **columns))


def test_rate_ratio_where_one_side_has_no_event():
    none_above = rate_ratio(0, 100, 5, 100).row(0)
    assert none_above[:2] == (0, 0)
    assert none_above[2] is not None
    estimate, lower, upper = rate_ratio(5, 100, 0, 100).row(0)
    assert (estimate, upper) == (None, None)
    assert lower > 0
    assert rate_ratio(0, 100, 5, 100, method="wald").row(0) == (0, None, None)
    assert rate_ratio(0, 100, 0, 100).row(0) == (None,) * 3
    assert rate_ratio(1, 0, 5, 100).row(0) == (None,) * 3


def test_share_of_nobody_is_null():
    assert proportion(0, 0).row(0) == (None, None, None)
