"""A visit to every page of a hospital full of sentinel identities: nothing tells who anybody is.

Looked at: what the server sends (pages, addresses, messages, as bytes), what the page shows, what
the browser keeps (local and session storage, cookies), every export, and the log of the server.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Response, WebSocket, sync_playwright
from pypdf import PdfReader

from tests.support.dashboard_server import start_dashboard
from tests.support.sentinel_hospital import deliver_everything, sentinel_hospital
from tests.support.sentinels import VALUE, traces
from tests.support.tiny_hospital import TinyHospital
from tests.support.watched_page import CHROMIUM, QUIET, Watched, watch
from warehouse.demo_mark import mark_as_demo

pytestmark = pytest.mark.long

REJECTED = "/quality?show=rules"
PAGES = ("/", "/population", "/quality", REJECTED, "/dictionary")
MOST_EXPORTS = 12  # of one page, the first of them: each is made by the same two functions


@dataclass
class Visit:
    """What a visit left behind, by where it was found."""

    patient: str
    left: dict[str, bytes] = field(default_factory=dict)

    def keep(self, place: str, text: str | bytes) -> None:
        data = text.encode(errors="replace") if isinstance(text, str) else text
        self.left[place] = self.left.get(place, b"") + b"\n" + data


@pytest.fixture(scope="module")
def hospital(tmp_path_factory: pytest.TempPathFactory) -> TinyHospital:
    made = sentinel_hospital(tmp_path_factory.mktemp("visited") / "home")
    mark_as_demo(made.home)
    deliver_everything(made)
    made.night()
    return made


@pytest.fixture(scope="module")
def visit(hospital: TinyHospital, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visit]:
    [(patient,)] = hospital.rows("SELECT DISTINCT patient_id FROM canonical.lab_result")
    found = Visit(str(patient))
    with start_dashboard(hospital.home) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        context = browser.new_context(viewport={"width": 1280, "height": 1700})
        for path in (*PAGES, f"/patient?id={patient}"):
            _look_at(context, address, path, found, tmp_path_factory.mktemp("exports"))
        found.keep("cookies", str(context.cookies()))
        found.keep("storage", str(context.storage_state()))
        browser.close()
    found.keep("log of the server", (hospital.home.root / "dashboard.log").read_bytes())
    yield found


def _look_at(context: BrowserContext, address: str, path: str, visit: Visit, exports: Path) -> None:
    watched = watch(context, address)
    page = watched.page
    page.on("response", lambda response: _keep_response(visit, path, response))
    page.on("websocket", lambda socket: _keep_messages(visit, path, socket))
    watched.open(path)
    for title in page.locator("[data-testid=stExpander] summary").all()[:MOST_EXPORTS]:
        title.click()
    watched.settle()
    _export(watched, path, visit, exports)
    visit.keep(f"page {path}", page.content())
    visit.keep(f"address {path}", page.url)
    for kept in ("localStorage", "sessionStorage"):
        visit.keep(f"{kept} {path}", page.evaluate(f"JSON.stringify({kept})"))
    visit.keep(f"console {path}", "\n".join(watched.console_errors))
    page.close()


def _keep_response(visit: Visit, path: str, response: Response) -> None:
    visit.keep(f"address asked by {path}", response.url)
    visit.keep(f"headers of {path}", str(response.headers))


def _keep_messages(visit: Visit, path: str, socket: WebSocket) -> None:
    socket.on("framereceived", lambda data: visit.keep(f"messages to {path}", data))
    socket.on("framesent", lambda data: visit.keep(f"messages from {path}", data))


def _export(watched: Watched, path: str, visit: Visit, exports: Path) -> None:
    offered = watched.page.locator("[data-testid=stDownloadButton] button:visible:enabled")
    for number in range(min(offered.count(), MOST_EXPORTS)):
        with watched.page.expect_download() as asked:
            offered.nth(number).click()
        name = asked.value.suggested_filename
        saved = exports / f"{number}-{name}"
        asked.value.save_as(saved)
        visit.keep(f"exports of {path}", name)
        visit.keep(f"exports of {path}", saved.read_bytes())
        if saved.suffix == ".pdf":
            reader = PdfReader(saved)
            visit.keep(f"exports of {path}", "".join(one.extract_text() for one in reader.pages))
            visit.keep(f"exports of {path}", str(reader.metadata))


def test_the_visit_saw_what_there_is(visit: Visit) -> None:
    """A page that showed nothing would tell nothing."""
    patient = f"/patient?id={visit.patient}"
    assert len(visit.left[f"messages to {patient}"]) > 10_000
    assert b"%PDF-" in visit.left[f"exports of {patient}"]
    assert b"not_in_vocabulary" in visit.left[f"messages to {REJECTED}"]


def test_nothing_of_a_visit_names_anybody(visit: Visit) -> None:
    assert {place: held for place, data in visit.left.items() if (held := traces(data))} == {}


def test_a_value_is_on_the_page_of_its_patient_only(visit: Visit) -> None:
    elsewhere = {
        place: held
        for place, data in visit.left.items()
        if "/patient" not in place and (held := traces(data, VALUE))
    }
    assert elsewhere == {}
