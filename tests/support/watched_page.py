"""A page of the dashboard in Chromium, watched for what it should not do."""

import os
from dataclasses import dataclass, field

from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, Request, Response
from playwright.sync_api import TimeoutError as NotInTime

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
LIST_OPENS_MS = 5_000
HEADER_HEIGHT, ROW_HEIGHT = 36, 35


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


def choose_option(box: Locator, option: Locator) -> None:
    """Open a list and choose of it, as a person does: open it again if a rerun has closed it."""
    box.click()
    try:
        option.wait_for(timeout=LIST_OPENS_MS)
    except NotInTime:
        box.click()
    option.click()


def choose_row(table: Locator, row: int) -> None:
    """Click the box at the beginning of a row; the table is one drawing, so by its place."""
    table.scroll_into_view_if_needed()
    place = table.locator("canvas").first.bounding_box()
    assert place is not None
    table.page.mouse.click(
        place["x"] + 16, place["y"] + HEADER_HEIGHT + ROW_HEIGHT * row + ROW_HEIGHT / 2
    )
