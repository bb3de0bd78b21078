"""A clinician's verdict on the patient page: given, pending, replaced, taken back, refused."""

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from tests.support.dashboard_home import copy_of_home, frame_of
from tests.support.dashboard_invented import EMPTY, FULL, Row, patient_id
from tests.support.own_verdicts import give
from warehouse.build import open_for_writing
from warehouse.home import Home
from warehouse.publish import publish
from warehouse.reader import Reader
from warehouse.review_store import TAKEN_BACK, URL_VARIABLE, EventVerdict, Given, review_store
from warehouse.schema import TABLES

APP = Path(__file__).parents[3] / "dashboard" / "app.py"
WHO = patient_id(FULL)
AT = datetime(2026, 11, 20, 9, 30)


@pytest.fixture
def own_home(home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A copy of the invented home, whose reviews are kept in SQLite."""
    for variable in (URL_VARIABLE, "OSTEON_ROLE", "OSTEON_USER"):
        monkeypatch.delenv(variable, raising=False)
    copy_of_home(home, tmp_path / "home")
    monkeypatch.setenv("OSTEON_HOME", str(tmp_path / "home"))
    return Home(tmp_path / "home")


@pytest.fixture
def events(reader: Reader) -> pl.DataFrame:
    """The patient's events in the order the page shows them."""
    return reader.frame(
        "SELECT event_id, event_kind FROM derived.skeletal_event WHERE patient_id = $1 "
        "ORDER BY occurred_on, event_id",
        [WHO],
    )


def fractures(events: pl.DataFrame) -> list[str]:
    return events.filter(pl.col("event_kind") == "FX")["event_id"].to_list()


def patient_page(who: str = WHO) -> AppTest:
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.switch_page("screens/patient.py")
    app.query_params["id"] = who
    return sound(app.run())


def sound(app: AppTest) -> AppTest:
    assert not app.exception, [error.message for error in app.exception]
    return app


def choose(app: AppTest, event_id: str, decision: str, reason: str, note: str = "") -> AppTest:
    """Fill the form for an event, without giving the verdict."""
    sound(app.selectbox(key="review_event").set_value(event_id).run())
    sound(app.segmented_control(key=f"review_decision_{event_id}").set_value(decision).run())
    app.text_area(key=f"review_note_{event_id}").set_value(note)
    return sound(app.selectbox(key=f"review_reason_{event_id}_{decision}").set_value(reason).run())


def press(app: AppTest, button: str) -> AppTest:
    return sound(app.button(key=button).click().run())


def kept(home: Home) -> list[Given[EventVerdict]]:
    store = review_store(home)
    found = store.verdicts()
    store.close()
    return found


def verdict_cells(app: AppTest) -> dict[str, str]:
    """By place in the table of events, what it says of verdicts."""
    frame = app.dataframe[0].value
    told = frame["verdict"] if "verdict" in frame else pl.Series([], dtype=pl.String)
    return {row: said for row, said in dict(told).items() if isinstance(said, str)}


def history_of_event(app: AppTest) -> list[Row]:
    return [dict(row) for row in app.dataframe[1].value.to_dict("records")]


def test_a_rejected_event_is_pending_at_once_everywhere(
    own_home: Home, events: pl.DataFrame
) -> None:
    fracture = fractures(events)[1]
    place = events["event_id"].to_list().index(fracture)
    app = choose(patient_page(), fracture, "reject", "not_a_fracture", "vue en 2019")
    assert verdict_cells(app) == {} and kept(own_home) == []
    press(app, "review_give")
    assert "It will count from tonight" in app.success[0].value
    assert verdict_cells(app) == {place: "pending: rejected"}
    (row,) = history_of_event(app)
    assert (row["note"], row["standing"]) == ("vue en 2019", "pending: counts from tonight")
    app.session_state["opened_record"] = (WHO, f"event|{fracture}")
    app.run()
    assert any("Pending: rejected: no skeletal event, by DEMO" in i.value for i in app.info)
    (given,) = kept(own_home)
    assert (given.entry.decision, given.entry.reason) == ("reject", "not_a_fracture")
    assert (given.entry.reviewer, given.entry.note) == ("DEMO", "vue en 2019")
    assert given.entry.version in app.caption[0].value


def test_after_a_verdict_the_form_is_empty_again(own_home: Home, events: pl.DataFrame) -> None:
    fracture = fractures(events)[1]
    app = choose(patient_page(), fracture, "reject", "not_a_fracture", "vue en 2019")
    press(app, "review_give")
    assert app.text_area(key=f"review_note_{fracture}").value == ""
    assert app.button(key="review_give").disabled
    assert len(kept(own_home)) == 1


def test_a_merge_names_the_event_that_stays(own_home: Home, events: pl.DataFrame) -> None:
    first, second = fractures(events)[:2]
    app = choose(patient_page(), second, "merge", "duplicate")
    assert app.button(key="review_give").disabled
    sound(app.selectbox(key=f"review_into_{second}").set_value(first).run())
    press(app, "review_give")
    assert kept(own_home)[0].entry.merged_into_event_id == first
    sound(app.selectbox(key="review_event").set_value(first).run())
    sound(app.segmented_control(key=f"review_decision_{first}").set_value("merge").run())
    offered = app.selectbox(key=f"review_into_{first}").options
    assert len(offered) == events.height - 2, "neither itself nor what is merged away"


def test_a_verdict_without_a_reason_cannot_be_given(own_home: Home) -> None:
    app = patient_page()
    assert app.button(key="review_give").disabled
    assert kept(own_home) == []


def test_reasons_are_those_of_the_kind_of_event(own_home: Home, events: pl.DataFrame) -> None:
    compression = events.filter(pl.col("event_kind") == "SCC")["event_id"][0]
    app = patient_page()
    sound(app.selectbox(key="review_event").set_value(compression).run())
    sound(app.segmented_control(key=f"review_decision_{compression}").set_value("reject").run())
    offered = app.selectbox(key=f"review_reason_{compression}_reject").options
    assert "No compression of the cord or cauda equina" in offered
    assert "Traumatic fracture" not in offered
    assert kept(own_home) == []


def test_a_verdict_is_taken_back_and_its_history_stays(
    own_home: Home, events: pl.DataFrame
) -> None:
    fracture = fractures(events)[1]
    give(own_home, WHO, fracture, "reject", AT)
    app = patient_page()
    sound(app.selectbox(key="review_event").set_value(fracture).run())
    press(app, "review_take_back")
    taken_back, rejected = history_of_event(app)
    assert taken_back["verdict"] == "verdict taken back"
    assert (rejected["verdict"], rejected["standing"]) == (
        "rejected: no skeletal event",
        "taken back",
    )
    assert verdict_cells(app) == {}, "it was never applied: nothing is pending"
    assert kept(own_home)[-1].entry.decision == TAKEN_BACK
    assert "review_take_back" not in {button.key for button in app.button}


def deliver(home: Home, given: list[Given[EventVerdict]]) -> None:
    """Publish a version that has applied the verdicts."""
    building = home.warehouse / "building-applied.duckdb"
    shutil.copyfile(home.current.resolve(), building)
    with open_for_writing(building) as warehouse:
        rows: list[Row] = [
            {
                "patient_id": item.entry.patient_id,
                "feed": "osteon_verdict",
                "source_system": "OSTEON",
                "source_row_id": item.key,
                "known_at": item.given_at,
                "source_file": "0123456789ab/OSTEON_VERDICTS.ndjson",
                "source_line": 1,
                "event_id": item.entry.event_id,
                "review_decision": item.entry.decision,
                "review_reason": item.entry.reason,
                "reviewed_by": item.entry.reviewer,
                "reviewed_at": item.given_at,
            }
            for item in given
        ]
        warehouse.append(TABLES["canonical.review"], frame_of(TABLES["canonical.review"], rows))
        for item in given:
            warehouse.run(
                "UPDATE derived.skeletal_event SET review_decision = ? WHERE event_id = ?",
                [item.entry.decision, item.entry.event_id],
            )
    publish(home, building, "osteon-applied")


def test_after_the_night_a_verdict_is_applied_and_its_taking_back_pending(
    own_home: Home, events: pl.DataFrame
) -> None:
    fracture = fractures(events)[1]
    deliver(own_home, [give(own_home, WHO, fracture, "reject", AT)])
    app = patient_page()
    place = events["event_id"].to_list().index(fracture)
    assert verdict_cells(app) == {place: "rejected"}
    sound(app.selectbox(key="review_event").set_value(fracture).run())
    assert [row["standing"] for row in history_of_event(app)] == ["applied"]
    press(app, "review_take_back")
    assert verdict_cells(app) == {place: "pending: taken back"}
    assert [row["standing"] for row in history_of_event(app)] == [
        "pending: counts from tonight",
        "taken back",
    ]


def test_a_verdict_the_store_has_lost_still_shows(own_home: Home, events: pl.DataFrame) -> None:
    fracture = fractures(events)[1]
    deliver(own_home, [give(own_home, WHO, fracture, "reject", AT)])
    own_home.reviews.unlink()
    app = patient_page()
    sound(app.selectbox(key="review_event").set_value(fracture).run())
    assert [row["standing"] for row in history_of_event(app)] == ["delivered by OSTEON"]


def test_the_event_opened_on_the_timeline_is_the_one_to_judge(
    own_home: Home, events: pl.DataFrame
) -> None:
    opened, other = events["event_id"].to_list()[:2]
    app = patient_page()
    app.session_state["opened_record"] = (WHO, f"event|{opened}")
    sound(app.run())
    assert app.selectbox(key="review_event").value == opened
    sound(app.selectbox(key="review_event").set_value(other).run())
    assert app.selectbox(key="review_event").value == other
    assert kept(own_home) == []


def test_a_reader_without_the_role_sees_no_patient(
    own_home: Home, events: pl.DataFrame, monkeypatch: pytest.MonkeyPatch
) -> None:
    give(own_home, WHO, events["event_id"][-1], "reject", AT)
    monkeypatch.setenv("OSTEON_ROLE", "quality")
    app = patient_page()
    assert "review_give" not in {button.key for button in app.button}
    assert "not open to the role you have here: quality team" in app.error[0].value
    assert not app.dataframe


def test_a_role_taken_away_meanwhile_writes_nothing(
    own_home: Home, events: pl.DataFrame, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = choose(patient_page(), fractures(events)[1], "reject", "not_a_fracture")
    monkeypatch.setenv("OSTEON_ROLE", "engineer")
    press(app, "review_give")
    assert "not open to the role you have here: data engineer" in app.error[0].value
    assert kept(own_home) == []


def test_a_store_that_does_not_answer_leaves_the_patient_shown(
    own_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(URL_VARIABLE, "postgresql://osteon:secret@127.0.0.1:1/reviews")
    app = patient_page()
    assert app.get("vega_lite_chart") and len(app.dataframe[0].value) == 8
    (warning,) = (item.value for item in app.warning)
    assert "can neither be given nor read now" in warning and "secret" not in warning
    assert "review_give" not in {button.key for button in app.button}
    assert not own_home.reviews.exists()


def test_what_could_not_be_kept_is_said_and_the_form_stays_filled(
    own_home: Home, events: pl.DataFrame
) -> None:
    fracture = fractures(events)[1]
    app = choose(patient_page(), fracture, "reject", "not_a_fracture", "vue en 2019")
    give(own_home, WHO, fracture, "accept", AT)
    own_home.reviews.write_bytes(b"no database any more" * 500)
    press(app, "review_give")
    assert "Nothing was kept" in app.error[0].value


def test_a_patient_without_events_has_no_form(own_home: Home) -> None:
    app = patient_page(patient_id(EMPTY))
    assert "review_event" not in {box.key for box in app.selectbox}
    assert kept(own_home) == []


def test_instants_of_verdicts_are_on_the_clock_of_the_hospital(
    own_home: Home, events: pl.DataFrame
) -> None:
    app = choose(patient_page(), fractures(events)[1], "reject", "not_a_fracture")
    press(app, "review_give")
    (given,) = kept(own_home)
    utc = datetime.now(UTC).replace(tzinfo=None)
    assert timedelta(minutes=50) < given.given_at - utc < timedelta(hours=2, minutes=1)
