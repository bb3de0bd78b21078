"""The list of patients by keyboard alone, and the sheet as a browser receives it."""

from pathlib import Path

from tests.browser.conftest import Watched
from tests.support.dashboard_invented import FULL, patient_id
from warehouse.reader import Reader


def test_arrows_and_shift_with_space_open_a_row(watched: Watched, warehouse_reader: Reader) -> None:
    watched.open("/")
    watched.page.locator("[data-testid=data-grid-canvas]").focus()
    for key in ("ArrowDown", "Shift+Space"):
        watched.page.keyboard.press(key)
        watched.page.wait_for_timeout(200)
    watched.page.wait_for_url("**/patient?id=*")
    second = warehouse_reader.frame(
        "SELECT patient_id FROM derived.cohort ORDER BY index_on DESC, patient_id OFFSET 1 LIMIT 1"
    ).item()
    assert watched.page.url.endswith(f"id={second}")
    watched.settle()


def test_the_beginning_of_a_pseudonym_and_enter_open_the_patient(watched: Watched) -> None:
    watched.open("/")
    watched.page.locator(".st-key-patient_jump input").focus()
    watched.page.keyboard.type(patient_id(FULL)[:8])
    watched.page.wait_for_timeout(300)
    watched.page.keyboard.press("Enter")
    watched.page.wait_for_url(f"**/patient?id={patient_id(FULL)}")
    watched.settle()


def test_a_filtered_list_is_opened_from_its_address(
    watched: Watched, warehouse_reader: Reader
) -> None:
    watched.open("/?status=dead&order=calcium")
    dead = warehouse_reader.frame(
        "SELECT count(*) FROM derived.cohort WHERE exit_status = 'dead'"
    ).item()
    assert f"{dead} of 60 patients" in watched.words()
    assert watched.page.url.endswith("/?status=dead&order=calcium")


def test_the_sheet_is_downloaded_when_it_is_asked_for(watched: Watched, tmp_path: Path) -> None:
    watched.open(f"/patient?id={patient_id(FULL)}")
    watched.page.wait_for_selector("svg.marks")
    watched.settle()
    with watched.page.expect_download() as asked:
        watched.page.get_by_role("button", name="Printable sheet (PDF)").click()
    asked.value.save_as(tmp_path / "sheet.pdf")
    assert asked.value.suggested_filename == f"osteon-{patient_id(FULL)[:12]}-2026-11-20.pdf"
    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF-")
