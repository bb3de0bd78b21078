"""A clinician's verdict through the real door: one night shows an event, the next applies it."""

from datetime import date
from pathlib import Path

import pytest

from flows.night import run_night
from tests.support.tiny_hospital import TinyHospital, believe_everything
from tests.support.two_fractures import EVENTS, FRACTURES, UNREVIEWED, first_night, keys
from warehouse.home import Home

# A list made in a dashboard, where patients are known by pseudonym only.
REVIEW_MAPPING = """
feed = "reviews"
table = "review"
system = "DASHBOARD"
files = "REVIEW_*.csv"
delivery = "snapshot"
extract_date = { pattern = 'REVIEW_(\\d{8})', format = "%Y%m%d" }

[format]
kind = "delimited"

[row]
patient = "PATIENT"
patient_is_pseudonym = true
id = ["ID"]

[columns]
event_id = "EVENT"
review_decision = "DECISION"
merged_into_event_id = "INTO"
review_reason = "REASON"
reviewed_by = "BY"
reviewed_at = "AT"
"""

REVIEWS = "PATIENT,ID,EVENT,DECISION,INTO,REASON,BY,AT\n"


@pytest.fixture
def hospital(tmp_path: Path) -> TinyHospital:
    """A first night has shown two fractures: of unknown mechanism, and pathological."""
    tiny = TinyHospital(tmp_path / "home")
    tiny.map("reviews", REVIEW_MAPPING)
    first_night(tiny)
    assert tiny.rows(EVENTS) == UNREVIEWED
    return tiny


def verdict(patient: str, row: str, event: str, said: str, day: str = "2026-03-01") -> str:
    return f"{patient},{row},{event},{said},REV1,{day} 10:15\n"


def test_a_verdict_given_after_one_night_is_applied_by_the_next(hospital: TinyHospital) -> None:
    patient, femur, humerus = keys(hospital)
    accepted = verdict(patient, "1", femur, "accept,,report_confirms")
    rejected = verdict(patient, "2", humerus, "reject,,not_a_fracture")
    hospital.drop("REVIEW_20260302.csv", REVIEWS + accepted + rejected)
    hospital.night()
    assert hospital.rows(EVENTS) == [
        ("femur", None, "accept", True, 2),
        ("humerus", "rejected_by_review", "reject", False, 2),
    ]
    assert (
        hospital.rows("SELECT rule_code FROM derived.finding WHERE table_name = 'canonical.review'")
        == []
    )
    assert hospital.unbalanced_files() == []


def test_nights_with_verdicts_equal_a_rebuild(hospital: TinyHospital, tmp_path: Path) -> None:
    patient, femur, humerus = keys(hospital)
    merged = verdict(patient, "1", humerus, f"merge,{femur},consequence_of_other")
    hospital.drop("REVIEW_20260302.csv", REVIEWS + merged)
    hospital.night()
    again = tmp_path / "again"
    run_night(hospital.home, into=Home(again), judge=believe_everything)
    assert TinyHospital(again).digest() == hospital.digest()
    assert hospital.rows(EVENTS)[1] == ("humerus", "merged_by_review", "merge", False, 2)


def test_a_withdrawn_verdict_gives_the_event_back(hospital: TinyHospital) -> None:
    patient, femur, humerus = keys(hospital)
    before = hospital.digest()["derived.skeletal_event"]
    both = [
        verdict(patient, "1", femur, "accept,,report_confirms"),
        verdict(patient, "2", humerus, "reject,,not_a_fracture"),
    ]
    hospital.drop("REVIEW_20260302.csv", REVIEWS + "".join(both))
    hospital.night()
    assert hospital.digest()["derived.skeletal_event"] != before
    hospital.drop("REVIEW_20260303.csv", REVIEWS)
    hospital.night(date(2026, 3, 3))
    assert hospital.rows(EVENTS) == UNREVIEWED


def test_a_verdict_whose_fracture_is_withdrawn_becomes_a_finding(hospital: TinyHospital) -> None:
    patient, _, humerus = keys(hospital)
    rejected = verdict(patient, "7", humerus, "reject,,not_a_fracture")
    hospital.drop("REVIEW_20260302.csv", REVIEWS + rejected)
    hospital.drop("FRAC_20260302.csv", "\n".join(FRACTURES.splitlines()[:2]) + "\n")
    hospital.night()
    assert hospital.rows(
        "SELECT rule_code, severity, table_name, source_system, source_row_id FROM derived.finding "
        "WHERE table_name = 'canonical.review'"
    ) == [("REVIEW_LOST", "warning", "canonical.review", "DASHBOARD", "7")]


def test_a_hospital_identifier_among_pseudonyms_is_rejected_and_kept_nowhere(
    hospital: TinyHospital,
) -> None:
    _, femur, _ = keys(hospital)
    hospital.drop("REVIEW_20260302.csv", REVIEWS + verdict("P1", "1", femur, "reject,,other"))
    hospital.night()
    assert hospital.rows(EVENTS) == UNREVIEWED
    assert hospital.rows("SELECT source_line, reason, column_name FROM ops.rejected") == [
        (2, "not_a_pseudonym", "patient_id")
    ]
    assert hospital.unbalanced_files() == []
