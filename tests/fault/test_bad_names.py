"""Names and kinds of things in the inbox that no table could hold: none of them ends the night."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from flows.check import NotAFile, examine_file
from flows.file_names import shown_names_of
from tests.support.tiny_hospital import PATIENTS, TinyHospital, laboratory
from warehouse.arrival import land_inbox
from warehouse.file_names import LONGEST_NAME, kept_name

CALCIUM = "P1;{number};T1;CA;3,05;mmol/L;01/03/2026 08:00;F"
NOBODY = 65534
START = "LAB_20260302"
# As the file system holds them; each of them is a file of the laboratory.
NAMES: tuple[bytes, ...] = (
    f"{START}_{'x' * (255 - len(START) - 5)}.csv".encode(),
    f"{START}_{'é' * 119}.csv".encode(),
    b"LAB_20260302_\xff\xfe.csv",
    "LAB_20260302_Rés.csv".encode("cp1252"),
    b"LAB_20260302_\n\r\t.csv",
    b"LAB_20260302_\x1b[31m.csv",
    "LAB_20260302_\u202egpj.csv".encode(),
    b"LAB_20260302_..\\..\\etc.csv",
    b"LAB_20260302_%2e%2e%2fetc.csv",
    b"LAB_20260302_'; DROP TABLE ops.file; --.csv",
    b"LAB_20260302_<script>alert(1)<.csv",
    b"LAB_20260302_=cmd|' .csv",
    b"LAB_20260302_$(reboot)`id`.csv",
    b"LAB_20260302_*?[a].csv",
    b"LAB_20260302_ .csv",
    b"LAB_00010101_1.csv",
    b"LAB_99991231_1.csv",
    b"LAB_20260230_1.csv",
)


@pytest.fixture
def hospital(tmp_path: Path) -> TinyHospital:
    hospital = TinyHospital(tmp_path / "home")
    hospital.drop("PAT_20260302.csv", PATIENTS)
    return hospital


def put(folder: Path, name: bytes, content: str) -> Path:
    path = folder / os.fsdecode(name)
    path.write_bytes(content.encode())
    return path


def test_files_of_any_name_are_read_and_named(hospital: TinyHospital, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    checked = []
    for number, name in enumerate(NAMES):
        content = laboratory(CALCIUM.format(number=number))
        put(hospital.home.inbox, name, content)
        checked += examine_file(hospital.home, put(elsewhere, name, content), None)
    report = hospital.night()
    assert report.outcome == "published"
    assert not list(hospital.home.inbox.iterdir())
    read = {item.name: item.rows_in for item in report.files if item.feed == "laboratory"}
    shown = shown_names_of(hospital.home)
    assert read == {shown(kept_name(os.fsdecode(name))): 1 for name in NAMES}
    assert len(read) == len(NAMES) == sum(item.extract is not None for item in checked)
    assert all(name.isprintable() and len(name.encode()) <= LONGEST_NAME for name in read)
    assert hospital.unbalanced_files() == []


def test_a_date_no_extract_has_does_not_date_the_night(hospital: TinyHospital) -> None:
    put(hospital.home.inbox, b"LAB_99991231.csv", laboratory(CALCIUM.format(number=1)))
    report = hospital.night()
    assert report.as_of < "2100" and report.files_waiting == ()
    assert hospital.rows("SELECT count(*) FROM canonical.lab_result") == [(1,)]


def test_refused_files_of_any_name_are_in_rejected(hospital: TinyHospital) -> None:
    for name in NAMES:
        put(hospital.home.inbox, name, "not a laboratory file")
        put(hospital.home.inbox, b"NOBODY" + name[6:], "expected by no mapping")
    assert hospital.night().outcome == "published"
    files = hospital.rows("SELECT file_name FROM ops.file WHERE file_status = 'refused'")
    assert len(files) == 2 * len(NAMES)
    reasons = list(hospital.home.rejected.glob("*.reason.txt"))
    assert len(reasons) == len(files)
    for reason in reasons:
        assert reason.read_text("utf-8").count("\n") == 1
        assert (hospital.home.rejected / reason.name.removesuffix(".reason.txt")).exists()


def test_links_and_folders_in_the_inbox_are_named_and_left(
    hospital: TinyHospital, tmp_path: Path
) -> None:
    inbox = hospital.home.inbox
    secret = put(tmp_path, b"LAB_20260302_outside.csv", laboratory(CALCIUM.format(number=1)))
    (inbox / "LAB_20260302_link.csv").symlink_to(secret)
    (inbox / os.fsdecode(b"LAB_20260302_\xff.csv")).symlink_to(tmp_path / "nowhere")
    (inbox / "folder_link").symlink_to(tmp_path)
    os.mkfifo(inbox / "LAB_20260302_pipe.csv")
    (inbox / "LAB_20260302_folder.csv").mkdir()
    put(inbox / "LAB_20260302_folder.csv", b"LAB_20260303.csv", laboratory())
    report = hospital.night()
    left = ("LAB_20260302_%FF.csv", "LAB_20260302_link.csv", "LAB_20260302_pipe.csv", "folder_link")
    assert sorted(report.files_left_in_inbox) == sorted(map(shown_names_of(hospital.home), left))
    assert [item.name for item in report.files if item.feed == "laboratory"] == ["LAB_20260303.csv"]
    assert secret.exists()
    for name in ("LAB_20260302_link.csv", "LAB_20260302_pipe.csv"):
        with pytest.raises(NotAFile):
            examine_file(hospital.home, inbox / name, None)


def test_a_name_that_was_kept_once_stays() -> None:
    for name in NAMES:
        kept = kept_name(os.fsdecode(name))
        assert kept_name(kept) == kept
        is_plain = name.isascii() and name.decode().isprintable() and len(name) <= LONGEST_NAME
        assert (kept.encode() == name) == is_plain


def test_long_names_that_differ_in_their_middle_stay_apart() -> None:
    names = [f"LAB_{'x' * 150}{middle}{'y' * 90}.csv" for middle in "ab"]
    assert len({kept_name(name) for name in names}) == 2
    assert all(kept_name(name).startswith("LAB_") for name in names)
    assert all(kept_name(name).endswith(".csv") for name in names)


@contextmanager
def without_rights(folder: Path) -> Iterator[None]:
    """As a user who owns the folder and nothing else: root reads files of mode 000."""
    if os.getuid() != 0:
        yield
        return
    for path in [folder, *folder.rglob("*")]:
        os.chown(path, NOBODY, NOBODY)
    os.setresuid(NOBODY, NOBODY, 0)
    try:
        yield
    finally:
        os.setresuid(0, 0, 0)


def test_a_file_nobody_may_read_is_left_and_the_others_land() -> None:
    # Not in tmp_path, which other users cannot enter.
    with TemporaryDirectory() as folder:
        home = TinyHospital(Path(folder) / "home").home
        put(home.inbox, b"LAB_20260302.csv", laboratory()).chmod(0)
        put(home.inbox, b"LAB_20260303.csv", laboratory())
        with without_rights(Path(folder)):
            with pytest.raises(NotAFile, match="chmod u"):
                examine_file(home, home.inbox / "LAB_20260302.csv", None)
            arrivals = land_inbox(home, datetime(2026, 3, 3))
    assert arrivals.landed == ("LAB_20260303.csv",)
    assert arrivals.left_in_inbox == ("LAB_20260302.csv",)
