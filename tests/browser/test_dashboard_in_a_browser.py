"""The dashboard as people meet it: a served page, in Chromium, on a published home."""

import re
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Locator, expect

from tests.support.dashboard_invented import FULL, patient_id
from tests.support.dashboard_nights import VERSION
from tests.support.dashboard_server import start_dashboard
from tests.support.watched_page import Watched, choose_option, choose_row, watch
from warehouse.home import Home
from warehouse.reader import Reader
from warehouse.review_store import review_store

CHARTS = "[data-testid=stVegaLiteChart] svg.marks, [data-testid=stVegaLiteChart] canvas.marks"


def cells(table: Locator) -> list[list[str]]:
    """Cells of a Streamlit table, from the accessible copy it keeps of its drawing."""
    found = table.locator("table[role=grid] tr[role=row]")
    return [row.locator("[role=gridcell]").all_inner_texts() for row in found.all()]


@pytest.mark.parametrize(
    ("path", "header", "charts"),
    [
        ("/", "Patients", 0),
        (f"/patient?id={patient_id(FULL)}", "Patient", 1),
        ("/population", "Population", 4),
        ("/quality", "Quality", 1),
    ],
    ids=["patients", "patient", "population", "quality"],
)
def test_each_page_draws_and_says_whose_data(
    watched: Watched, path: str, header: str, charts: int
) -> None:
    watched.open(path)
    said = watched.words()
    assert header in said and "SYNTHETIC DATA" in said
    assert "Data as of 20 Nov 2026" in said and VERSION in said
    expect(watched.page.locator(CHARTS)).to_have_count(charts)
    expect_charts_to_end_between(watched, 1100 if charts else 0, 1280)
    assert watched.page.locator("[data-testid=stException]").count() == 0


def expect_charts_to_end_between(watched: Watched, least: int, most: int) -> None:
    """The right edge of the widest chart, in pixels, once it has settled."""
    edge = "Math.max(0, ...[...document.querySelectorAll(charts)].map(right))"
    watched.page.wait_for_function(
        "([charts, least, most]) => { const right = c => c.getBoundingClientRect().right; "
        f"const edge = {edge}; return least <= edge && edge <= most }}",
        arg=[CHARTS, least, most],
    )


def test_charts_use_a_wide_screen_and_stay_on_it(watched: Watched) -> None:
    watched.page.set_viewport_size({"width": 1920, "height": 1000})
    for path in (f"/patient?id={patient_id(FULL)}", "/population"):
        watched.open(path)
        expect_charts_to_end_between(watched, 1700, 1920)


def test_choosing_a_patient_opens_their_timeline(
    watched: Watched, warehouse_reader: Reader
) -> None:
    watched.open("/")
    choose_row(watched.page.locator("[data-testid=stDataFrame]"), 0)
    watched.page.wait_for_url("**/patient?id=*")
    watched.page.wait_for_selector("svg.marks")
    first = warehouse_reader.frame(
        "SELECT patient_id FROM derived.cohort ORDER BY index_on DESC, patient_id LIMIT 1"
    ).item()
    assert watched.page.url.endswith(f"id={first}")
    assert f"Patient {first[:12]}" in watched.words()


def test_a_mark_opens_its_file_and_line_and_every_version(
    watched: Watched, warehouse_reader: Reader
) -> None:
    watched.open(f"/patient?id={patient_id(FULL)}")
    points = watched.page.locator("svg.marks g[class*=calcium_] path")
    points.first.click()
    behind = watched.page.locator(".st-key-source_rows")
    behind.wait_for()
    watched.settle()
    assert "Source rows (3), every version" in behind.inner_text()
    known = warehouse_reader.frame(
        """
        SELECT source_line FROM canonical.lab_result JOIN derived.corrected_calcium AS c
        ON calcium_row = concat_ws(':', 'lab_result', source_system, source_row_id)
        WHERE c.patient_id = $1 ORDER BY c.sampled_at LIMIT 1""",
        [patient_id(FULL)],
    ).item()
    versions = behind.locator("[data-testid=stDataFrame]").first
    versions.locator("[role=gridcell]", has_text="replaced").wait_for(state="attached")
    shown = cells(versions)
    in_force = next(row for row in shown if "in force" in row)
    assert "LABORATORY_20261109.csv" in in_force
    assert str(known) in in_force
    assert any("replaced" in row for row in shown)


def test_an_event_opens_from_its_row_too(watched: Watched) -> None:
    watched.open(f"/patient?id={patient_id(FULL)}")
    choose_row(watched.page.locator("[data-testid=stDataFrame]").last, 4)
    behind = watched.page.locator(".st-key-source_rows")
    behind.wait_for()
    assert "Behind this mark: spinal cord compression, 18 Dec 2025" in behind.inner_text()


def test_a_rejected_event_is_pending_at_once_and_taken_back(
    watched: Watched, browser_home: Home
) -> None:
    watched.open(f"/patient?id={patient_id(FULL)}")
    form = watched.page.locator(".st-key-review")
    form.get_by_role("radio", name="Reject").click()
    reason = form.locator("[class*=st-key-review_reason][class*=_reject] input")
    reason.wait_for()
    watched.settle()
    choose_option(reason, watched.page.get_by_role("option", name="Another reason"))
    watched.settle()
    form.get_by_role("button", name="Give this verdict").click()
    form.get_by_text("Kept. It will count from tonight.").wait_for()
    watched.settle()
    pending = watched.page.locator("[role=gridcell]", has_text="pending: rejected")
    expect(pending).to_have_count(1)
    form.get_by_role("button", name="Take the verdict back").click()
    expect(pending).to_have_count(0)
    store = review_store(browser_home)
    assert [item.entry.decision for item in store.verdicts()] == ["reject", "taken_back"]
    store.close()


def test_the_timeline_is_read_in_days_as_well(watched: Watched) -> None:
    watched.open(f"/patient?id={patient_id(FULL)}")
    assert "Time since bone metastasis (days)" not in chart_words(watched)
    watched.page.get_by_role("radio", name="Days since bone metastasis").click()
    watched.page.locator("svg.marks text", has_text="Time since bone metastasis (days)").wait_for()


def test_a_further_result_gets_its_panel_with_its_unit(watched: Watched) -> None:
    watched.open(f"/patient?id={patient_id(FULL)}")
    choose_option(
        watched.page.locator(".st-key-analytes input"),
        watched.page.get_by_role("option", name=re.compile("Alkaline phosphatase")),
    )
    watched.page.locator("svg.marks text", has_text="Alkaline phosphatase").first.wait_for()
    assert "(U/L)" in chart_words(watched)


def chart_words(watched: Watched) -> str:
    return " ".join(watched.page.locator("svg.marks text").all_text_contents())


def asks_for(endpoint: str, url: str) -> bool:
    """Whether an address asks for an endpoint; the first one is not written into it."""
    found = re.search(r"endpoint=(\w+)", url)
    return (found.group(1) if found else "SRE5") == endpoint


def test_the_endpoint_changes_the_numbers_as_the_warehouse_says(
    watched: Watched, warehouse_reader: Reader
) -> None:
    watched.open("/population?section=events")
    for endpoint in ("SSE", "SRE5", "SRE4"):
        watched.page.get_by_role("radio", name=endpoint, exact=True).click()
        watched.page.wait_for_url(partial(asks_for, endpoint))
        watched.settle()
        bars = watched.page.locator(".st-key-event_kinds_room svg.marks text")
        bars.first.wait_for()
        expected = warehouse_reader.frame(
            "SELECT printf('(%d of %d)', patient_count, denominator) AS said "
            "FROM published.sre_by_kind WHERE endpoint = $1",
            [endpoint],
        )["said"].to_list()
        drawn = " ".join(bars.all_text_contents())
        assert sorted(re.findall(r"\(\d+ of \d+\)", drawn)) == sorted(expected)
    assert "Malignant hypercalcaemia" not in drawn


@pytest.mark.parametrize("path", ["/", "/population?section=events", "/quality?show=feeds"])
def test_nothing_is_offered_over_a_table_that_goes_beside_our_exports(
    watched: Watched, path: str
) -> None:
    """Streamlit's own buttons are in the page, and neither seen, read aloud nor reached by keys."""
    watched.open(path)
    table = watched.page.locator("[data-testid=stDataFrame]").first
    table.scroll_into_view_if_needed()
    table.hover()
    over = watched.page.locator("[data-testid=stElementToolbar]")
    expect(over.first).to_be_attached()
    assert not [place for place, bar in enumerate(over.all()) if bar.is_visible()]
    for label in (re.compile("Download as CSV"), re.compile("Fullscreen"), re.compile("Search:")):
        expect(watched.page.get_by_role("button", name=label)).to_have_count(0)


def test_a_filter_changes_the_count_as_the_warehouse_says(
    watched: Watched, warehouse_reader: Reader
) -> None:
    watched.open("/")
    status = ".st-key-filter_status [role=combobox], .st-key-filter_status input"
    choose_option(
        watched.page.locator(status).first, watched.page.get_by_role("option", name="Dead")
    )
    watched.settle()
    dead = warehouse_reader.frame(
        "SELECT count(*) FROM derived.cohort WHERE exit_status = 'dead'"
    ).item()
    assert f"{dead} of 60 patients" in watched.words()


def test_a_line_of_the_change_ledger_opens_to_its_events_and_to_before_and_now(
    watched: Watched, warehouse_reader: Reader
) -> None:
    """41 → 43: one click lists the events behind it, the next the source row before and now."""
    watched.open("/quality?show=changes")
    tables = watched.page.locator("[data-testid=stDataFrame]")
    choose_row(tables.first, 1)
    expect(tables).to_have_count(2)
    items = warehouse_reader.frame("SELECT * FROM ops.change_item")
    # Streamlit draws a table some time after it has put it there.
    corrected = tables.nth(1).locator("[role=gridcell]", has_text="A corrected row")
    expect(corrected.first).to_be_attached()
    listed = cells(tables.nth(1))
    place = next(at for at, row in enumerate(listed) if "A corrected row" in row)
    assert len([row for row in listed if row]) == items.height
    choose_row(tables.nth(1), place - len(listed) + items.height)
    watched.page.get_by_text("Source rows of patient").wait_for()
    before_and_now = tables.nth(2).locator("table[role=grid] tr[role=row]")
    for value in ("7", "9"):
        cell = watched.page.locator("[role=gridcell]").filter(has_text=re.compile(f"^{value}$"))
        before_and_now = before_and_now.filter(has=cell)
    expect(before_and_now.first).to_be_attached()


def test_an_answer_to_a_case_is_remembered_and_still_shown_to_who_comes_next(
    watched: Watched, browser_home: Home
) -> None:
    watched.open("/quality?show=care")
    choose_row(watched.page.locator("[data-testid=stDataFrame]").last, 0)
    case = watched.page.locator(".st-key-worklist_case")
    case.wait_for()
    choose_option(
        case.locator(".st-key-worklist_reason input"),
        watched.page.get_by_role("option", name="care limited to comfort"),
    )
    watched.settle()
    case.get_by_role("button", name="Keep this answer").click()
    watched.page.get_by_text("Kept. It will count from tonight.").wait_for()
    pending = watched.page.locator("[role=gridcell]", has_text="pending: care limited to comfort")
    expect(pending).to_have_count(1)
    watched.open("/quality?show=care")  # a session of its own: nothing but the store remembers
    expect(pending).to_have_count(1)
    store = review_store(browser_home)
    assert [given.entry.answer for given in store.answers()] == ["comfort_care"]
    store.close()


def test_a_home_without_a_version_helps_even_who_comes_first_and_by_a_deep_link(
    chromium: BrowserContext, tmp_path: Path
) -> None:
    with start_dashboard(Home(tmp_path)) as address:
        watched = watch(chromium, address)
        watched.open("/quality")
        said = watched.words()
        assert "Nothing is published yet" in said and "osteon demo" in said
        assert watched.outbound == watched.console_errors == []
        watched.page.close()
