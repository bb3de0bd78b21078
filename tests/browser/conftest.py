"""One server on the invented home and one Chromium for the session; every page is watched."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import (
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    Response,
    sync_playwright,
)

from tests.support.dashboard_home import dashboard_home
from tests.support.dashboard_server import start_dashboard
from warehouse.home import Home
from warehouse.reader import Reader, current_path, open_reader

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# Streamlit asks for these beside the address of the page first, and then at the root, where
# they are: the first answer, 404, is expected of every deep link.
PROBES = ("/_stcore/health", "/_stcore/host-config")
PATIENCE_MS = 30_000
_NO_BROWSER = (
    f"BROWSER TESTS SKIPPED: {CHROMIUM} is absent; run `apt-get install -y chromium` "
    "(or name another Chromium in CHROMIUM)"
)


@dataclass
class Watched:
    """A page, and what it did that it should not have done."""

    page: Page
    address: str
    console_errors: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    outbound: list[str] = field(default_factory=list)

    def open(self, path: str) -> None:
        """Go to a path and wait until its charts and tables stand."""
        self.page.goto(self.address + path)
        self.page.wait_for_selector("[data-testid=stHeading]")
        self.settle()

    def settle(self) -> None:
        """Wait until Streamlit has finished the rerun that the last action started."""
        self.page.wait_for_timeout(150)
        self.page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")
        self.page.wait_for_timeout(150)

    def words(self) -> str:
        return self.page.locator("[data-testid=stMain]").inner_text()

    def on_console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and "404" not in message.text:
            self.console_errors.append(message.text)

    def on_response(self, response: Response) -> None:
        if response.status >= 400 and not response.url.endswith(PROBES):
            self.failed.append(f"{response.status} {response.url}")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip where there is no Chromium; with REQUIRE_BROWSER=1 its absence fails the tests."""
    if _may_skip():
        for item in items:
            if "tests/browser" in item.path.as_posix():
                item.add_marker(pytest.mark.skip(reason=_NO_BROWSER))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say so where nobody overlooks it."""
    if _may_skip():
        terminalreporter.section("the dashboard was not looked at in a browser", sep="!")
        terminalreporter.line(_NO_BROWSER)


def _may_skip() -> bool:
    return shutil.which(CHROMIUM) is None and os.environ.get("REQUIRE_BROWSER") != "1"


@pytest.fixture(scope="session")
def browser_home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    return dashboard_home(tmp_path_factory.mktemp("browser") / "home")


@pytest.fixture(scope="session")
def warehouse_reader(browser_home: Home) -> Iterator[Reader]:
    reader = open_reader(current_path(browser_home))
    yield reader
    reader.close()


@pytest.fixture(scope="session")
def chromium() -> Iterator[BrowserContext]:
    """One reader's browser: what it has loaded once it does not load again."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser.new_context(viewport={"width": 1280, "height": 1700})
        browser.close()


@pytest.fixture(scope="session")
def address(browser_home: Home) -> Iterator[str]:
    with start_dashboard(browser_home) as served:
        yield served


@pytest.fixture
def watched(chromium: BrowserContext, address: str) -> Iterator[Watched]:
    """A fresh page; the test fails on a console error, a failed load or an outbound request."""
    watcher = watch(chromium, address)
    yield watcher
    watcher.page.close()
    assert watcher.console_errors == []
    assert watcher.failed == []
    assert watcher.outbound == []


def watch(chromium: BrowserContext, address: str) -> Watched:
    """A page of its own, which can reach this machine only and reports whatever else it tries."""
    page = chromium.new_page()
    page.set_default_timeout(PATIENCE_MS)
    watcher = Watched(page, address)

    def stay_here(request: Request) -> bool:
        return request.url.startswith((address, "data:", "blob:"))

    page.route(
        lambda url: not url.startswith((address, "data:", "blob:")), lambda route: route.abort()
    )
    page.on(
        "request",
        lambda request: None if stay_here(request) else watcher.outbound.append(request.url),
    )
    page.on("console", watcher.on_console)
    page.on("pageerror", lambda error: watcher.console_errors.append(str(error)))
    page.on("response", watcher.on_response)
    return watcher
