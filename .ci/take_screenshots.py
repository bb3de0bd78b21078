"""Pictures of every page of the dashboard, for people to look at: `make screenshots`.

Every page and every section of it, 1280 and 1920 pixels wide, on a light and a dark screen, in
every language, whole from top to bottom, from a published home (that of `make demo` unless another
is named). They go to var/screenshots/, which git does not keep.
"""

import argparse
import itertools
import sys
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, BrowserContext, sync_playwright

from dashboard.access import QUALITY_SECTIONS
from dashboard.language import LANGUAGES
from dashboard.population.choice import sections as population_sections
from tests.support.dashboard_server import start_dashboard
from tests.support.watched_page import CHROMIUM, QUIET, Watched, watch
from warehouse.home import Home
from warehouse.reader import NothingPublished, current_path, open_reader

Scheme = Literal["light", "dark"]

ROOT = Path(__file__).parents[1]
WIDTHS = (1280, 1920)
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
FIRST_PAGE = "patients"  # the one whose address is that of the whole
LEAST_HEIGHT, MOST_HEIGHT = 900, 12_000
STEPS_TO_SETTLE, STEP_MS = 30, 700
# A chart without its drawing, a table without its canvas, or the grey place of either.
_IS_BEING_DRAWN = """
    document.querySelector('[data-testid=stSkeleton]') !== null
    || [...document.querySelectorAll('[data-testid=stVegaLiteChart], [data-testid=stDataFrame]')]
        .some(drawn => drawn.querySelector('svg, canvas') === null)
"""
_CONTENT_HEIGHT = "document.querySelector('[data-testid=stMain]').scrollHeight"


def take(home: Home, into: Path) -> int:
    """Take every picture; how many. Raises NothingPublished."""
    patient = much_ill(home)
    into.mkdir(parents=True, exist_ok=True)
    count = 0
    with start_dashboard(home, by_command=True) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        for width, scheme in itertools.product(WIDTHS, SCHEMES):
            context = _screen(browser, width, scheme)
            for language, (name, path) in itertools.product(LANGUAGES, views(patient).items()):
                picture = into / f"{name}-{width}-{scheme}-{language}.png"
                _take_one(context, address, f"{path}{_asking(path)}lang={language}", picture)
                count += 1
            context.close()
        browser.close()
    return count


def views(patient: str) -> dict[str, str]:
    """What there is to look at, and its address: pages, and the sections of those that have some.

    The first section of a page is what its address alone shows.
    """
    found: dict[str, str] = {}
    for page in pages():
        path = "/" if page == FIRST_PAGE else f"/{page}"
        about = f"?id={patient}" if page == "patient" else ""
        found[page] = f"{path}{about}"
    for choice, page, sections in (
        ("section", "population", list(population_sections())),
        ("show", "quality", list(QUALITY_SECTIONS)),
    ):
        found |= {f"{page}-{name}": f"/{page}?{choice}={name}" for name in sections[1:]}
    return found


def pages() -> list[str]:
    """Names of the pages, as in their addresses."""
    return sorted(path.stem for path in (ROOT / "dashboard" / "screens").glob("*.py"))


def much_ill(home: Home) -> str:
    """The patient of the cohort with the most skeletal events: the fullest timeline there is."""
    reader = open_reader(current_path(home))
    try:
        found = reader.frame(
            "SELECT cohort.patient_id FROM derived.cohort LEFT JOIN derived.skeletal_event "
            "USING (patient_id) GROUP BY ALL ORDER BY count(*) DESC, cohort.patient_id LIMIT 1"
        )
    finally:
        reader.close()
    return "" if found.is_empty() else str(found.item())


def _screen(browser: Browser, width: int, scheme: Scheme) -> BrowserContext:
    return browser.new_context(
        viewport={"width": width, "height": LEAST_HEIGHT}, color_scheme=scheme
    )


def _asking(path: str) -> str:
    return "&" if "?" in path else "?"


def _take_one(context: BrowserContext, address: str, path: str, picture: Path) -> None:
    watched = watch(context, address)
    watched.open(path)
    _show_whole(watched)
    watched.page.screenshot(path=picture)
    watched.page.close()
    complaints = watched.console_errors + watched.failed + watched.outbound
    print(f"{picture.name}" + "".join(f"\n  {complaint}" for complaint in complaints), flush=True)


def _show_whole(watched: Watched) -> None:
    """As high as what is on it: Streamlit scrolls inside the page, not the page itself."""
    size = watched.page.viewport_size
    assert size is not None
    height = max(LEAST_HEIGHT, min(_settled_height(watched), MOST_HEIGHT))
    watched.page.set_viewport_size({"width": size["width"], "height": height})
    watched.settle()
    _settled_height(watched)


def _settled_height(watched: Watched) -> int:
    """Height of the content once charts and tables are there and have taken their room."""
    before, height = -1, 0
    for _ in range(STEPS_TO_SETTLE):
        watched.page.wait_for_timeout(STEP_MS)
        before, height = height, int(watched.page.evaluate(_CONTENT_HEIGHT))
        if height == before and not watched.page.evaluate(_IS_BEING_DRAWN):
            break
    return height


def main() -> int:
    parser = argparse.ArgumentParser(description="Take pictures of every page.")
    parser.add_argument("--home", type=Path, default=ROOT / "var")
    parser.add_argument("--into", type=Path, default=ROOT / "var" / "screenshots")
    options = parser.parse_args()
    try:
        count = take(Home(options.home), options.into)
    except NothingPublished as problem:
        print(f"{problem}; `make demo` publishes something to look at", file=sys.stderr)
        return 1
    print(f"{count} pictures in {options.into}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
