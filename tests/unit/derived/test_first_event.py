"""First event, death or end of observation, for each endpoint."""

import polars as pl
import pytest

from tests.support.histories import Patient, derive, derived_table, hospital, patient
from transforms.derived.first_event import first_event

CENSORED, EVENT, DEATH = 0, 1, 2


def ended(somebody: Patient, endpoint: str = "SRE4") -> tuple[float, int, object] | None:
    rows = derive("first_event", hospital(somebody)).filter(pl.col("endpoint") == endpoint)
    if rows.is_empty():
        return None
    row = rows.row(0, named=True)
    return row["exit_day"], row["status"], row["event_kind"]


def test_the_first_event_ends_observation() -> None:
    assert ended(patient("a").radiotherapy(80).fracture(90)) == (80, EVENT, "RT")


def test_death_without_an_event_competes() -> None:
    assert ended(patient("a", died=120)) == (120, DEATH, None)


def test_someone_alive_is_censored_at_the_last_contact() -> None:
    assert ended(patient("a", last_contact=300)) == (300, CENSORED, None)


def test_an_event_on_the_day_of_death_comes_first() -> None:
    assert ended(patient("a", died=120).surgery(120)) == (120, EVENT, "SX")


def test_an_event_after_death_is_not_one() -> None:
    assert ended(patient("a", died=120).surgery(121)) == (120, DEATH, None)


def test_an_event_at_diagnosis_is_a_prior_event_and_not_incidence() -> None:
    somebody = patient("a", died=120).fracture(0, "femur")
    assert ended(somebody) == (120, DEATH, None)
    rows = derive("first_event", hospital(somebody))
    assert rows["has_prior_event"].to_list() == [True] * 4


def test_a_prior_event_is_of_its_endpoint() -> None:
    somebody = patient("a").lab("CA_TOTAL", 3.2, 0).lab("ALB", 40, 0)
    rows = derive("first_event", hospital(somebody)).sort("endpoint")
    assert rows.select("endpoint", "has_prior_event").rows() == [
        ("SRE4", False),
        ("SRE5", True),
        ("SSE", False),
        ("SSE_upper", False),
    ]


def test_someone_referred_late_is_at_risk_from_their_first_contact_here() -> None:
    somebody = patient("a", first_contact=60, died=200).fracture(30).fracture(90)
    rows = derive("first_event", hospital(somebody)).filter(pl.col("endpoint") == "SRE4")
    assert rows.select("entry_day", "exit_day", "status").rows() == [(60, 90.0, EVENT)]


def test_someone_who_died_before_the_first_contact_here_was_never_at_risk() -> None:
    assert ended(patient("a", first_contact=60, died=60)) is None
    assert ended(patient("a", died=0)) is None


def test_the_endpoints_differ() -> None:
    somebody = (
        patient("a", died=200)
        .lab("CA_TOTAL", 3.2, 10)
        .lab("ALB", 40, 10)
        .fracture(20, is_symptomatic=False)
        .radiotherapy(50)
    )
    assert ended(somebody, "SRE5") == (10, EVENT, "HCM")
    assert ended(somebody, "SRE4") == (20, EVENT, "FX")
    assert ended(somebody, "SSE") == (50, EVENT, "RT")


def test_a_fracture_of_unknown_symptom_is_in_the_most_of_sse_and_not_in_the_least() -> None:
    somebody = patient("a", died=200).fracture(20, is_symptomatic=None)
    assert ended(somebody, "SRE4") == (20, EVENT, "FX")
    assert ended(somebody, "SSE") == (200, DEATH, None)
    assert ended(somebody, "SSE_upper") == (20, EVENT, "FX")
    assert ended(somebody.radiotherapy(50), "SSE") == (50, EVENT, "RT")
    assert ended(somebody.radiotherapy(50), "SSE_upper") == (20, EVENT, "FX")


def test_a_silent_fracture_is_in_neither_and_a_felt_one_in_both() -> None:
    for endpoint in ("SSE", "SSE_upper"):
        silent = patient("a", died=200).fracture(20, is_symptomatic=False)
        assert ended(silent, endpoint) == (200, DEATH, None)
        assert ended(patient("a").fracture(20), endpoint) == (20, EVENT, "FX")


def test_a_doubtful_fracture_at_diagnosis_leaves_the_prior_event_unknown() -> None:
    rows = derive("first_event", hospital(patient("a").fracture(0, is_symptomatic=None)))
    prior = dict(rows.select("endpoint", "has_prior_event").rows())
    assert prior == {"SRE4": True, "SRE5": True, "SSE": None, "SSE_upper": True}


def test_someone_without_any_event_has_no_prior_event() -> None:
    assert derive("first_event", hospital(patient("a")))["has_prior_event"].to_list() == [False] * 4


@pytest.mark.parametrize(("day", "exit_day"), [(0, 0.5), (1, 1.0)])
def test_an_incident_event_on_the_day_of_index_is_at_half_a_day(day: int, exit_day: float) -> None:
    cohort = derive("cohort", hospital(patient("a")))
    events = derived_table(
        "skeletal_event",
        f"""
        patient | kind | event_day | event_id | is_prevalent | is_before_entry | is_counted_sre4
        a       | FX   | {day}     | e        | no           | no              | yes
    """,
    )
    rows = first_event(cohort, events).filter(pl.col("endpoint") == "SRE4")
    assert rows.select("exit_day", "status").rows() == [(exit_day, EVENT)]


def test_the_event_is_named() -> None:
    frames = hospital(patient("a").fracture(10))
    row = derive("first_event", frames).row(0, named=True)
    assert row["event_id"] == derive("skeletal_event", frames)["event_id"][0]
    assert row["histology"] == "adenocarcinoma"
