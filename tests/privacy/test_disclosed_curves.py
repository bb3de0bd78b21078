"""Curves of small cohorts: whoever reads the steps finds no month with 1 to 10 events."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.disclosure.tables import disclosed
from tests.support.dashboard_home import frame_of
from transforms.published.estimates.thinned import thinned
from transforms.statistics import cumulative_incidence, kaplan_meier
from warehouse.schema import PUBLISHED
from warehouse.schema.definitions import number

Patient = tuple[int, float, int]  # entry, exit, status: 0 censored, 1 event, 2 death
PATIENT = st.tuples(st.integers(0, 90), st.floats(1, 900).map(round), st.sampled_from([0, 1, 1, 2]))
COHORTS = st.lists(PATIENT, min_size=1, max_size=160).map(
    lambda people: [(entry, float(entry + stay), status) for entry, stay, status in people]
)


def histories(people: list[Patient]) -> pl.DataFrame:
    return pl.DataFrame(people, schema=["entry_day", "exit_day", "status"], orient="row")


def incidence_curves(people: list[Patient]) -> pl.DataFrame:
    """published.sre_curve of one cohort, as the warehouse makes it."""
    curves = cumulative_incidence(
        histories(people), time="exit_day", status="status", entry="entry_day"
    )
    measures = {1: "incidence", 2: "death"}
    kept = thinned(curves, "time", by=("cause",))
    rows = [
        {
            "endpoint": "SRE4", "time_origin": "bone_metastasis", "stratum": "all",
            "stratum_value": "all", "curve_measure": measures[row["cause"]],
            "curve_day": row["time"], "n_risk": int(row["n_risk"]),
            "curve_estimate": row["estimate"], "curve_lower": row["lower"],
            "curve_upper": row["upper"],
        }
        for row in kept.iter_rows(named=True)
    ]  # fmt: skip
    return frame_of(PUBLISHED["sre_curve"], rows)


def survival_curves(people: list[Patient]) -> pl.DataFrame:
    told = histories(people).with_columns(has_died=pl.col("status") > 0)
    curve = kaplan_meier(told, time="exit_day", status="has_died", entry="entry_day")
    rows = [
        {
            "survival_comparison": "by_group", "survival_arm": "KRAS",
            "day_from_stage_iv": row["time"], "n_risk": int(row["n_risk"]),
            "survival": row["estimate"], "lower": row["lower"], "upper": row["upper"],
        }
        for row in thinned(curve, "time").iter_rows(named=True)
    ]  # fmt: skip
    return frame_of(PUBLISHED["survival_curve"], rows)


def events_between_steps(
    shown: pl.DataFrame, day: str, estimate: str, happened: list[float], start: float
) -> list[int]:
    """How many events each step of a curve stands for: those since the step before."""
    months = number("days_per_month")
    counts, before, since = [], start, 0.0
    for row in shown.sort(day).iter_rows(named=True):
        if row[estimate] == before:
            continue
        until = round(row[day] / months) * months + 0.5
        counts.append(sum(since < at <= until for at in happened))
        before, since = row[estimate], until
    return counts


def at_risk(people: list[Patient], day: float) -> int:
    return sum(entry < day <= leaves for entry, leaves, _ in people)


def check_incidence(people: list[Patient]) -> None:
    shown = disclosed({"sre_curve": incidence_curves(people)})["sre_curve"]
    assert shown["n_risk"].null_count() == shown.height
    for measure, status in (("incidence", 1), ("death", 2)):
        own = shown.filter(pl.col("curve_measure") == measure)
        happened = [leaves for _, leaves, ended in people if ended == status]
        steps = events_between_steps(own, "curve_day", "curve_estimate", happened, 0.0)
        assert all(count >= 11 for count in steps), (measure, steps)
        assert own["curve_estimate"].sort().to_list() == own["curve_estimate"].to_list()


def check_survival(people: list[Patient]) -> None:
    shown = disclosed({"survival_curve": survival_curves(people)})["survival_curve"]
    happened = [leaves for _, leaves, ended in people if ended]
    steps = events_between_steps(shown, "day_from_stage_iv", "survival", happened, 1.0)
    assert all(count >= 11 for count in steps), steps
    assert all(count % 5 == 0 and count >= 15 for count in shown["n_risk"])


@settings(max_examples=25, deadline=None)
@given(COHORTS)
def test_each_step_of_an_incidence_hides_eleven_events(people: list[Patient]) -> None:
    check_incidence(people)


@settings(max_examples=25, deadline=None)
@given(COHORTS)
def test_each_step_of_a_survival_hides_eleven_deaths(people: list[Patient]) -> None:
    check_survival(people)


@pytest.mark.long
@settings(max_examples=1000, deadline=None)
@given(COHORTS)
def test_each_step_of_many_curves_hides_eleven_events(people: list[Patient]) -> None:
    check_incidence(people)
    check_survival(people)


def test_a_curve_without_any_event_stays_at_zero() -> None:
    people = [(0, 300.0 + day, 0) for day in range(40)]
    shown = disclosed({"sre_curve": incidence_curves(people)})["sre_curve"]
    told = shown.filter(pl.col("curve_measure") == "incidence")
    assert told.height and set(told["curve_estimate"]) == {0.0}


def test_a_curve_of_ten_events_is_not_shown() -> None:
    people = [(0, 10.0 + day, 1 if day < 10 else 0) for day in range(60)]
    shown = disclosed({"sre_curve": incidence_curves(people)})["sre_curve"]
    assert shown.filter(pl.col("curve_measure") == "incidence").is_empty()


def test_a_curve_ends_where_fewer_than_eleven_are_at_risk() -> None:
    people = [(0, 10.0 * day, 1 if day % 2 else 2) for day in range(1, 101)]
    shown = disclosed({"sre_curve": incidence_curves(people)})["sre_curve"]
    last = shown["curve_day"].max()
    assert isinstance(last, float) and at_risk(people, last - 30) >= 11
    assert last < 1000 - 100 + 31
