"""From the review store into the next night: what was said counts, and a rebuild knows it."""

import json
import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest, app_test

from flows.night import run_night
from flows.reviews import deliver_reviews
from tests.support.own_verdicts import answer, give
from tests.support.tiny_hospital import TinyHospital, believe_everything
from tests.support.two_fractures import EVENTS, UNREVIEWED, first_night, keys
from warehouse.demo_mark import mark_as_demo
from warehouse.home import Home
from warehouse.review_store import TAKEN_BACK, URL_VARIABLE

APP = Path(__file__).parents[2] / "dashboard" / "app.py"
AT = datetime(2026, 3, 2, 10, 15, 30, 250)
REJECTED = [UNREVIEWED[0], ("humerus", "rejected_by_review", "reject", False, 2)]
BONE_AGENT = (
    "SELECT patient_id, case_key, not_judged FROM derived.care_indicator_patient "
    "WHERE indicator_code = 'Q5'"
)


@pytest.fixture(scope="module")
def seen_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home whose first night has shown both fractures."""
    root = tmp_path_factory.mktemp("reviews") / "home"
    tiny = TinyHospital(root)
    first_night(tiny)
    assert tiny.rows(EVENTS) == UNREVIEWED
    yield root
    # AppTest leaves a temporary folder to the end of the process, which then warns.
    app_test.TMP_DIR.cleanup()


@pytest.fixture
def hospital(seen_once: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TinyHospital:
    monkeypatch.delenv(URL_VARIABLE, raising=False)
    shutil.copytree(seen_once, tmp_path / "home", symlinks=True)
    return TinyHospital(tmp_path / "home")


def rebuilt(hospital: TinyHospital, folder: Path) -> dict[str, str]:
    run_night(hospital.home, into=Home(folder), judge=believe_everything)
    return TinyHospital(folder).digest()


def test_what_is_said_on_the_page_counts_from_the_next_night(
    hospital: TinyHospital, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    patient, _, humerus = keys(hospital)
    mark_as_demo(hospital.home)
    monkeypatch.setenv("OSTEON_HOME", str(hospital.home.root))
    monkeypatch.setenv("OSTEON_ROLE", "clinician")
    monkeypatch.setenv("OSTEON_USER", "REV7")
    page = AppTest.from_file(str(APP), default_timeout=60).run()
    page.switch_page("screens/patient.py")
    page.query_params["id"] = patient
    page.run()
    page.selectbox(key="review_event").set_value(humerus).run()
    page.segmented_control(key=f"review_decision_{humerus}").set_value("reject").run()
    page.selectbox(key=f"review_reason_{humerus}_reject").set_value("not_a_fracture").run()
    page.button(key="review_give").click().run()
    assert not page.exception and page.success
    assert hospital.rows(EVENTS) == UNREVIEWED, "the page writes no table"
    hospital.night()
    assert hospital.rows(EVENTS) == REJECTED
    assert hospital.rows("SELECT review_reason, reviewed_by FROM canonical.review") == [
        ("not_a_fracture", "REV7")
    ]
    assert rebuilt(hospital, tmp_path / "again") == hospital.digest()


def test_a_verdict_counts_from_the_next_night_and_a_rebuild_knows_it(
    hospital: TinyHospital, tmp_path: Path
) -> None:
    patient, _, humerus = keys(hospital)
    given = give(hospital.home, patient, humerus, "reject", AT, reason="not_a_fracture")
    report = hospital.night()
    assert hospital.rows(EVENTS) == REJECTED
    assert [(file.name, file.feed, file.rows_accepted) for file in report.files] == [
        ("OSTEON_VERDICTS_20260302T101530000250.ndjson", "osteon_verdict", 1)
    ]
    assert report.as_of == "2026-03-02"
    assert hospital.rows(
        "SELECT source_system, source_row_id, source_line, known_at, reviewed_at, reviewed_by "
        "FROM canonical.review"
    ) == [("OSTEON", given.key, 1, AT, AT, "REV1")]
    assert hospital.unbalanced_files() == []
    assert rebuilt(hospital, tmp_path / "again") == hospital.digest()


def test_a_verdict_taken_back_gives_the_event_back(hospital: TinyHospital, tmp_path: Path) -> None:
    patient, femur, humerus = keys(hospital)
    give(hospital.home, patient, humerus, "reject", AT)
    hospital.night()
    give(hospital.home, patient, humerus, TAKEN_BACK, AT + timedelta(hours=1), reason=None)
    hospital.night()
    assert hospital.rows(EVENTS) == UNREVIEWED
    give(hospital.home, patient, femur, "accept", AT + timedelta(hours=2))
    hospital.night()
    assert hospital.rows(EVENTS) == [("femur", None, "accept", True, 2), UNREVIEWED[1]]
    assert hospital.unbalanced_files() == []
    assert rebuilt(hospital, tmp_path / "again") == hospital.digest()


def test_a_later_verdict_replaces_the_first(hospital: TinyHospital) -> None:
    patient, femur, humerus = keys(hospital)
    give(hospital.home, patient, humerus, "reject", AT)
    give(hospital.home, patient, humerus, "merge", AT, into=femur)
    hospital.night()
    assert hospital.rows(EVENTS)[1] == ("humerus", "merged_by_review", "merge", False, 2)
    assert hospital.rows("SELECT review_decision, aside_reason FROM canonical.review_aside") == [
        ("reject", "withdrawn")
    ]


def test_nights_in_which_nobody_spoke_change_nothing(hospital: TinyHospital) -> None:
    assert not hospital.home.reviews.exists()
    patient, _, humerus = keys(hospital)
    give(hospital.home, patient, humerus, "reject", AT)
    hospital.night()
    before = hospital.digest()
    report = hospital.night()
    assert (report.files, report.files_known_already) == ((), ())
    assert hospital.digest() == before


def test_what_a_killed_night_left_is_written_over(hospital: TinyHospital) -> None:
    patient, _, humerus = keys(hospital)
    give(hospital.home, patient, humerus, "reject", AT, note="seul le dossier papier le dit")
    deliver_reviews(hospital.home)
    (delivered,) = hospital.home.inbox.iterdir()
    whole = delivered.read_bytes()
    half = hospital.home.inbox / ".osteon-reviews.part"
    half.write_bytes(whole[:40])
    deliver_reviews(hospital.home)
    assert list(hospital.home.inbox.iterdir()) == [delivered]
    assert delivered.read_bytes() == whole
    half.write_bytes(whole[:40])
    hospital.night()
    assert hospital.rows(EVENTS) == REJECTED


def test_the_note_stays_in_the_store(hospital: TinyHospital) -> None:
    patient, _, humerus = keys(hospital)
    give(hospital.home, patient, humerus, "reject", AT, note="seul le dossier papier le dit")
    answer(hospital.home, "Q5", patient, "contraindicated", AT)
    hospital.night()
    kept = [path for path in hospital.home.landing.glob("*/*/OSTEON_*") if path.is_file()]
    assert len(kept) == 2
    for path in kept:
        content = path.read_text("utf-8")
        assert "papier" not in content and "in words" not in content
        assert not {"note", "version"} & set(json.loads(content))


def test_a_store_that_does_not_answer_lets_the_night_go_on(
    hospital: TinyHospital, monkeypatch: pytest.MonkeyPatch
) -> None:
    patient, _, humerus = keys(hospital)
    give(hospital.home, patient, humerus, "reject", AT)
    hospital.night()
    monkeypatch.setenv(URL_VARIABLE, "postgresql://osteon@127.0.0.1:1/reviews")
    report = hospital.night()
    assert report.outcome == "published"
    assert hospital.rows(EVENTS) == REJECTED
    (warning,) = report.warnings
    assert "cannot be reached" in warning and "stays in force" in warning


def test_a_store_that_was_lost_withdraws_nothing(hospital: TinyHospital) -> None:
    patient, femur, humerus = keys(hospital)
    give(hospital.home, patient, humerus, "reject", AT)
    hospital.night()
    hospital.home.reviews.unlink()
    give(hospital.home, patient, femur, "accept", AT + timedelta(days=1))
    hospital.night()
    assert [row[2] for row in hospital.rows(EVENTS)] == ["accept", "reject"]


def test_a_verdict_of_tomorrow_waits(hospital: TinyHospital) -> None:
    patient, _, humerus = keys(hospital)
    give(hospital.home, patient, humerus, "reject", AT)
    report = hospital.night(AT.date() - timedelta(days=1))
    assert hospital.rows(EVENTS) == UNREVIEWED
    assert report.files_waiting == ("OSTEON_VERDICTS_20260302T101530000250.ndjson",)


def test_an_answer_takes_its_case_out_of_the_indicator_until_taken_back(
    hospital: TinyHospital, tmp_path: Path
) -> None:
    ((patient, case, before),) = hospital.rows(BONE_AGENT)
    assert case == patient
    answer(hospital.home, "Q5", str(patient), "contraindicated", AT)
    hospital.night()
    assert hospital.rows(BONE_AGENT) == [(patient, case, "not_applicable")]
    assert hospital.rows(
        "SELECT case_count, not_judged_count FROM published.care_indicator "
        "WHERE indicator_code = 'Q5' AND indicator_period = 'all'"
    ) == [(0, 1)]
    assert rebuilt(hospital, tmp_path / "again") == hospital.digest()
    answer(hospital.home, "Q5", str(patient), TAKEN_BACK, AT + timedelta(hours=1))
    hospital.night()
    assert hospital.rows(BONE_AGENT) == [(patient, case, before)]
