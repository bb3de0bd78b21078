"""Hypercalcaemia on and off bone-targeted agents: days covered once, episodes where they fall."""

import pytest

from tests.support.histories import day
from tests.support.populations import drawn, event, lives
from transforms.published.hypercalcaemia_on_off_agent import hypercalcaemia_on_off_agent


def states(
    covers: list[tuple[int, int]], episodes: list[int], end: int = 400, **values: object
) -> dict[str, dict[str, object]]:
    """Both states of one patient covered on these days, beside another never treated."""
    cohort, _, _ = lives((end, False, []), (end, False, []))
    exposure = drawn(
        "bone_agent_exposure",
        [
            {
                "exposure_id": str(start),
                "patient_id": "p00",
                "started_on": day(start),
                "covered_until_on": day(stop),
            }
            for start, stop in covers
        ],
    )
    events = drawn("skeletal_event", [event("p00", on, "HCM", **values) for on in episodes])
    rows = hypercalcaemia_on_off_agent(cohort, exposure, events)
    return {str(row["agent_state"]): row for row in rows.iter_rows(named=True)}


@pytest.mark.parametrize(
    ("on", "state"),
    [
        (99, "off_agent"),
        (100, "off_agent"),
        (101, "on_agent"),
        (200, "on_agent"),
        (201, "off_agent"),
    ],
)
def test_an_episode_is_on_the_agent_from_the_day_after_the_dose(on: int, state: str) -> None:
    told = states([(100, 200)], [on])
    assert told[state]["event_count"] == 1
    assert sum(int(str(row["event_count"])) for row in told.values()) == 1


def test_time_on_and_off_add_up_to_observation() -> None:
    told = states([(100, 200)], [])
    assert told["on_agent"]["patient_years"] == pytest.approx(100 / 365.25)
    assert told["off_agent"]["patient_years"] == pytest.approx(700 / 365.25)
    assert (told["on_agent"]["patient_count"], told["off_agent"]["patient_count"]) == (1, 2)


@pytest.mark.parametrize(
    ("covers", "days"),
    [
        ([(100, 200), (150, 250)], 150),
        ([(100, 300), (150, 250)], 200),
        ([(100, 200), (200, 300)], 200),
        ([(-50, 50)], 50),
        ([(350, 500)], 50),
        ([(450, 500)], 0),
    ],
)
def test_days_are_covered_once_and_within_observation(
    covers: list[tuple[int, int]], days: int
) -> None:
    assert states(covers, [])["on_agent"]["patient_years"] == pytest.approx(days / 365.25)


def test_rate_for_100_patient_years() -> None:
    told = states([(100, 200)], [300, 350])
    assert told["off_agent"]["rate_per_100_patient_years"] == pytest.approx(100 * 2 * 365.25 / 700)
    assert told["on_agent"]["rate_per_100_patient_years"] == 0.0


def test_without_any_time_there_is_no_rate() -> None:
    assert states([], [])["on_agent"]["rate_per_100_patient_years"] is None


def test_an_episode_at_diagnosis_is_not_incidence() -> None:
    told = states([(0, 200)], [0], is_prevalent=True)
    assert {row["event_count"] for row in told.values()} == {0}


def test_row_order_changes_nothing() -> None:
    cohort, _, _ = lives((400, False, []), (300, True, []))
    exposure = drawn(
        "bone_agent_exposure",
        [
            {
                "exposure_id": str(n),
                "patient_id": f"p0{n % 2}",
                "started_on": day(n * 40),
                "covered_until_on": day(n * 40 + 60),
            }
            for n in range(6)
        ],
    )
    events = drawn("skeletal_event", [event("p00", n, "HCM") for n in (5, 45, 390)])
    told = hypercalcaemia_on_off_agent(cohort, exposure, events)
    turned = hypercalcaemia_on_off_agent(cohort, exposure.reverse(), events.reverse())
    assert told.equals(turned)
