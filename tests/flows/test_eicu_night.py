"""A whole judged night on real, de-identified intensive-care data (eICU demo), by mapping alone."""

import shutil
from pathlib import Path

import pytest

from flows.night import run_night
from tests.unit.sources.shared_data import REPOSITORY, shared_folder
from warehouse.home import Home
from warehouse.reader import Reader, current_path, open_reader


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    data = shared_folder("eicu_demo")
    if data is None:
        pytest.skip("SKIPPED: the folder eicu_demo of shared test data is absent")
    home = Home(tmp_path_factory.mktemp("eicu"))
    home.create()
    for mapping in (REPOSITORY / "tests" / "sources" / "eicu_demo").glob("*.toml"):
        shutil.copy(mapping, home.sources)
    for name in ("lab.csv", "patient.csv"):
        (home.inbox / name).write_bytes((data / name).read_bytes())
    report = run_night(home)
    assert report.outcome == "published", report.refused_because
    return open_reader(current_path(home))


def test_every_laboratory_row_is_accounted_for(warehouse: Reader) -> None:
    row = warehouse.frame(
        "SELECT rows_in, rows_accepted + rows_rejected + rows_superseded + rows_duplicate "
        "FROM ops.file WHERE file_name = 'lab.csv'"
    ).row(0)
    assert row == (29_961, 29_961)


def test_calcium_and_albumin_of_the_same_instant_are_393_pairs(warehouse: Reader) -> None:
    pairs = warehouse.frame(
        "SELECT count(*) FROM (SELECT DISTINCT patient_id, sampled_at "
        "FROM derived.corrected_calcium WHERE pairing = 'same_time')"
    ).item()
    assert pairs == 393


def test_a_pair_is_corrected_as_by_hand(warehouse: Reader) -> None:
    wrong = warehouse.frame(
        "SELECT count(*) FROM derived.corrected_calcium WHERE albumin_g_l IS NOT NULL AND "
        "abs(corrected_calcium_mmol_l - (calcium_mmol_l + (40 - albumin_g_l) / 40)) > 1e-6"
    ).item()
    assert wrong == 0


def test_every_corrected_calcium_opens_to_its_lines(warehouse: Reader) -> None:
    lost = warehouse.frame(
        "SELECT count(*) FROM derived.corrected_calcium c LEFT JOIN canonical.lab_result l "
        "ON c.calcium_row = 'lab_result:' || l.source_system || ':' || l.source_row_id "
        "WHERE l.source_line IS NULL"
    ).item()
    assert lost == 0
