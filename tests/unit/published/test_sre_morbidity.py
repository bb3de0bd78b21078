"""Morbidity rates of the trials, patient by patient and period by period. Redone by hand."""

import polars as pl
import pytest

from tests.support.populations import Life, drawn, event, lives
from transforms.published.sre_morbidity import sre_morbidity
from transforms.published.sre_rate import sre_rate

YEAR = 365.25


def morbidity(*people: Life) -> dict[str, float]:
    cohort, events, _ = lives(*people)
    return sre_morbidity(cohort, events).row(by_predicate=pl.col("endpoint") == "SRE4", named=True)


def test_each_patient_has_a_rate_and_their_mean_is_not_the_rate_of_all() -> None:
    """Two events in 365 days, none in 100: 2 and 0 a year, the mean is 1; together 2 in 465."""
    told = [(365, False, [40, 200]), (100, True, [])]
    row = morbidity(*told)
    assert row["mean_patient_rate"] == pytest.approx(2 / 365 * YEAR / 2)
    assert row["median_patient_rate"] == pytest.approx(2 / 365 * YEAR / 2)
    cohort, events, _ = lives(*told)
    together = sre_rate(cohort, events).row(0, named=True)
    assert together["rate_per_100_patient_years"] == pytest.approx(100 * 2 / 465 * YEAR)


def test_one_patient_seen_for_ten_days_makes_the_mean_and_not_the_median() -> None:
    row = morbidity((10, True, [5]), (365, False, []), (365, False, []))
    assert row["mean_patient_rate"] == pytest.approx(YEAR / 10 / 3)
    assert row["median_patient_rate"] == 0
    assert row["short_stay_patient_count"] == 1


@pytest.mark.parametrize(("days", "short"), [(30, 1), (31, 0)])
def test_a_month_is_30_4375_days(days: int, short: int) -> None:
    assert morbidity((days, False, []))["short_stay_patient_count"] == short


def test_periods_of_twelve_weeks_of_eight_patients() -> None:
    """domain.md §2.6, fixture C: 5 + 2 + 3 + 4 + 1 + 5 + 3 + 3 periods begun; with an event
    2 of the first patient, 1, 0, 1, 0, 2 (90 and 150 are in the second), 1, 0."""
    row = morbidity(
        (365, False, [40, 200]), (100, True, [30]), (250, True, []), (300, False, [120]),
        (60, True, []), (365, False, [90, 150, 310]), (180, True, [70]), (220, False, []),
    )  # fmt: skip
    assert (row["period_count"], row["period_with_event_count"], row["event_count"]) == (26, 7, 8)
    assert row["period_share"] == pytest.approx(7 / 26)
    assert row["period_share_lower"] < 7 / 26 < row["period_share_upper"]


@pytest.mark.parametrize(("day", "begun"), [(84, 1), (85, 2)])
def test_the_84th_day_ends_the_first_period(day: int, begun: int) -> None:
    row = morbidity((day, True, [day]), (84, False, []))
    assert (row["period_count"], row["period_with_event_count"]) == (begun + 1, 1)


def test_two_events_of_one_period_are_one_period() -> None:
    row = morbidity((84, False, [10, 40, 70]), (84, False, []))
    assert (row["event_count"], row["period_with_event_count"]) == (3, 1)


def test_who_enters_late_begins_the_first_period_there() -> None:
    cohort, events, _ = lives((184, False, [184]), (84, False, []))
    late = cohort.with_columns(
        entry_on=pl.when(pl.col("patient_id") == "p00")
        .then(pl.col("index_on") + pl.duration(days=100))
        .otherwise("entry_on")
    )
    row = sre_morbidity(late, events).row(0, named=True)
    assert (row["period_count"], row["period_with_event_count"]) == (2, 1)


def test_one_patient_says_nothing_of_the_spread() -> None:
    row = morbidity((365, False, [40]))
    assert row["period_share"] == 0.2
    assert (row["period_share_lower"], row["period_share_upper"]) == (None, None)


def test_the_rolling_rule_counts_the_series_of_the_domain_once() -> None:
    """domain.md §2.6: days 0, 10, 20, 21, 30, 42 count three times after the last counted event,
    once after the last event (here a day later: an event of day 0 is at diagnosis)."""
    cohort, _, _ = lives((365, False, []), (365, False, []))
    series = [
        event("p00", on, "RT", is_counted_sre4=on in (1, 22, 43)) for on in (1, 11, 21, 22, 31, 43)
    ]
    row = sre_morbidity(cohort, drawn("skeletal_event", series)).row(0, named=True)
    assert (row["event_count"], row["rolling_event_count"]) == (3, 1)
    assert row["rolling_rate_per_100_patient_years"] == pytest.approx(100 / (730 / YEAR))


@pytest.mark.parametrize(("later", "events"), [(20, 1), (21, 2)])
def test_twenty_one_days_after_the_last_event_is_another(later: int, events: int) -> None:
    cohort, _, _ = lives((365, False, []))
    told = drawn("skeletal_event", [event("p00", 40, "RT"), event("p00", 40 + later, "FX")])
    assert sre_morbidity(cohort, told)["rolling_event_count"][0] == events


def test_several_events_of_a_day_are_one() -> None:
    cohort, _, _ = lives((365, False, []))
    told = drawn("skeletal_event", [event("p00", 40, "RT"), event("p00", 40, "FX")])
    assert sre_morbidity(cohort, told)["rolling_event_count"][0] == 1


def test_what_is_at_diagnosis_or_before_entry_neither_counts_nor_opens_the_21_days() -> None:
    cohort, _, _ = lives((365, False, []))
    told = drawn(
        "skeletal_event",
        [
            event("p00", 0, "RT", is_prevalent=True, is_counted_sre4=False),
            event("p00", 5, "RT", is_before_entry=True, is_counted_sre4=False),
            event("p00", 10, "RT"),
        ],
    )
    row = sre_morbidity(cohort, told).row(0, named=True)
    assert (row["event_count"], row["rolling_event_count"]) == (1, 1)


def test_nobody_has_no_rate() -> None:
    row = morbidity()
    assert (row["patient_count"], row["period_count"], row["rolling_event_count"]) == (0, 0, 0)
    assert (row["mean_patient_rate"], row["period_share"]) == (None, None)
    assert row["rolling_rate_per_100_patient_years"] is None
