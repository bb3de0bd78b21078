"""Every question, page and export as every role: opened exactly as the table says."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from pytest import MonkeyPatch
from streamlit.testing.v1 import AppTest, app_test

import dashboard.queries
from dashboard.access import PAGES, QUALITY_SECTIONS, QUESTIONS, UNWRITTEN, right_to
from dashboard.queries.sources import Record, SourceRow
from dashboard.role import RIGHTS, Right, Role
from dashboard.store import Version
from tests.support.dashboard_home import dashboard_home
from tests.support.dashboard_invented import FULL, patient_id
from tests.support.dashboard_nights import RUN_ID
from tests.support.dashboard_page import page, words
from warehouse.access_chain import entries, verify
from warehouse.home import Home

NOT_OPEN = "This is not open to the role you have here"


def questions() -> dict[str, str]:
    """Every function of dashboard.queries that is put to a reader: its name and its module."""
    found = {}
    for module in pkgutil.iter_modules(dashboard.queries.__path__, "dashboard.queries."):
        for name, function in inspect.getmembers(
            importlib.import_module(module.name), inspect.isfunction
        ):
            parameters = list(inspect.signature(function).parameters.values())
            if (
                function.__module__ == module.name
                and not name.startswith("_")
                and parameters
                and parameters[0].name == "reader"
            ):
                found[f"{module.name.rpartition('.')[2]}.{name}"] = module.name
    return found


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    yield dashboard_home(tmp_path_factory.mktemp("roles") / "home")
    app_test.TMP_DIR.cleanup()


def test_what_each_role_may_never_open() -> None:
    """The rule in words, apart from the table that holds it."""
    assert RIGHTS[Role.CLINICIAN] == set(Right)
    for role in (Role.QUALITY, Role.ENGINEER, Role.EPIDEMIOLOGIST):
        assert not RIGHTS[role] & {Right.PATIENTS, Right.SOURCE_ROWS, Right.REVIEW_EVENTS}
    assert Right.POPULATION not in RIGHTS[Role.ENGINEER]
    assert RIGHTS[Role.ENGINEER] == {Right.STANDING, Right.NIGHT, Right.REJECTED_ROWS}
    assert RIGHTS[Role.EPIDEMIOLOGIST] == {Right.STANDING, Right.POPULATION, Right.EXPORTS}
    assert Right.WORKLISTS in RIGHTS[Role.QUALITY]


def test_every_question_belongs_to_a_subject() -> None:
    undeclared = [
        name
        for name, module in questions().items()
        if right_to(getattr(importlib.import_module(module), name.rpartition(".")[2])) is None
    ]
    assert undeclared == [], "add them to dashboard.access.QUESTIONS"
    assert len(questions()) > 40


def test_no_subject_is_declared_for_a_question_that_is_gone() -> None:
    modules = {name.rpartition(".")[0] for name in questions()}
    assert {name for name in QUESTIONS if name not in modules} <= set(questions())


# What a question asks beside the reader, by the name of its parameter.
TOLD: dict[str, object] = {
    "analyte_code": "NTX_CR",
    "baseline_column": "baseline_stratum",
    "comparison": "by_group",
    "content": "events",
    "endpoint": "SRE5",
    "event_kind": None,
    "feed": None,
    "full_name": "derived.cohort",
    "indicator_code": "Q5",
    "item_key": "none",
    "measure": "event_count",
    "month_on": date(2026, 10, 1),
    "origin": "bone_metastasis",
    "patient_id": patient_id(FULL),
    "period": "last_12_months",
    "reason": "unknown_unit",
    "record": Record("event", "none"),
    "run_id": RUN_ID,
    "source": SourceRow("lab_result", "LIS", "none"),
    "stratum": "all",
    "stratum_value": "high",
}
Questions = dict[str, tuple[Callable[..., object], list[object]]]


def everything() -> Questions:
    """Every question, and what it is asked."""
    asked: Questions = {}
    for name, module in questions().items():
        question = getattr(importlib.import_module(module), name.rpartition(".")[2])
        parameters = list(inspect.signature(question).parameters)[1:]
        asked[name] = (question, [TOLD[parameter] for parameter in parameters])
    return asked


# Annotations in quotes: such a function is taken into a file of its own, without these imports.
def _ask(home: "Home", asked: "Questions", answered: set[str]) -> None:
    """Runs as a page: puts every question through both doors of the store."""
    from dashboard import store
    from dashboard.access import Refused

    version = store.resolve(home)
    for name, (question, told) in asked.items():
        for door in (store.ask, store.look):
            try:
                door(version, question, *told)
                answered.add(f"{door.__name__} {name}")
            except Refused:
                pass  # expected of most: what is left is compared with the table


def run_as(
    role: str, script: Callable[..., None], monkeypatch: MonkeyPatch, folder: Path, **told: object
) -> None:
    """A script as a page that somebody of the role opens.

    In a folder of the test: the one Streamlit has for it is gone once other files are done with it.
    """
    monkeypatch.setenv("OSTEON_ROLE", role)
    file = folder / f"{script.__name__}.py"
    file.write_text(f"{inspect.getsource(script)}\n{script.__name__}(**__kwargs)\n", "utf-8")
    app = AppTest(file, default_timeout=120, args=(), kwargs=told).run()
    assert not app.exception, [error.message for error in app.exception]


# The clinician first: what they were answered is remembered when the others ask.
@pytest.mark.parametrize("role", Role)
def test_every_question_is_answered_as_the_table_says(
    role: Role, home: Home, monkeypatch: MonkeyPatch, tmp_path: Path
) -> None:
    asked, answered = everything(), set[str]()
    monkeypatch.setenv("OSTEON_USER", f"KEY-{role}")
    run_as(role, _ask, monkeypatch, tmp_path, home=home, asked=asked, answered=answered)
    allowed = {name for name, (question, _) in asked.items() if right_to(question) in RIGHTS[role]}
    assert answered == {f"{door} {name}" for door in ("ask", "look") for name in allowed}
    assert allowed, "every role opens something"
    written = {entry.opening.opened for entry in entries(home, user=f"KEY-{role}")}
    answers_to = {right_to(asked[name][0]) for name in allowed}
    assert written == answers_to - UNWRITTEN, "nothing is answered without a line"


def _ask_with_a_version_of(home: "Home", kept: "list[Version]", said: list[str]) -> None:
    from dashboard import store
    from dashboard.access import Refused
    from dashboard.drawings import population as drawings
    from dashboard.queries import population, quality

    version = store.resolve(home)
    kept.append(version)
    for question in (population.attrition, quality.last_run):
        try:
            store.ask(kept[0], question)
            said.append("answered")
        except Refused as refused:
            said.append(str(refused))
    try:
        drawings.attrition(version, "en")
        said.append("drawn")
    except Refused as refused:
        said.append(str(refused))


def test_what_was_kept_for_one_role_is_not_handed_to_another(
    home: Home, monkeypatch: MonkeyPatch, tmp_path: Path
) -> None:
    kept: list[Version] = []
    of_epidemiologist: list[str] = []
    of_engineer: list[str] = []
    for role, said in (("epidemiologist", of_epidemiologist), ("engineer", of_engineer)):
        run_as(role, _ask_with_a_version_of, monkeypatch, tmp_path, home=home, kept=kept, said=said)
    assert of_epidemiologist == ["answered", "answered", "drawn"]
    asked, standing, drawn = of_engineer
    assert NOT_OPEN in asked and NOT_OPEN in drawn
    assert "role has changed" in standing, "a version is that of the role that resolved it"


@pytest.mark.parametrize(("role", "name"), [(role, name) for role in Role for name in PAGES])
def test_every_page_is_opened_or_refused_by_a_sentence(
    role: Role, name: str, home: Home, monkeypatch: MonkeyPatch
) -> None:
    monkeypatch.setenv("OSTEON_ROLE", role)
    query = {"id": patient_id(FULL)} if name == "patient" else {}
    app = page(home, name, monkeypatch, **query)
    may = PAGES[name] in RIGHTS[role]
    if name == "patients" and not may:
        # No address of its own: whoever comes without one gets the first page open to them.
        assert app.header[0].value in ("Population", "Quality") and not app.error
        return
    assert (NOT_OPEN in words(app)) is not may
    assert bool(app.header) is may
    drawn = app.get("vega_lite_chart") or app.dataframe
    assert may or not drawn


@pytest.mark.parametrize("role", Role)
def test_only_who_may_take_files_away_is_offered_some(
    role: Role, home: Home, monkeypatch: MonkeyPatch
) -> None:
    monkeypatch.setenv("OSTEON_ROLE", role)
    name = next(
        name for name in ("patient", "population", "quality") if PAGES[name] in RIGHTS[role]
    )
    query = {"id": patient_id(FULL)} if name == "patient" else {}
    offered = page(home, name, monkeypatch, **query).get("download_button")
    assert bool(offered) is (Right.EXPORTS in RIGHTS[role])


def _take_away(home: "Home", taken: list[str], offered: "list[Callable[[], bytes]]") -> None:
    """Runs as a page: a drawing, its rows, and a sheet, each made when it is asked for."""
    from dashboard import store
    from dashboard.access import Refused

    store.resolve(home)
    for name in ("drawing.svg", "rows.csv", "sheet.pdf"):
        make = store.take_away(name, name.encode)
        offered.append(make)
        try:
            make()
            taken.append(name)
        except Refused as refused:
            taken.append(str(refused))


@pytest.mark.parametrize("role", Role)
def test_an_export_is_made_as_the_table_says(
    role: Role, home: Home, monkeypatch: MonkeyPatch, tmp_path: Path
) -> None:
    taken: list[str] = []
    offered: list[Callable[[], bytes]] = []
    run_as(role, _take_away, monkeypatch, tmp_path, home=home, taken=taken, offered=offered)
    if Right.EXPORTS in RIGHTS[role]:
        assert taken == ["drawing.svg", "rows.csv", "sheet.pdf"]
        # As Streamlit makes it: in a thread of its own, when no page is drawn.
        with ThreadPoolExecutor(1) as threads:
            assert threads.submit(offered[2]).result() == b"sheet.pdf"
    else:
        assert all(NOT_OPEN in said for said in taken) and len(taken) == 3


def test_the_sections_of_the_quality_page_are_those_of_the_role(
    home: Home, monkeypatch: MonkeyPatch
) -> None:
    monkeypatch.setenv("OSTEON_ROLE", "engineer")
    (chosen,) = [
        group
        for group in page(home, "quality", monkeypatch).segmented_control
        if group.key == "show_in_address"
    ]
    assert chosen.options == ["Tonight", "Feeds and rows", "Rejected rows and findings", "The run"]
    assert set(QUALITY_SECTIONS.values()) == {Right.NIGHT, Right.CHANGES, Right.WORKLISTS}


@pytest.mark.parametrize("section", ["changes", "care"])
def test_an_address_written_by_hand_opens_no_section_of_another_role(
    section: str, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert QUALITY_SECTIONS[section] not in RIGHTS[Role.ENGINEER]
    monkeypatch.setenv("OSTEON_ROLE", "engineer")
    monkeypatch.setenv("OSTEON_USER", "KEY-OF-A-FORGER")
    app = page(home, "quality", monkeypatch, show=section)
    assert not app.exception
    (chosen,) = [group for group in app.segmented_control if group.key == "show_in_address"]
    assert chosen.value not in (section, None)
    opened = {entry.opening.opened for entry in entries(home, user="KEY-OF-A-FORGER")}
    assert opened == {Right.NIGHT}


def test_what_is_opened_is_written_down_with_codes_and_pseudonyms(
    home: Home, monkeypatch: MonkeyPatch
) -> None:
    monkeypatch.setenv("OSTEON_USER", "KEY-OF-THIS-TEST")
    monkeypatch.setenv("OSTEON_ROLE", "clinician")
    page(home, "patient", monkeypatch, id=patient_id(FULL))
    monkeypatch.setenv("OSTEON_ROLE", "epidemiologist")
    page(home, "population", monkeypatch, section="events")
    written = [entry.opening for entry in entries(home, user="KEY-OF-THIS-TEST")]
    assert {item.opened for item in written} >= {"patients", "population"}
    assert {item.patient for item in written if item.patient} == {patient_id(FULL)}
    assert any("endpoint=SRE5" in item.choices for item in written)
    assert {item.role for item in written} == {"clinician", "epidemiologist"}
    assert verify(home).broken == ()


def test_nothing_is_opened_when_no_trace_can_be_left(
    tmp_path: Path, monkeypatch: MonkeyPatch
) -> None:
    own = dashboard_home(tmp_path / "home")
    own.access.write_text("a file where the folder belongs", "utf-8")
    app = page(own, "patient", monkeypatch, id=patient_id(FULL))
    assert "Nothing is opened without a trace" in app.error[0].value
    assert not app.dataframe and not app.get("vega_lite_chart")
