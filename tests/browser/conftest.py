"""One server on the invented home and one Chromium for the session; every page is watched."""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, expect, sync_playwright

from tests.support.dashboard_home import dashboard_home
from tests.support.dashboard_server import start_dashboard
from tests.support.watched_page import CHROMIUM, PATIENCE_MS, QUIET, Watched, watch
from warehouse.home import Home
from warehouse.reader import Reader, current_path, open_reader

# As patient as every other wait: what is expected comes when the machine has time for it.
expect.set_options(timeout=PATIENCE_MS)

_NO_BROWSER = (
    f"BROWSER TESTS SKIPPED: {CHROMIUM} is absent; run `apt-get install -y chromium` "
    "(or name another Chromium in CHROMIUM)"
)


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
