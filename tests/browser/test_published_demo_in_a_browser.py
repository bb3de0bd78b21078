"""What a demo publishes, as people meet it: the real commands, Chromium, and the warehouse beside.

The home is the one `osteon demo` made for the tests of the nights, served by `osteon dashboard`.
"""

import re
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Locator

from dashboard.charts.hazard_rows import lowest_first
from dashboard.queries.behind import marker_rows
from dashboard.queries.population import marker_outcomes
from tests.support.dashboard_home import write_last_run
from tests.support.dashboard_server import start_dashboard
from tests.support.watched_page import Watched, choose_option, choose_row, watch
from warehouse.demo_mark import mark_as_demo
from warehouse.home import Home
from warehouse.reader import Reader, current_path, open_reader

SCREENS = Path(__file__).parents[2] / "dashboard" / "screens"
# The first page has the address of the whole: Streamlit knows no other for it.
PAGES = {path.stem: f"/{path.stem}" for path in sorted(SCREENS.glob("*.py"))} | {"patients": "/"}
SOURCE_ROW = re.compile(r"[a-z_]+:[^:]+:.+")


@pytest.fixture(scope="module")
def demo_reader(demo: Home) -> Iterator[Reader]:
    reader = open_reader(current_path(demo))
    yield reader
    reader.close()


@pytest.fixture(scope="module")
def demo_address(demo: Home) -> Iterator[str]:
    with start_dashboard(demo, by_command=True) as served:
        yield served


@pytest.fixture
def demo_page(chromium: BrowserContext, demo_address: str) -> Iterator[Watched]:
    """A fresh page; the test fails on a console error, a failed load or an outbound request."""
    watcher = watch(chromium, demo_address)
    yield watcher
    watcher.page.close()
    assert (watcher.console_errors, watcher.failed, watcher.outbound) == ([], [], [])


@pytest.fixture(scope="module")
def much_ill(demo_reader: Reader) -> str:
    """The patient with the most events that no rule excludes."""
    found = demo_reader.frame(
        "SELECT patient_id FROM derived.skeletal_event WHERE excluded_reason IS NULL "
        "AND patient_id IN (SELECT patient_id FROM derived.cohort) "
        "GROUP BY patient_id ORDER BY count(*) DESC, patient_id LIMIT 1"
    ).item()
    return str(found)


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(
    ("language", "synthetic", "as_of"),
    [
        ("en", "SYNTHETIC DATA", "Data as of 5 Mar 2026"),
        ("fr", "DONNÉES SYNTHÉTIQUES", "Données arrêtées au 5 mars 2026"),
    ],
)
def test_each_page_of_the_demo_draws_in_each_language(
    demo_page: Watched, name: str, language: str, synthetic: str, as_of: str, much_ill: str
) -> None:
    demo_page.open(f"{PAGES[name]}?lang={language}&id={much_ill}")
    said = demo_page.words()
    assert synthetic in said and as_of in said
    assert demo_page.page.locator("[data-testid=stException]").count() == 0


def test_from_the_list_to_a_patient_an_event_and_its_source_row(
    demo_page: Watched, demo_reader: Reader
) -> None:
    demo_page.open("/")
    listed = demo_page.page.locator(".st-key-patient_list [data-testid=stDataFrame]")
    choose_row(listed, 0)
    demo_page.page.wait_for_url("**/patient?id=*")
    who = demo_page.page.url.rpartition("id=")[2]
    known = demo_reader.frame(
        "SELECT count(*) FROM derived.cohort WHERE patient_id = $1", [who]
    ).item()
    assert known == 1


def test_an_event_of_the_demo_opens_to_the_file_and_line_the_warehouse_names(
    demo_page: Watched, demo_reader: Reader, much_ill: str
) -> None:
    demo_page.open(f"/patient?id={much_ill}")
    choose_row(demo_page.page.locator(".st-key-events [data-testid=stDataFrame]"), 0)
    behind = demo_page.page.locator(".st-key-source_rows")
    behind.wait_for()
    demo_page.settle()
    shown = lines_shown(grid_cells(behind))
    assert shown and shown == lines_of_first_event(demo_reader, much_ill)


def lines_shown(cells: list[str]) -> set[tuple[str, str, int]]:
    """Source row, file and line of each version, from the cells of the first table."""
    places = [place for place, text in enumerate(cells) if SOURCE_ROW.fullmatch(text)]
    return {(cells[at], cells[at + 2], int(cells[at + 3])) for at in places}


def lines_of_first_event(reader: Reader, patient_id: str) -> set[tuple[str, str, int]]:
    """The same, asked of the warehouse another way: row by row, from the event's own names."""
    named = reader.frame(
        "SELECT source_rows FROM derived.skeletal_event WHERE patient_id = $1 "
        "ORDER BY occurred_on, event_id LIMIT 1",
        [patient_id],
    ).item()
    return lines_of(reader, named.to_list())


def lines_of(reader: Reader, names: Iterable[str]) -> set[tuple[str, str, int]]:
    """Source row, file and line of every version of the rows of these names."""
    found = set()
    for name in names:
        table, system, row = name.split(":", 2)
        for kept in (table, f"{table}_aside"):
            versions = reader.frame(
                f"SELECT file_name, source_line FROM canonical.{kept} "
                "JOIN ops.file USING (source_file, feed) "
                "WHERE source_system = $1 AND source_row_id = $2",
                [system, row],
            )
            found |= {(name, file, line) for file, line in versions.iter_rows()}
    return found


def test_a_change_since_the_last_night_opens_to_the_rows_it_came_from(
    demo_page: Watched, demo_reader: Reader
) -> None:
    """The newest sample that came with the last night."""
    came = demo_reader.frame(
        "SELECT patient_id, concat_ws(':', 'lab_result', source_system, source_row_id) AS name "
        "FROM canonical.lab_result JOIN derived.cohort USING (patient_id) "
        "WHERE known_at = (SELECT max(known_at) FROM canonical.lab_result) "
        "ORDER BY sampled_at DESC, patient_id"
    )
    patient = came["patient_id"][0]
    demo_page.open(f"/patient?id={patient}")
    choose_row(demo_page.page.locator(".st-key-changes [data-testid=stDataFrame]"), 0)
    behind = demo_page.page.locator(".st-key-source_rows")
    behind.wait_for()
    demo_page.settle()
    shown = lines_shown(grid_cells(behind))
    assert shown and shown == lines_of(demo_reader, {name for name, _, _ in shown})
    assert set(came["name"]) & {name for name, _, _ in shown}


def test_a_stratum_of_a_marker_opens_to_its_baselines_and_from_there_to_the_patient(
    demo_page: Watched, demo_reader: Reader
) -> None:
    """Two clicks: the stratum lists file and line of each baseline, a row opens its patient."""
    published = lowest_first(marker_outcomes(demo_reader, "SRE5"))
    parts = published.select("analyte_code", "stratum", "stratum_value")
    listed = [marker_rows(demo_reader, *part)["patient_id"].n_unique() for part in parts.rows()]
    assert listed == published["patient_count"].to_list() != []
    first = marker_rows(demo_reader, *parts.row(0)).row(0, named=True)
    demo_page.open("/population?section=markers&lang=en")
    demo_page.page.locator(".st-key-rows_behind_marker button").first.click()
    table = demo_page.page.locator(".st-key-rows_behind_marker_listed [data-testid=stDataFrame]")
    table.wait_for()
    demo_page.settle()
    assert {first["file_name"], str(first["source_line"])} <= set(grid_cells(table))
    choose_row(table, 0)
    demo_page.page.wait_for_url("**/patient?id=*")
    assert demo_page.page.url.endswith(first["patient_id"])


def grid_cells(within: Locator) -> list[str]:
    """Texts of the tables within, from the accessible copies they keep of their drawings."""
    within.locator("[role=gridcell]").first.wait_for(state="attached")
    return within.locator("[role=gridcell]").all_inner_texts()


def test_the_language_is_switched_on_the_page(demo_page: Watched) -> None:
    demo_page.open("/population?lang=en")
    assert "Data as of" in demo_page.words()
    demo_page.page.get_by_role("radio", name="Français").click()
    demo_page.page.get_by_text("Données arrêtées au").wait_for()
    demo_page.settle()
    assert "Data as of" not in demo_page.words()


def test_a_deep_link_opens_its_patient_in_its_language(demo_page: Watched, much_ill: str) -> None:
    demo_page.open(f"/patient?id={much_ill}&lang=fr")
    said = demo_page.words()
    assert much_ill[:12] in said and "DONNÉES SYNTHÉTIQUES" in said


def test_a_filter_leaves_as_many_patients_as_the_warehouse_has(
    demo_page: Watched, demo_reader: Reader
) -> None:
    total, dead = demo_reader.frame(
        "SELECT count(*), count(*) FILTER (exit_status = 'dead') FROM derived.cohort"
    ).row(0)
    demo_page.open("/?lang=en")
    assert f"{total} of {total} patients" in demo_page.words()
    status = demo_page.page.locator(".st-key-filter_status")
    choose_option(
        status.locator("[role=combobox], input").first,
        demo_page.page.get_by_role("option", name="Dead"),
    )
    demo_page.page.get_by_text(f"{dead} of {total} patients").wait_for()
    assert 0 < dead < total


def test_the_sheet_of_a_patient_downloads_and_is_a_pdf(demo_page: Watched, much_ill: str) -> None:
    demo_page.open(f"/patient?id={much_ill}")
    offered = demo_page.page.locator(".st-key-sheet [data-testid=stDownloadButton] button")
    with demo_page.page.expect_download() as downloading:
        offered.first.click()
    path = downloading.value.path()
    assert downloading.value.suggested_filename.endswith(".pdf")
    assert path.read_bytes().startswith(b"%PDF-")
    assert path.stat().st_size > 10_000


def test_a_refused_night_of_the_demo_is_said_on_every_page(
    chromium: BrowserContext, demo: Home, tmp_path: Path
) -> None:
    refused = Home(tmp_path / "home")
    shutil.copytree(demo.warehouse, refused.warehouse, symlinks=True)
    mark_as_demo(refused)
    write_last_run(refused, outcome="refused", refused_because=["derived.cohort index_on: x"])
    with start_dashboard(refused, by_command=True) as address:
        watched = watch(chromium, address)
        for name, path in PAGES.items():
            watched.open(path)
            assert "was refused" in watched.words(), name
            assert "derived.cohort index_on: x" in watched.words(), name
        assert watched.outbound == watched.console_errors == []
        watched.page.close()
