"""Landing at rest: closed to other users, and unreadable without its key when it has one."""

import os
import shutil
import stat
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from flows.check import check_file
from flows.rebuild import rebuild
from tests.support.tiny_hospital import (
    PATIENTS,
    TinyHospital,
    believe_everything,
    digest_of,
    laboratory,
)
from warehouse.arrival import land_inbox
from warehouse.home import Home
from warehouse.landing import (
    CorruptLanding,
    is_sealed_at_rest,
    landed_files,
    read_landed,
)
from warehouse.landing_key import KEY_VARIABLE
from warehouse.review_store import EventVerdict, review_store
from warehouse.secret import KeyProblem
from warehouse.settings import WrongSetting

NOW = datetime(2026, 3, 2, 3, 30)
RESULTS = laboratory(
    "P1;1;T1;CA;3,05;mmol/L;01/03/2026 08:00;F", "P1;2;T1;ALB;20;g/L;01/03/2026 08:00;F"
)
VERDICT = EventVerdict(
    "ab" * 12, "cd" * 8, "accept", "report_confirms", None, None, "reviewer_1", "osteon-1"
)


@pytest.fixture
def hospital(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TinyHospital:
    monkeypatch.delenv(KEY_VARIABLE, raising=False)
    hospital = TinyHospital(tmp_path / "home")
    hospital.drop("PAT_20260302.csv", PATIENTS)
    hospital.drop("LAB_20260302.csv", RESULTS)
    return hospital


@pytest.fixture
def key_file(hospital: TinyHospital, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A key configured on another disk than the home; the first night makes it."""
    del hospital  # comes first: it forgets any key of the machine
    (tmp_path / "keys").mkdir()
    monkeypatch.setenv(KEY_VARIABLE, str(tmp_path / "keys" / "landing.key"))
    return tmp_path / "keys" / "landing.key"


def _bytes_at_rest(home: Home) -> bytes:
    return b"".join(path.read_bytes() for path in home.landing.rglob("*") if path.is_file())


@pytest.fixture
def anyone_may_read_by_default() -> Iterator[None]:
    """The mode of a file must come from us, not from whoever starts the night."""
    before = os.umask(0o022)
    yield
    os.umask(before)


@pytest.mark.usefixtures("anyone_may_read_by_default")
def test_a_whole_home_after_a_night_is_closed_to_other_users(tmp_path: Path) -> None:
    hospital = TinyHospital(tmp_path / "home", key=None)
    hospital.drop("PAT_20260302.csv", PATIENTS)
    hospital.drop("LAB_20260302.csv", RESULTS)
    hospital.drop("LAB_20260303.csv", "not;a;laboratory;file\n")
    hospital.drop("UNKNOWN.txt", "P1\n")
    review_store(hospital.home).give(VERDICT, NOW)
    hospital.night()
    home = hospital.home
    held = [
        path
        for folder in (home.landing, home.warehouse, home.rejected)
        for path in (folder, *folder.rglob("*"))
        if not path.is_symlink()
    ]
    modes = {
        path: stat.S_IMODE(path.stat().st_mode) for path in (*held, home.key_file, home.reviews)
    }
    wrong = [path.name for path in modes if modes[path] != (0o700 if path.is_dir() else 0o600)]
    assert wrong == []
    assert {"last_run.json", "UNKNOWN.txt.reason.txt", "pseudonym.key"} <= {p.name for p in modes}


def test_a_refused_file_is_not_copied_out_of_landing(hospital: TinyHospital) -> None:
    hospital.drop("UNKNOWN.txt", "P1\n")
    hospital.night()
    shown = hospital.home.rejected / "UNKNOWN.txt"
    assert shown.is_symlink()
    assert shown.read_text() == "P1\n"
    assert shown.resolve().is_relative_to(hospital.home.landing.resolve())


def test_an_encrypted_landing_gives_the_same_warehouse(
    hospital: TinyHospital, key_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hospital.night()
    plain = TinyHospital(tmp_path / "plain")
    plain.drop("PAT_20260302.csv", PATIENTS)
    plain.drop("LAB_20260302.csv", RESULTS)
    monkeypatch.delenv(KEY_VARIABLE)
    plain.night()
    assert plain.digest() == hospital.digest()
    assert b"mmol/L" in _bytes_at_rest(plain.home)
    assert b"mmol/L" not in _bytes_at_rest(hospital.home)
    assert stat.S_IMODE(key_file.stat().st_mode) == 0o600


@pytest.mark.usefixtures("key_file")
def test_the_folder_is_named_after_what_was_delivered(hospital: TinyHospital) -> None:
    land_inbox(hospital.home, NOW)
    for file in landed_files(hospital.home):
        assert is_sealed_at_rest(file.path)
        assert read_landed(file)[1].startswith(file.path.parent.name)


def test_plain_and_encrypted_files_rest_side_by_side(
    hospital: TinyHospital, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hospital.night()
    monkeypatch.setenv(KEY_VARIABLE, str(tmp_path / "landing.key"))
    hospital.drop("LAB_20260303.csv", laboratory("P2;3;T2;CA;2,31;mmol/L;02/03/2026 08:00;F"))
    hospital.drop("LAB_20260302.csv", RESULTS)
    report = hospital.night()
    assert report.files_known_already == ("LAB_20260302.csv",)
    sealed = {file.name: is_sealed_at_rest(file.path) for file in landed_files(hospital.home)}
    assert sealed == {
        "PAT_20260302.csv": False,
        "LAB_20260302.csv": False,
        "LAB_20260303.csv": True,
    }
    again = tmp_path / "again"
    rebuild(hospital.home, again, judge=believe_everything)
    assert digest_of(Home(again)) == hospital.digest()


@pytest.mark.parametrize("damage", ["changed", "cut", "swapped"])
@pytest.mark.usefixtures("key_file")
def test_damage_to_an_encrypted_file_is_refused_by_name(
    hospital: TinyHospital, damage: str
) -> None:
    land_inbox(hospital.home, NOW)
    first, second = landed_files(hospital.home)
    data = bytearray(first.path.read_bytes())
    if damage == "changed":
        data[-20] ^= 1
        first.path.write_bytes(data)
    elif damage == "cut":
        first.path.write_bytes(data[:-1])
    else:
        shutil.copyfile(second.path, first.path)
    with pytest.raises(CorruptLanding, match=first.short_hash) as refused:
        read_landed(first)
    assert "restore the file from a back-up" in str(refused.value)


def test_a_lost_key_is_told_in_one_sentence_and_not_replaced(
    hospital: TinyHospital, key_file: Path
) -> None:
    hospital.night()
    key_file.unlink()
    hospital.drop("LAB_20260303.csv", RESULTS)
    with pytest.raises(KeyProblem, match="the key of the landing is missing") as told:
        hospital.night()
    assert "\n" not in str(told.value)
    assert not key_file.exists()
    assert (hospital.home.inbox / "LAB_20260303.csv").exists()


def test_no_key_configured_over_encrypted_files_is_told(
    hospital: TinyHospital, key_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    land_inbox(hospital.home, NOW)
    monkeypatch.delenv(KEY_VARIABLE)
    with pytest.raises(KeyProblem, match="no key is configured"):
        read_landed(landed_files(hospital.home)[0])
    key_file.write_text("cd" * 32)
    monkeypatch.setenv(KEY_VARIABLE, str(key_file))
    with pytest.raises(KeyProblem, match="sealed with another key"):
        read_landed(landed_files(hospital.home)[0])


def test_the_key_may_be_named_in_the_settings(hospital: TinyHospital, tmp_path: Path) -> None:
    hospital.home.settings_file.write_text(f'[landing]\nkey_file = "{tmp_path}/k"\n')
    land_inbox(hospital.home, NOW)
    assert all(is_sealed_at_rest(file.path) for file in landed_files(hospital.home))
    hospital.home.settings_file.write_text("[landing]\nkey_file = 3\n")
    with pytest.raises(WrongSetting, match="the path of the key"):
        landed_files(hospital.home)


def test_a_missing_folder_of_keys_stops_before_anything_lands(
    hospital: TinyHospital, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(KEY_VARIABLE, str(tmp_path / "not mounted" / "landing.key"))
    with pytest.raises(KeyProblem, match="mount or create it"):
        land_inbox(hospital.home, NOW)
    assert landed_files(hospital.home) == []


def test_an_encrypted_landing_replays_in_another_inbox(
    hospital: TinyHospital, key_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hospital.night()
    other = TinyHospital(tmp_path / "other")
    shutil.copytree(hospital.home.landing, other.home.inbox, dirs_exist_ok=True)
    monkeypatch.delenv(KEY_VARIABLE)
    assert len(land_inbox(other.home, NOW).left_in_inbox) == 2
    monkeypatch.setenv(KEY_VARIABLE, str(key_file))
    other.night()
    assert other.digest() == hospital.digest()
    assert [file.received_at for file in landed_files(other.home)] == [
        file.received_at for file in landed_files(hospital.home)
    ]


@pytest.mark.usefixtures("key_file")
def test_a_refused_encrypted_file_can_be_checked_where_it_is_shown(
    hospital: TinyHospital,
) -> None:
    hospital.drop("LAB_20260303.csv", "not;a;laboratory;file\n")
    hospital.night()
    shown = hospital.home.rejected / "LAB_20260303.csv"
    assert is_sealed_at_rest(shown)
    (report,) = check_file(hospital.home, shown, None)
    assert "expected columns" in report
