"""Each page run as Streamlit runs it, on the invented home and where things are missing."""

import shutil
from pathlib import Path

import pytest

from tests.support.dashboard_home import write_last_run
from tests.support.dashboard_invented import EMPTY, FULL, patient_id
from tests.support.dashboard_nights import VERSION
from tests.support.dashboard_page import page, words
from warehouse.build import open_for_writing
from warehouse.demo_mark import mark_as_demo
from warehouse.home import Home
from warehouse.publish import publish
from warehouse.reader import Reader

PAGES = {
    "patients": "Patients",
    "patient": "Patient",
    "population": "Population",
    "quality": "Quality",
    "dictionary": "Dictionary",
}


def visit_every_page(home: Home, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """What each page says, visited one after the other by one reader."""
    app = page(home, "patients", monkeypatch)
    said = {"patients": words(app)}
    for name in list(PAGES)[1:]:
        app.switch_page(f"screens/{name}.py").run()
        assert not app.exception, [error.message for error in app.exception]
        said[name] = words(app)
    return said


@pytest.fixture
def own_home(home: Home, tmp_path: Path) -> Home:
    """A copy of the invented home, for a test that changes it."""
    shutil.copytree(home.root, tmp_path / "home", symlinks=True)
    return Home(tmp_path / "home")


def test_every_page_says_whose_data_and_how_old(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, said in visit_every_page(home, monkeypatch).items():
        assert "SYNTHETIC DATA" in said, name
        assert "Data as of 20 Nov 2026" in said and VERSION in said, name
        assert PAGES[name] in said


def test_a_real_home_without_sign_in_shows_what_to_configure_and_nothing_else(
    own_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    own_home.demo_mark.unlink()
    monkeypatch.setenv("OSTEON_ROLE", "clinician")
    said = words(page(own_home, "patients", monkeypatch))
    assert "Nobody can sign in yet" in said and "[sign_in]" in said
    assert "SYNTHETIC" not in said and VERSION not in said


def test_a_refused_night_is_announced_on_every_page_with_its_reasons(
    own_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_last_run(own_home, outcome="refused", refused_because=["cohort.index_on: is never null"])
    for name, said in visit_every_page(own_home, monkeypatch).items():
        assert "The night of 20 Nov 2026 was refused" in said, name
        assert "cohort.index_on: is never null" in said, name
        assert VERSION in said, name


def test_a_report_that_cannot_be_read_does_not_stop_the_page(
    own_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    own_home.last_run.write_text("{", "utf-8")
    app = page(own_home, "quality", monkeypatch)
    assert "cannot be read" in app.warning[0].value
    assert app.header[0].value == "Quality"


def test_a_home_without_a_version_says_what_to_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = page(Home(tmp_path), "patients", monkeypatch)
    assert app.header[0].value == "Nothing is published yet"
    assert "osteon demo" in app.code[0].value and "nightly" in app.code[0].value


def test_a_version_whose_tables_are_all_empty_still_draws_every_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = Home(tmp_path / "bare")
    home.create()
    mark_as_demo(home)
    publish_empty(home, "osteon-bare")
    for name, said in visit_every_page(home, monkeypatch).items():
        assert "osteon-bare" in said and PAGES[name] in said


def publish_empty(home: Home, version: str) -> None:
    """Publish a version with every table and no row."""
    building = home.warehouse / "building-empty.duckdb"
    with open_for_writing(building) as warehouse:
        warehouse.create_missing_tables()
    publish(home, building, version)


def test_the_list_shows_every_patient_and_the_filters_narrow_it(
    home: Home, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = page(home, "patients", monkeypatch)
    assert len(app.dataframe[0].value) == 60
    app.selectbox(key="filter_status").set_value("dead").run()
    dead = reader.frame("SELECT count(*) FROM derived.cohort WHERE exit_status = 'dead'").item()
    assert len(app.dataframe[0].value) == dead
    assert f"**{dead}** of 60" in words(app)
    app.multiselect(key="filter_year").set_value(["2024"]).run()
    both = reader.frame(
        "SELECT count(*) FROM derived.cohort WHERE exit_status = 'dead' AND year(index_on) = 2024"
    ).item()
    assert len(app.dataframe[0].value) == both < dead


def test_a_filter_that_keeps_nobody_says_so(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    app = page(home, "patients", monkeypatch)
    app.text_input(key="filter_starts").set_value("zzz").run()
    assert not app.dataframe
    assert any("No patient matches" in info.value for info in app.info)


def test_filters_are_still_there_after_another_page(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = page(home, "patients", monkeypatch)
    app.selectbox(key="filter_event").set_value("with").run()
    app.switch_page("screens/quality.py").run()
    app.switch_page("screens/patients.py").run()
    assert app.selectbox(key="filter_event").value == "with"


def test_a_deep_link_opens_the_patient(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    app = page(home, "patient", monkeypatch, id=patient_id(FULL))
    said = words(app)
    assert f"Patient {patient_id(FULL)[:12]}" in said
    assert "bone metastasis 1 Jun 2025" in said
    assert app.get("vega_lite_chart")
    assert len(app.dataframe[0].value) == 8


def test_the_endpoint_says_which_events_count(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    app = page(home, "patient", monkeypatch, id=patient_id(FULL))

    def hypercalcaemia() -> str:
        events = app.dataframe[0].value
        is_one = events["event_kind"] == "Hypercalcaemia"
        return str(events.loc[is_one, "counting"].item())

    assert hypercalcaemia() == "counted"
    app.segmented_control(key="endpoint").set_value("SRE4").run()
    assert hypercalcaemia() == "not counted"


def test_an_opened_record_shows_its_rows_and_its_formula(
    home: Home, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    calcium = reader.frame(
        "SELECT calcium_row FROM derived.corrected_calcium WHERE patient_id = $1 "
        "ORDER BY sampled_at LIMIT 1",
        [patient_id(FULL)],
    ).item()
    app = page(home, "patient", monkeypatch, id=patient_id(FULL))
    app.session_state["opened_record"] = (patient_id(FULL), f"calcium|{calcium}")
    app.run()
    assert not app.exception
    said = words(app)
    assert "Source rows (3), every version" in said
    assert "0.025 × (40 − albumin)" in said and "mmol/L" in said
    shown = app.dataframe[0].value
    assert shown["standing"].tolist()[:2] == ["in force", "replaced"]
    assert {"file_name", "source_line", "known_at"} <= set(shown.columns)


def test_a_record_of_another_patient_is_not_shown(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = page(home, "patient", monkeypatch, id=patient_id(EMPTY))
    app.session_state["opened_record"] = (patient_id(FULL), "row|surgery:SYNTH-ONCO:SUR1")
    app.run()
    assert "Source rows" not in words(app)


def test_a_patient_without_anything_has_a_page(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    said = words(page(home, "patient", monkeypatch, id=patient_id(EMPTY)))
    assert "No skeletal event is known" in said


@pytest.mark.parametrize("wrong", ["nobody", "'; DROP TABLE derived.cohort; --", "%"])
def test_an_unknown_identifier_is_said_to_be_unknown(
    wrong: str, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = page(home, "patient", monkeypatch, id=wrong)
    assert "No patient of this version" in app.warning[0].value


def test_a_new_version_is_shown_at_the_next_rerun(
    own_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = page(own_home, "patients", monkeypatch)
    assert len(app.dataframe[0].value) == 60
    publish_empty(own_home, "osteon-newer")
    app.run()
    assert "osteon-newer" in words(app) and not app.dataframe
