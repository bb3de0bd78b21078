"""Names of delivered files: what a mapping names is shown, who a file is about is not."""

from pathlib import Path

import pytest

from flows.file_names import shown_names, shown_path
from tests.support.tiny_hospital import PATIENTS, TinyHospital, laboratory
from transforms.sources import parse_mapping

KEY = b"k" * 32


@pytest.fixture(scope="module")
def hospital(tmp_path_factory: pytest.TempPathFactory) -> TinyHospital:
    return TinyHospital(tmp_path_factory.mktemp("named") / "home")


def shown(hospital: TinyHospital, name: str, key: bytes = KEY) -> str:
    paths = sorted(hospital.home.sources.glob("*.toml"))
    return shown_names([parse_mapping(path.read_text(), path.name) for path in paths], key)(name)


@pytest.mark.parametrize(
    "name",
    [
        "LAB_20260302.csv",
        "lab-2026-03-02.csv.gz",
        "LAB_20260302T033000_0012_v2.csv",
        "PAT_20260302T101530000250.ndjson",
        "LAB-20260302033000.csv",
    ],
)
def test_words_of_a_mapping_dates_of_extraction_and_counters_are_shown(
    hospital: TinyHospital, name: str
) -> None:
    assert shown(hospital, name) == name


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("LAB_20260302_MARTIN.csv", "MARTIN"),
        ("LAB_19500503.csv", "19500503"),
        ("LAB_20030503.csv", "20030503"),
        ("IPP800123.pdf", "800123"),
        ("compte rendu Hélène.csv", "Hélène"),
        ("LAB_250057512345612.csv", "250057512345612"),
    ],
)
def test_any_other_part_becomes_a_pseudonym(hospital: TinyHospital, name: str, told: str) -> None:
    masked = shown(hospital, name)
    assert told not in masked and "~" in masked
    assert shown(hospital, name) == masked
    assert shown(hospital, name, b"another key") != masked


def test_files_with_names_of_people_are_two_files_everywhere(tmp_path: Path) -> None:
    hospital = TinyHospital(tmp_path / "home")
    hospital.drop("PAT_20260302.csv", PATIENTS)
    same = laboratory("P1;1;T1;CA;3,05;mmol/L;01/03/2026 08:00;F")
    hospital.drop("LAB_20260302_MARTIN.csv", same)
    hospital.drop("LAB_20260302_DURAND.csv", same)
    hospital.drop("Notes de Mme BERNARD.csv", "nothing expects it\n")
    hospital.drop("LAB_20260303_PETIT.csv", "IPP\n")
    report = hospital.night()
    told = f"{report} {hospital.rows('FROM ops.file')} {hospital.rows('FROM canonical.lab_result')}"
    for name in ("MARTIN", "DURAND", "BERNARD", "PETIT", "Mme"):
        assert name not in told
    assert hospital.unbalanced_files() == []
    names = {file.name for file in report.files}
    assert len(names) == len(report.files) == 5
    assert {path.name for path in hospital.home.rejected.iterdir()} == {
        name + note
        for name in ("Notes de Mme BERNARD.csv", "LAB_20260303_PETIT.csv")
        for note in ("", ".reason.txt")
    }
    before = hospital.digest()
    hospital.drop("LAB_20260302_MARTIN.csv", same)
    again = hospital.night()
    assert [file.feed for file in again.files] == [""]  # told until a mapping expects it
    assert "MARTIN" not in str(again.files_known_already)
    assert hospital.digest() == before


def test_rejected_files_are_closed_to_others(tmp_path: Path) -> None:
    hospital = TinyHospital(tmp_path / "home")
    hospital.drop("LAB_20260302.csv", "IPP\nP1\n")
    hospital.night()
    modes = {oct(path.stat().st_mode & 0o777) for path in hospital.home.rejected.iterdir()}
    assert modes == {"0o600"}
    assert hospital.home.rejected.stat().st_mode & 0o777 == 0o700


def test_a_path_is_shown_down_to_the_folder_of_names_as_sent() -> None:
    assert shown_path("/home/osteon/inbox/a/MARTIN.csv") == "/home/osteon/inbox"
    assert shown_path("/home/osteon/warehouse/x.duckdb") == "/home/osteon/warehouse/x.duckdb"
