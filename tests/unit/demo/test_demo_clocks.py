"""Clocks that keep a published rate for a group of unequal people."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from flows.demo.calibration import CALIBRATION
from flows.demo.cohort import ImpossibleSimulation, simulate_cohort
from flows.demo.life.draws import stream, weighted
from flows.demo.life.hazards import (
    DAYS_A_MONTH,
    mixture_of,
    pace_before_bone,
    rate_of_median,
)
from flows.demo.life.reference import reference
from flows.demo.records.schedules import regular_days


def test_unequal_people_together_leave_at_the_published_rate() -> None:
    rng = np.random.default_rng(1)
    ratio = rng.choice([1.0, 3.0, 5.0], 200_000, p=[0.4, 0.4, 0.2])
    clock = mixture_of(ratio).clock(rate_of_median(6.0))
    days = clock.day_of(rng.exponential(size=len(ratio)) / ratio)
    for months, share in ((6, 0.5), (12, 0.25), (24, 0.0625)):
        assert (days > months * DAYS_A_MONTH).mean() == pytest.approx(share, abs=0.004)


def test_between_them_the_hazard_ratio_holds_at_every_time() -> None:
    clock = mixture_of(np.array([1.0, 1.0, 4.0])).clock(0.01)
    days = np.array([10.0, 100.0, 400.0])
    hazard = clock.hazard_at(days)
    assert clock.day_of(hazard) == pytest.approx(days)
    surviving_low, surviving_high = np.exp(-hazard), np.exp(-4 * hazard)
    assert (2 * surviving_low + surviving_high) / 3 == pytest.approx(np.exp(-0.01 * days), rel=1e-3)


def test_equal_people_have_an_ordinary_exponential_clock() -> None:
    clock = mixture_of(np.ones(10)).clock(0.002)
    assert clock.day_of(np.array([0.5, 2.0])) == pytest.approx([250.0, 1000.0], rel=1e-3)


def test_people_without_bone_metastasis_keep_their_median_and_their_share() -> None:
    pace = pace_before_bone(0.2, 9.8, rate_of_median(6.8), 90.0)
    rng = np.random.default_rng(2)
    size = 400_000
    left = rng.exponential(1 / pace.leaving, size)
    turns = (left > 90) & (rng.random(size) < pace.turning)
    after = rng.exponential(1 / rate_of_median(6.8), size)
    death = np.where(turns, left + after, left)
    assert turns.mean() == pytest.approx(0.2, abs=0.004)
    assert np.median(death) == pytest.approx(9.8 * DAYS_A_MONTH, rel=0.01)


def test_another_target_gives_another_rate() -> None:
    usual = reference(CALIBRATION).event_rates
    fewer = reference(
        replace(CALIBRATION, kind_events=(0.2, 0.12, 0.03, 0.02, 0.02), any_event=0.3)
    ).event_rates
    assert all(less < more for less, more in zip(fewer, usual, strict=True))


def test_days_are_regular_and_never_swap() -> None:
    start, until = np.array([0.0, 50.0, 10.0]), np.array([100.0, 50.0, 5.0])
    position, day, rank = regular_days(
        np.random.default_rng(3), start, until, np.array([20.0, 20.0, 20.0])
    )
    assert set(position) == {0, 1}  # the third ends before it starts
    assert day[position == 1].tolist() == [50.0]
    assert rank[position == 0].tolist() == list(range((position == 0).sum()))
    assert (np.diff(day[position == 0]) > 0).all()


def test_draws_of_one_subject_do_not_move_those_of_another() -> None:
    first = stream(7, "lesions").random(3)
    stream(7, "visits").random(100)
    assert stream(7, "lesions").random(3).tolist() == first.tolist()
    assert stream(8, "lesions").random(3).tolist() != first.tolist()


def test_weights_are_respected() -> None:
    drawn = weighted(np.random.default_rng(4), (1, 3), 100_000)
    assert drawn.mean() == pytest.approx(0.75, abs=0.01)


def test_a_hospital_without_patients_is_refused() -> None:
    with pytest.raises(ImpossibleSimulation, match="cannot simulate 0 patients"):
        simulate_cohort(patients=0, seed=1, end=date(2026, 3, 1))
