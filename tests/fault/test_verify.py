"""Verify reads everything that is kept, names what is damaged, and holds it against a rebuild."""

import os
from pathlib import Path

import duckdb
import pytest

from flows.verified import Check
from flows.verify import tell, verify
from tests.support.eventful_hospital import copy_of
from tests.support.tiny_hospital import PATIENTS, TinyHospital, laboratory
from warehouse.custody import Departure, custody_record, record_departure
from warehouse.landing import landed_files
from warehouse.landing_key import KEY_VARIABLE
from warehouse.landing_rewrite import encrypt_landing
from warehouse.reader import current_path

CALCIUM = "P1;1;T1;CA;3,05;mmol/L;01/03/2026 08:00;F"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> TinyHospital:
    """One night, made once and copied: each test harms a home of its own."""
    hospital = TinyHospital(tmp_path_factory.mktemp("verify") / "home")
    hospital.drop("PAT_20260302.csv", PATIENTS)
    hospital.drop("LAB_20260302.csv", laboratory(CALCIUM))
    hospital.night()
    return hospital


@pytest.fixture
def hospital(
    published: TinyHospital, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> TinyHospital:
    monkeypatch.delenv(KEY_VARIABLE, raising=False)
    return copy_of(published, tmp_path / "home")


def _problems(hospital: TinyHospital, *, quick: bool = True) -> list[Check]:
    return [check for check in verify(hospital.home, quick=quick) if check.problem is not None]


def _tables_edited(hospital: TinyHospital, statement: str) -> None:
    connection = duckdb.connect(str(current_path(hospital.home)))
    connection.execute(statement)
    connection.close()


def test_a_sound_home_has_nothing_to_mend(hospital: TinyHospital) -> None:
    said: list[str] = []
    before = sorted(path for path in hospital.home.root.rglob("*"))
    assert tell(verify(hospital.home), said.append) == 0
    assert said[-1] == "everything is whole"
    assert any("rebuild: " in line and "tables equal" in line for line in said)
    assert any("2 of 2 files hold what was delivered" in line for line in said)
    assert sorted(path for path in hospital.home.root.rglob("*")) == before


def test_each_damaged_thing_is_told_and_nothing_of_a_patient(hospital: TinyHospital) -> None:
    torn = hospital.home.warehouse / "osteon-20260301-torn.duckdb"
    torn.write_bytes(current_path(hospital.home).read_bytes()[:5000])
    hospital.home.key_file.write_text("no key")
    hospital.home.reviews.write_text("this is no database, and it is long enough to be looked at")
    record_departure(hospital.home, Departure("2026-03-03", "a/b", "0" * 64, None, 0, "test"))
    changed = custody_record(hospital.home).read_text().replace("2026-03-03", "2026-03-04")
    custody_record(hospital.home).write_text(changed)
    said: list[str] = []
    assert tell(verify(hospital.home, quick=True), said.append) == 1
    problems = [line for line in said if "PROBLEM" in line]
    assert [line.split("  ")[2].split(":")[0] for line in problems] == [
        "the record of what left landing",
        "the key of the pseudonyms",
        "the review store",
        "version osteon-20260301-torn",
    ]
    assert not any(value in line for line in said for value in ("P1", "3,05"))


def test_a_changed_landing_file_is_named(hospital: TinyHospital) -> None:
    damaged = next(file for file in landed_files(hospital.home) if file.name.startswith("LAB"))
    damaged.path.write_bytes(damaged.path.read_bytes().replace(b"3,05", b"2,05"))
    (problem,) = _problems(hospital)
    assert problem.what.endswith(f"/{damaged.short_hash}")


def test_sums_that_do_not_balance_and_sources_that_are_gone_are_named(
    hospital: TinyHospital,
) -> None:
    _tables_edited(
        hospital,
        "UPDATE ops.file SET rows_in = rows_in + 1 WHERE feed = 'laboratory'; "
        "INSERT INTO ops.file SELECT * REPLACE ('gone/GONE.csv' AS source_file) "
        "FROM ops.file WHERE feed = 'patients'",
    )
    sums, sources = _problems(hospital)
    assert "1 files do not add up" in sums.what and "LAB_20260302.csv" in sums.what
    assert "gone/GONE.csv" in sources.what


def test_a_table_that_is_not_what_landing_gives_is_named(hospital: TinyHospital) -> None:
    _tables_edited(hospital, "UPDATE canonical.lab_result SET value = value + 1")
    (problem,) = _problems(hospital, quick=False)
    assert problem.what == "rebuild"
    assert problem.problem is not None and "canonical.lab_result" in problem.problem


def test_landing_that_was_not_read_yet_is_told_apart_from_a_difference(
    hospital: TinyHospital,
) -> None:
    mapping = hospital.home.sources / "laboratory.toml"
    mapping.write_text(mapping.read_text().replace('ignore = ["NA"]', 'ignore = ["NA", "K"]'))
    (problem,) = _problems(hospital, quick=False)
    assert problem.problem is not None and "run `osteon nightly` first" in problem.problem


def test_plain_files_beside_a_key_are_advised_to_be_encrypted(
    hospital: TinyHospital, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(KEY_VARIABLE, str(tmp_path / "landing.key"))
    (problem,) = _problems(hospital)
    assert problem.problem == "run `osteon encrypt-landing`"
    encrypt_landing(hospital.home)
    assert _problems(hospital) == []
    (tmp_path / "landing.key").unlink()
    (problem,) = _problems(hospital)
    assert problem.what == "landing: 2 of 2 files cannot be opened"
    assert problem.problem is not None and "the key of the landing is missing" in problem.problem


def test_a_damaged_current_version_is_mended_by_the_next_night(hospital: TinyHospital) -> None:
    """Nobody is told to delete what the night would set aside."""
    current = current_path(hospital.home)
    os.truncate(current, current.stat().st_size // 2)
    damaged, nothing_else = _problems(hospital)
    assert damaged.what == f"version {current.stem}"
    assert all("run `osteon nightly`" in str(told.problem) for told in (damaged, nothing_else))
    hospital.night()
    assert _problems(hospital) == []
