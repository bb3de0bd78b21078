"""The sections of the quality page, on the invented home and on changed ones."""

import re
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.access import QUALITY_SECTIONS
from dashboard.language import speaking
from dashboard.quality.run import step_in_words
from dashboard.quality.tonight import in_words
from tests.support.dashboard_home import copy_of_home, frame_of
from tests.support.dashboard_nights import RUN_BEFORE, RUN_ID
from tests.support.dashboard_page import page, words
from warehouse.build import open_for_writing
from warehouse.home import Home
from warehouse.publish import publish
from warehouse.reader import current_path, open_reader
from warehouse.review_store import review_store
from warehouse.schema import TABLES

COUNTED = ("counted_event", "SRE5", None, None)


@pytest.fixture
def own_home(home: Home, tmp_path: Path) -> Home:
    """A copy of the invented home, for a test that changes it."""
    copy_of_home(home, tmp_path / "home")
    return Home(tmp_path / "home")


def section(home: Home, name: str, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    return page(home, "quality", monkeypatch, show=name)


def test_every_heading_is_explained_and_every_drawing_can_be_taken_away(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = page(home, "quality", monkeypatch)
    for name in QUALITY_SECTIONS:
        app.segmented_control(key="show_in_address").set_value(name).run()
        assert app.subheader and all(heading.help for heading in app.subheader), name
        offered = [button.proto.label for button in app.get("download_button")]
        charts = len(app.get("vega_lite_chart"))
        assert offered.count("SVG") == charts <= offered.count("CSV"), name


def changed(home: Home, statement: str, version: str) -> None:
    """Publish the home again, with one statement run on it."""
    building = home.warehouse / "building-changed.duckdb"
    building.write_bytes(home.current.read_bytes())
    with open_for_writing(building) as warehouse:
        warehouse.run(statement)
    publish(home, building, version)


def test_what_is_not_met_is_said_with_since_when(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = page(home, "quality", monkeypatch)
    assert {metric.label: metric.value for metric in app.metric} == {
        "New": "0",
        "Persisting": "1",
        "Resolved": "0",
        "Feeds missing": "0",
        "Files refused": "1",
        "Rows rejected": "44",
        "Rows pointed at": "33",
    }
    assert "persisting since 19 Nov 2026" in words(app)


@pytest.mark.parametrize(
    ("statement", "label"),
    [
        (
            f"UPDATE ops.verdict SET is_met = true WHERE NOT is_met AND run_id = '{RUN_BEFORE}'",
            "New",
        ),
        (f"UPDATE ops.verdict SET is_met = true WHERE run_id = '{RUN_ID}'", "Resolved"),
        (
            f"DELETE FROM ops.verdict WHERE NOT is_met AND run_id = '{RUN_BEFORE}'",
            "New",
        ),
    ],
    ids=["met last night", "met tonight", "not asked last night"],
)
def test_a_verdict_is_compared_with_the_night_before(
    statement: str, label: str, own_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed(own_home, statement, "osteon-changed")
    shown = {item.label: item.value for item in page(own_home, "quality", monkeypatch).metric}
    assert shown[label] == "1" and shown["Persisting"] == "0"


def test_a_failure_that_grows_says_from_what() -> None:
    said = in_words(
        {
            "is_met": False,
            "verdict_severity": "critical",
            "verdict_state": "persisting",
            "since_on": date(2026, 11, 1),
            "table_name": "canonical.lab_result",
            "column_name": "value",
            "expectation": "is a number",
            "failed_count": 12,
            "failed_before": 3,
            "observed": None,
            "clinical_reason": "Words cannot be summed.",
        }
    )
    assert said == (
        "✗ **persisting since 1 Nov 2026** · `canonical.lab_result.value`: is a number. "
        "Rows: 3 last night, 12 now. Words cannot be summed."
    )


def test_a_changed_number_says_its_causes(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    app = section(home, "changes", monkeypatch)
    shown = app.dataframe[0].value
    assert shown["change"].tolist() == ["60", "41 → 43"]
    assert shown["why"].tolist() == [
        "unchanged",
        "+3 new rows, \N{MINUS SIGN}1 a corrected row",
    ]


def test_a_number_opens_to_its_events_and_an_event_to_its_rows(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = section(home, "changes", monkeypatch)
    app.session_state["change_chosen"] = (RUN_ID, COUNTED)
    app.run()
    items = app.dataframe[1].value
    assert sorted(items["adds"]) == [-1, 1, 1, 1]
    corrected = items[items["cause"] == "A corrected row"].iloc[0]
    assert (corrected["before"], corrected["after"]) == ("counted", "there, not counted")
    found = the_only(home, "SELECT item_key FROM ops.change_item WHERE change_cause = 'corrected'")
    app.session_state["change_opened"] = found
    app.run()
    rows = app.dataframe[2].value
    assert rows[["source_line_before", "source_line_after"]].to_numpy().tolist() == [[7, 9]]


def the_only(home: Home, query: str) -> str:
    """The one value a query finds in the published version."""
    reader = open_reader(current_path(home))
    try:
        return str(reader.frame(query).item())
    finally:
        reader.close()


def test_without_a_version_before_there_is_nothing_to_explain(
    own_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed(own_home, "DELETE FROM ops.headline", "osteon-first")
    assert "no version before it to compare with" in words(
        section(own_home, "changes", monkeypatch)
    )


def test_rows_that_are_not_accounted_for_are_said_aloud(
    own_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Every row is accounted for" in words(section(own_home, "feeds", monkeypatch))
    changed(
        own_home, "UPDATE ops.file SET rows_in = rows_in + 2 WHERE feed = 'laboratory'", "osteon-x"
    )
    assert "22 rows are unaccounted for" in words(section(own_home, "feeds", monkeypatch))


def test_rejected_rows_open_to_file_and_line_of_one_feed(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = section(home, "rules", monkeypatch)
    offered = app.selectbox(key="rejected_reason").options
    assert all(" · " in reason for reason in offered), "a code alone says nothing"
    app.selectbox(key="rejected_reason").set_value("X10").run()
    rows = app.dataframe[0].value
    assert set(rows["feed"]) == {"laboratory"} and len(rows) == 22
    assert rows["source_line"].notna().all() and "value" not in rows


def test_a_section_is_opened_by_its_address(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    app = page(home, "quality", monkeypatch, show="feeds")
    assert app.segmented_control(key="show_in_address").value == "feeds"
    assert app.segmented_control(key="calendar_reading").value == "delivery"


def test_the_run_shows_each_step(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    steps = section(home, "run", monkeypatch).dataframe[0].value
    assert steps.to_numpy().tolist() == [["corrected_calcium", 900, "0.40".rjust(16), 2.5]]


def test_every_step_of_a_night_is_told_in_french() -> None:
    night = (Path(__file__).parents[3] / "flows" / "night.py").read_text("utf-8")
    steps = set(re.findall(r'step\(\s*f?"([^"]+)"', night))
    assert len(steps) > 8
    told = [
        step.format_map({"tier": tier})
        for step in (name.replace("{table.table}", "lab_result") for name in steps)
        for tier in ("derived", "published")
    ]
    with speaking("fr"):
        assert [step for step in told if step_in_words(step) == step] == []


def open_case(home: Home, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """The worklist of Q5 with its first case open."""
    app = section(home, "care", monkeypatch)
    query = "SELECT patient_id FROM derived.care_indicator_patient WHERE is_in_numerator = false"
    app.session_state["worklist_chosen"] = (the_only(home, query), "cohort")
    return app.run()


def test_the_worklist_holds_what_was_not_met_and_what_still_waits(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = section(home, "care", monkeypatch)
    listed = app.dataframe[-1].value
    assert listed["state"].tolist() == ["not met", "not done yet"]
    reasons = app.dataframe[0].value
    assert reasons["reason"].tolist() == ["fluids are in no canonical table"]


def test_an_answer_is_kept_pending_and_taken_back(
    own_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_case(own_home, monkeypatch)
    assert app.button(key="worklist_keep").disabled
    app.selectbox(key="worklist_reason").set_value("comfort_care").run()
    app.button(key="worklist_keep").click().run()
    assert not app.exception
    assert "It will count from tonight" in str(app.success[0].value)
    assert app.dataframe[-1].value["answer"].tolist()[0] == "pending: care limited to comfort"
    app.button(key="worklist_take_back").click().run()
    assert app.dataframe[-1].value["answer"].isna().all() or app.dataframe[-1].value[
        "answer"
    ].tolist()[0] in (None, "")
    kept = [item.entry.answer for item in review_store(own_home).answers()]
    assert kept == ["comfort_care", "taken_back"]


def test_who_may_not_answer_sees_no_case(own_home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OSTEON_ROLE", "epidemiologist")
    app = page(own_home, "quality", monkeypatch)
    assert "not open to the role you have here: epidemiologist" in words(app)
    assert not app.dataframe and not app.button


def test_an_applied_answer_is_shown(own_home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    patient = the_only(
        own_home,
        "SELECT patient_id FROM derived.care_indicator_patient WHERE is_in_numerator = false",
    )
    answer = {
        "patient_id": patient,
        "indicator_code": "Q5",
        "case_key": "cohort",
        "worklist_answer": "contraindicated",
        "answered_by": "someone",
        "answered_at": date(2026, 11, 1),
        "feed": "answers",
        "source_system": "OSTEON",
        "source_row_id": "1",
        "known_at": date(2026, 11, 1),
        "source_file": "a1b2c3d4e5f6",
        "source_line": 1,
    }
    table = TABLES["canonical.worklist_answer"]
    building = own_home.warehouse / "building-answered.duckdb"
    building.write_bytes(own_home.current.read_bytes())
    with open_for_writing(building) as warehouse:
        warehouse.append(table, frame_of(table, [answer]))
    publish(own_home, building, "osteon-answered")
    listed = section(own_home, "care", monkeypatch).dataframe[-1].value
    assert listed["answer"].tolist()[0] == "contraindicated for this patient"


def test_the_quarters_of_an_indicator_stand_above_its_worklist(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its only quarter has a pending case: drawn, hollow, and in no comparison of whole ones."""
    app = section(home, "care", monkeypatch)
    told = [caption.value for caption in app.caption]
    assert any(text.startswith("Above each point the cases that met it") for text in told)
    assert "No quarter has all its cases in yet." in [info.value for info in app.info]
