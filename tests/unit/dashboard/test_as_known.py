"""One patient as known on a past night, and what changed since."""

from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.queries.readable import columns_missing, columns_needed
from tests.support.dashboard_home import copy_of_home
from tests.support.dashboard_invented import FULL, patient_id
from tests.support.dashboard_page import page, words
from warehouse.build import open_for_writing
from warehouse.home import Home
from warehouse.publish import publish
from warehouse.reader import Reader, current_path, open_reader
from warehouse.schema import TABLES, Table, Tier

PATIENT = patient_id(FULL)
LATER = "osteon-20261121-20261122T023000000"


def publish_changed(home: Home, version: str, *statements: str) -> Path:
    """A copy of the last version, changed, published as another."""
    building = home.warehouse / "building-changed.duckdb"
    building.write_bytes(home.current.read_bytes())
    with open_for_writing(building) as warehouse:
        for statement in statements:
            warehouse.run(statement)
    return publish(home, building, version)


@pytest.fixture
def two_nights(home: Home, tmp_path: Path) -> Home:
    """A copy of the invented home, and a later night that knows one event less."""
    copy_of_home(home, tmp_path / "home")
    copied = Home(tmp_path / "home")
    publish_changed(
        copied,
        LATER,
        f"DELETE FROM derived.skeletal_event WHERE patient_id = '{PATIENT}' AND event_kind = 'HCM'",
    )
    return copied


def open_patient(home: Home, monkeypatch: pytest.MonkeyPatch, **query: str) -> AppTest:
    return page(home, "patient", monkeypatch, id=PATIENT, **query)


def changes_shown(app: AppTest) -> list[tuple[str, str]]:
    shown = app.dataframe[-1].value
    return list(zip(shown["what"], shown["change"], strict=True))


def test_the_last_night_is_shown_first_and_says_what_went(
    two_nights: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_patient(two_nights, monkeypatch)
    assert "A past night is shown" not in words(app)
    assert len(app.dataframe[0].value) == 7
    assert changes_shown(app) == [("Malignant hypercalcaemia", "gone")]


def test_a_past_night_in_the_address_shows_its_events_and_says_so(
    two_nights: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_patient(two_nights, monkeypatch, night="2026-11-20")
    assert "A past night is shown: as known on 20 Nov 2026" in words(app)
    assert len(app.dataframe[0].value) == 8
    app.button(key="last_night").click().run()
    assert "night" not in app.query_params
    assert len(app.dataframe[0].value) == 7


def test_a_night_is_chosen_from_those_that_are_kept(
    two_nights: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_patient(two_nights, monkeypatch)
    app.selectbox(key="night_choice").set_value(date(2026, 11, 20)).run()
    assert "2026-11-20" in app.query_params["night"]
    assert len(app.dataframe[0].value) == 8


def test_another_page_never_shows_a_past_night(
    two_nights: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_patient(two_nights, monkeypatch, night="2026-11-20")
    app.switch_page("screens/quality.py").run()
    assert LATER in words(app) and "A past night" not in words(app)


@pytest.mark.parametrize(
    ("night", "said"),
    [
        ("2020-01-01", "No version of the night of 1 Jan 2020 is kept"),
        ("yesterday", "is not a night"),
    ],
)
def test_a_night_that_cannot_be_shown_shows_nothing_else_instead(
    two_nights: Home, monkeypatch: pytest.MonkeyPatch, night: str, said: str
) -> None:
    app = open_patient(two_nights, monkeypatch, night=night)
    assert said in app.error[0].value
    assert not app.dataframe and not app.get("vega_lite_chart")


def keep_old_night(home: Home, *statements: str) -> Path:
    """A night before the others, changed; the last one stays the last."""
    last = current_path(home)
    old = publish_changed(home, "osteon-20261119-old", *statements)
    home.current.unlink()
    home.current.symlink_to(last.name)
    return old


def not_required(table: Table) -> list[str]:
    """Columns that an earlier version may lack without its rows losing their sense."""
    needed = {*table.required, *table.key}
    return [name for name in table.columns if name not in needed]


def read_by_the_page() -> list[Table]:
    return [table for table in TABLES.values() if table.tier in (Tier.CANONICAL, Tier.DERIVED)]


def test_a_version_that_holds_nothing_but_what_is_required_is_shown_and_says_so(
    two_nights: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_old_night(
        two_nights,
        *(
            f"ALTER TABLE {table.full_name} DROP COLUMN {name}"
            for table in read_by_the_page()
            for name in not_required(table)
        ),
        "DROP TABLE derived.bone_agent_missed_dose",
    )
    app = open_patient(two_nights, monkeypatch, night="2026-11-19")
    assert "An earlier Osteon built this version" in words(app)
    assert "`derived.bone_agent_missed_dose`" in words(app)
    assert len(app.dataframe[0].value) == 7
    assert app.get("vega_lite_chart")


def test_the_list_is_shown_from_a_version_that_holds_nothing_but_what_is_required(
    two_nights: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_changed(
        two_nights,
        "osteon-20261122-old",
        *(
            f"ALTER TABLE {table.full_name} DROP COLUMN {name}"
            for table in read_by_the_page()
            for name in not_required(table)
        ),
        "DROP TABLE derived.patient_gap",
    )
    app = page(two_nights, "patients", monkeypatch)
    assert len(app.dataframe[0].value) > 1


def test_the_last_version_is_refused_while_it_lacks_what_is_required(
    two_nights: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_changed(
        two_nights, "osteon-20261122-old", "ALTER TABLE derived.cohort DROP COLUMN index_basis"
    )
    app = open_patient(two_nights, monkeypatch)
    assert "The last version was built by an earlier Osteon" in app.error[0].value


def test_a_night_without_what_is_required_is_refused_and_not_compared(
    two_nights: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = keep_old_night(two_nights, "ALTER TABLE derived.cohort DROP COLUMN index_basis")
    opened = open_reader(old)
    assert columns_missing(opened) == columns_needed(opened) == ["derived.cohort.index_basis"]
    opened.close()
    app = open_patient(two_nights, monkeypatch, night="2026-11-19")
    assert "was built by an earlier Osteon" in app.error[0].value
    assert not app.dataframe
    app.button(key="last_night").click().run()
    since = next(box for box in app.selectbox if str(box.key).startswith("changes_since"))
    since.set_value(date(2026, 11, 19)).run()
    assert "cannot be compared" in words(app)


def test_the_last_version_lacks_no_column(reader: Reader) -> None:
    assert columns_missing(reader) == columns_needed(reader) == []


def test_the_last_visit_is_the_night_proposed(
    two_nights: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_changed(two_nights, "osteon-20261122-x", "SELECT 1")
    app = open_patient(two_nights, monkeypatch, night="2026-11-20")
    app.button(key="last_night").click().run()
    since = next(box for box in app.selectbox if str(box.key).startswith("changes_since"))
    assert since.value == date(2026, 11, 20)
    assert changes_shown(app) == [("Malignant hypercalcaemia", "gone")]


def test_a_visit_is_remembered_by_the_next_session(
    two_nights: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_patient(two_nights, monkeypatch, night="2026-11-20")
    publish_changed(two_nights, "osteon-20261122-x", "SELECT 1")
    assert night_compared(open_patient(two_nights, monkeypatch)) == date(2026, 11, 20)


def test_without_a_store_of_visits_the_patient_is_shown_all_the_same(
    two_nights: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    two_nights.reviews.write_bytes(b"no database")
    app = open_patient(two_nights, monkeypatch)
    assert not app.exception
    assert night_compared(app) == date(2026, 11, 20)


def night_compared(app: AppTest) -> object:
    return next(box for box in app.selectbox if str(box.key).startswith("changes_since")).value


def test_without_an_earlier_night_there_is_nothing_to_compare(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "No version of an earlier night is kept" in words(open_patient(home, monkeypatch))


def test_the_sheet_is_offered(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    app = open_patient(home, monkeypatch)
    offered = [button.proto.label for button in app.get("download_button")]
    assert "Printable sheet (PDF)" in offered


def test_without_bone_metastasis_nothing_is_counted_from_it(
    two_nights: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_patient(two_nights, monkeypatch)
    assert {"clock", "period"} <= choices_offered(app)
    publish_changed(two_nights, "osteon-20261122-none", "DELETE FROM derived.cohort")
    app.run()
    assert not app.exception
    assert "no bone metastasis is documented" in words(app)
    assert choices_offered(app) & {"clock", "period", "period_alone"} == {"period_alone"}


def choices_offered(app: AppTest) -> set[str]:
    return {str(group.key) for group in app.button_group}
