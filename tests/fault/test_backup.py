"""A back-up is whole or none, holds only what is new, and gives the same home again."""

import hashlib
import json
import os
import signal
import stat
import subprocess
import sys
import threading
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.support.eventful_hospital import copy_of
from tests.support.tiny_hospital import PATIENTS, TinyHospital, digest_of, laboratory
from warehouse.arrival import land_inbox
from warehouse.backup import BackupReport, back_up
from warehouse.backup_folder import BackupFolder, BackupProblem
from warehouse.home import Home
from warehouse.landing import landed_files
from warehouse.landing_key import KEY_VARIABLE
from warehouse.landing_rewrite import encrypt_landing
from warehouse.reader import current_path, open_reader
from warehouse.restore import restore
from warehouse.review_store import URL_VARIABLE, EventVerdict, review_store
from warehouse.secret import KeyProblem, pseudonym_key

NOW = datetime(2026, 3, 3, 6, 0)
LATER = datetime(2026, 3, 4, 6, 0)
CALCIUM = "P1;1;T1;CA;3,05;mmol/L;01/03/2026 08:00;F"
VERDICT = EventVerdict(
    "ab" * 12, "cd" * 8, "accept", "report_confirms", None, None, "reviewer_1", "osteon-1"
)


@pytest.fixture(autouse=True)
def nothing_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(KEY_VARIABLE, raising=False)
    monkeypatch.delenv(URL_VARIABLE, raising=False)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> TinyHospital:
    """A home with something of each kind, and one night published."""
    hospital = TinyHospital(tmp_path_factory.mktemp("backup") / "home")
    hospital.drop("PAT_20260302.csv", PATIENTS)
    hospital.drop("LAB_20260302.csv", laboratory(CALCIUM))
    hospital.home.settings_file.write_text("[warehouse]\nversions_kept = 3\n")
    store = review_store(hospital.home)
    store.give(VERDICT, NOW)
    store.close()
    hospital.night()
    return hospital


@pytest.fixture
def hospital(published: TinyHospital, tmp_path: Path) -> TinyHospital:
    """A copy of it, to do with as the test likes."""
    return copy_of(published, tmp_path / "home")


@pytest.fixture
def landed_only(tmp_path: Path) -> TinyHospital:
    """A home whose files have landed, for what is not about the warehouse."""
    hospital = TinyHospital(tmp_path / "home")
    hospital.drop("PAT_20260302.csv", PATIENTS)
    hospital.drop("LAB_20260302.csv", laboratory(CALCIUM))
    land_inbox(hospital.home, NOW)
    return hospital


def _held(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != ".lock"
    }


def _add_a_file(hospital: TinyHospital, name: str = "LAB_20260303.csv") -> None:
    hospital.drop(name, laboratory(CALCIUM.replace("3,05", "2,95")))
    land_inbox(hospital.home, LATER)


def test_a_restored_home_is_the_home(hospital: TinyHospital, tmp_path: Path) -> None:
    report = back_up(hospital.home, tmp_path / "safe", NOW, with_keys=True)
    assert report.problems == ()
    restored = TinyHospital.__new__(TinyHospital)
    restored.home = Home(tmp_path / "restored")
    came_back = restore(restored.home, tmp_path / "safe")
    assert came_back.current == hospital.home.current.resolve().name
    assert restored.digest() == hospital.digest()
    assert pseudonym_key(restored.home) == pseudonym_key(hospital.home)
    assert review_store(restored.home).verdicts() == review_store(hospital.home).verdicts()
    assert [file.kept_as for file in landed_files(restored.home)] == [
        file.kept_as for file in landed_files(hospital.home)
    ]
    restored.drop("LAB_20260303.csv", laboratory(CALCIUM.replace("3,05", "2,95")))
    assert restored.night().outcome == "published"


def test_what_is_backed_up_and_restored_is_closed_to_other_users(
    landed_only: TinyHospital, tmp_path: Path
) -> None:
    before = os.umask(0o022)
    try:
        back_up(landed_only.home, tmp_path / "safe", NOW, with_keys=True)
        restore(Home(tmp_path / "again"), tmp_path / "safe")
    finally:
        os.umask(before)
    for folder in (tmp_path / "safe" / "objects", tmp_path / "again" / "landing"):
        for path in (folder, *folder.rglob("*")):
            assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600)
    assert stat.S_IMODE((tmp_path / "again" / "pseudonym.key").stat().st_mode) == 0o600


def test_a_second_back_up_copies_only_what_is_new(
    landed_only: TinyHospital, tmp_path: Path
) -> None:
    first = back_up(landed_only.home, tmp_path / "safe", NOW)
    assert first.copied_count == first.file_count == 5
    before = _held(tmp_path / "safe")
    _add_a_file(landed_only)
    second = back_up(landed_only.home, tmp_path / "safe", LATER)
    assert (second.file_count, second.copied_count) == (6, 1)
    after = _held(tmp_path / "safe")
    assert before.items() <= after.items()
    assert len(after) == len(before) + 2  # one content, one manifest


def test_the_keys_are_in_it_only_when_asked_for(landed_only: TinyHospital, tmp_path: Path) -> None:
    report = back_up(landed_only.home, tmp_path / "safe", NOW)
    assert any("no key is in it" in note for note in report.notes)
    assert not any(b"abababab" in content for content in _held(tmp_path / "safe").values())
    came_back = restore(Home(tmp_path / "again"), tmp_path / "safe")
    assert any("put the key of the pseudonyms back" in note for note in came_back.notes)
    report = back_up(landed_only.home, tmp_path / "safe", LATER, with_keys=True)
    assert any("the keys are in it" in note for note in report.notes)
    assert any(b"abababab" in content for content in _held(tmp_path / "safe").values())


def test_an_encrypted_landing_is_backed_up_as_it_rests(
    landed_only: TinyHospital, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = back_up(landed_only.home, tmp_path / "plain", NOW)
    assert any("names patients" in note for note in plain.notes)
    monkeypatch.setenv(KEY_VARIABLE, str(tmp_path / "landing.key"))
    assert encrypt_landing(landed_only.home) == 2
    assert encrypt_landing(landed_only.home) == 0
    sealed = back_up(landed_only.home, tmp_path / "sealed", NOW, with_keys=True)
    assert not any("names patients" in note for note in sealed.notes)
    assert not any(b"mmol/L" in content for content in _held(tmp_path / "sealed").values())
    again = Home(tmp_path / "again")
    assert any("key of landing came back" in n for n in restore(again, tmp_path / "sealed").notes)
    assert (again.root / "landing.key").read_bytes() == (tmp_path / "landing.key").read_bytes()


def test_a_home_that_holds_anything_is_not_overwritten(
    landed_only: TinyHospital, tmp_path: Path
) -> None:
    back_up(landed_only.home, tmp_path / "safe", NOW)
    before = _held(landed_only.home.root)
    with pytest.raises(BackupProblem, match="not empty, and nothing is overwritten"):
        restore(landed_only.home, tmp_path / "safe")
    assert _held(landed_only.home.root) == before


@pytest.mark.parametrize("damage", ["changed", "missing", "manifest"])
def test_a_damaged_back_up_restores_nothing(
    landed_only: TinyHospital, tmp_path: Path, damage: str
) -> None:
    report = back_up(landed_only.home, tmp_path / "safe", NOW)
    file = next(f for f in BackupFolder(tmp_path / "safe").read(report.manifest).files)
    content = BackupFolder(tmp_path / "safe").place_of(file.sha256)
    if damage == "missing":
        content.unlink()
    elif damage == "changed":
        content.write_bytes(content.read_bytes() + b" ")
    else:
        report.manifest.write_text(report.manifest.read_text().replace("landing", "Landing"))
    with pytest.raises(BackupProblem, match=r"missing|damaged|not what was written"):
        restore(Home(tmp_path / "again"), tmp_path / "safe")
    assert not (tmp_path / "again").exists()
    assert list(tmp_path.glob(".again*")) == []


def test_a_manifest_that_points_outside_the_home_is_refused(
    landed_only: TinyHospital, tmp_path: Path
) -> None:
    report = back_up(landed_only.home, tmp_path / "safe", NOW)
    said = json.loads(report.manifest.read_text())
    said["files"][0]["path"] = "../outside"
    content = json.dumps(said).encode()
    digest = hashlib.sha256(content).hexdigest()[:12]
    (tmp_path / "safe" / f"manifest-20270101T000000Z-{digest}.json").write_bytes(content)
    with pytest.raises(BackupProblem, match="outside the home"):
        restore(Home(tmp_path / "again"), tmp_path / "safe")


def test_a_folder_without_a_finished_back_up_is_told(tmp_path: Path) -> None:
    with pytest.raises(BackupProblem, match="no back-up here"):
        restore(Home(tmp_path / "again"), tmp_path)


def test_a_damaged_landing_file_is_named_and_stays_as_it_was_backed_up(
    landed_only: TinyHospital, tmp_path: Path
) -> None:
    back_up(landed_only.home, tmp_path / "safe", NOW)
    damaged = landed_files(landed_only.home)[0]
    sound = damaged.path.read_bytes()
    damaged.path.write_bytes(sound[:-1])
    report = back_up(landed_only.home, tmp_path / "safe", LATER)
    assert len(report.problems) == 1 and damaged.short_hash in report.problems[0]
    restore(Home(tmp_path / "again"), tmp_path / "safe")
    assert (landed_files(Home(tmp_path / "again"))[0].path).read_bytes() == sound


def test_the_earlier_back_ups_can_be_dropped_with_what_only_they_held(
    landed_only: TinyHospital, tmp_path: Path
) -> None:
    back_up(landed_only.home, tmp_path / "safe", NOW)
    (landed_only.home.sources / "diagnoses.toml").unlink()
    report = back_up(landed_only.home, tmp_path / "safe", LATER, drop_earlier=True)
    assert report.dropped_count == 1
    assert len(list((tmp_path / "safe" / "objects").glob("*/*"))) == report.file_count == 4
    assert restore(Home(tmp_path / "again"), tmp_path / "safe").file_count == 4


def test_the_review_store_is_copied_while_somebody_writes(
    landed_only: TinyHospital, tmp_path: Path
) -> None:
    store = review_store(landed_only.home)
    store.give(VERDICT, NOW)
    stop = threading.Event()

    def write() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            store.give(EventVerdict(**{**vars(VERDICT), "event_id": f"{number:016x}"}), NOW)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(3):
            home = Home(tmp_path / f"again{number}")
            back_up(landed_only.home, tmp_path / "safe", NOW.replace(minute=number))
            restore(home, tmp_path / "safe")
            kept = review_store(home).verdicts()
            assert [given.number for given in kept] == list(range(1, len(kept) + 1))
    finally:
        stop.set()
        writer.join()


def test_a_store_in_postgresql_is_told_not_copied(
    landed_only: TinyHospital, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(URL_VARIABLE, "postgresql://somebody:secret@localhost/reviews")
    report = back_up(landed_only.home, tmp_path / "safe", NOW)
    assert any("pg_dump" in note for note in report.notes)
    assert "secret" not in repr(report)


def test_a_back_up_inside_the_home_is_refused(landed_only: TinyHospital) -> None:
    with pytest.raises(BackupProblem, match="lies in the home itself"):
        back_up(landed_only.home, landed_only.home.root / "safe", NOW)


_BACK_UP = (
    "import sys; from datetime import datetime; from pathlib import Path; "
    "from warehouse.backup import back_up; from warehouse.home import Home; "
    "print('begins', flush=True); "
    "back_up(Home(Path(sys.argv[1])), Path(sys.argv[2]), datetime(2026, 3, 5))"
)


def test_a_back_up_killed_half_way_is_none(landed_only: TinyHospital, tmp_path: Path) -> None:
    """Killed as soon as it has begun to copy, over a landing of 40 MB."""
    for number in range(8):
        (landed_only.home.inbox / f"BIG_{number}.bin").write_bytes(os.urandom(5_000_000))
    land_inbox(landed_only.home, NOW)
    back_up_of_now = tmp_path / "safe"
    process = subprocess.Popen(
        [sys.executable, "-c", _BACK_UP, str(landed_only.home.root), str(back_up_of_now)],
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    )
    assert process.stdout is not None
    process.stdout.readline()
    while not list(back_up_of_now.glob("objects/*/*")):
        assert process.poll() is None, "it ended before it could be killed"
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    with pytest.raises(BackupProblem, match="none that was finished"):
        restore(Home(tmp_path / "again"), back_up_of_now)
    report: BackupReport = back_up(landed_only.home, back_up_of_now, LATER)
    assert report.file_count == 13
    assert not list(back_up_of_now.rglob("*.part"))
    restore(Home(tmp_path / "again"), back_up_of_now)
    assert len(landed_files(Home(tmp_path / "again"))) == 10


_BACK_UP_WITHOUT_ROOM = (
    "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); "
    "resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000)); " + _BACK_UP
)


def test_a_back_up_on_a_full_disk_leaves_no_half_file(
    landed_only: TinyHospital, tmp_path: Path
) -> None:
    (landed_only.home.inbox / "BIG.bin").write_bytes(os.urandom(5_000_000))
    land_inbox(landed_only.home, NOW)
    ended = subprocess.run(
        [
            *(sys.executable, "-c", _BACK_UP_WITHOUT_ROOM),
            *(str(landed_only.home.root), str(tmp_path / "safe")),
        ],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        check=False,
    )
    assert ended.returncode == 1 and b"File too large" in ended.stderr
    assert not list((tmp_path / "safe").rglob("*.part"))
    with pytest.raises(BackupProblem, match="none that was finished"):
        restore(Home(tmp_path / "again"), tmp_path / "safe")


def test_a_missing_landing_key_stops_nothing_but_is_told(
    landed_only: TinyHospital, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(KeyProblem, match="no key to encrypt landing with"):
        encrypt_landing(landed_only.home)
    monkeypatch.setenv(KEY_VARIABLE, str(tmp_path / "landing.key"))
    encrypt_landing(landed_only.home)
    (tmp_path / "landing.key").unlink()
    report = back_up(landed_only.home, tmp_path / "safe", NOW)
    assert len(report.problems) == 2
    assert all("copied without looking into it" in problem for problem in report.problems)
    restore(Home(tmp_path / "again"), tmp_path / "safe")


def test_the_commands_do_what_they_say(hospital: TinyHospital, tmp_path: Path) -> None:
    """Each once, as a person runs it."""
    environment = {**os.environ, KEY_VARIABLE: str(tmp_path / "landing.key")}

    def osteon(home: Path, *arguments: str) -> str:
        ended = subprocess.run(
            [sys.executable, "-m", "flows", "--home", str(home), *arguments],
            cwd=Path(__file__).parents[2],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert ended.returncode == 0, ended.stderr
        return ended.stdout

    root, safe, again = hospital.home.root, str(tmp_path / "safe"), tmp_path / "again"
    assert "files encrypted" in osteon(root, "encrypt-landing")
    assert "12 files kept, 12 of them new" in osteon(root, "backup", safe, "--with-keys")
    assert "12 files of the back-up" in osteon(again, "restore", safe)
    assert "everything is whole" in osteon(again, "verify", "--quick")
    assert osteon(again, "digest") == osteon(root, "digest")
    assert "3 files" not in osteon(again, "purge", "--before", "2020-01-01")


@pytest.mark.long
def test_back_ups_made_while_nights_run_are_each_one_whole_home(
    hospital: TinyHospital, tmp_path: Path
) -> None:
    """Each holds one published version, and landing at least as far as that version has read."""
    versions = {hospital.home.current.resolve().name: hospital.digest()}
    finished = threading.Event()

    def nights() -> None:
        try:
            for number in range(3, 7):
                changed = CALCIUM.replace("3,05", f"2,{number}5")
                hospital.drop(f"LAB_2026030{number}.csv", laboratory(changed))
                hospital.night()
                versions[hospital.home.current.resolve().name] = hospital.digest()
        finally:
            finished.set()

    running = threading.Thread(target=nights)
    running.start()
    made = 0
    while not finished.is_set():
        back_up(hospital.home, tmp_path / "safe", NOW + timedelta(minutes=made))
        made += 1
        finished.wait(1.5)
    running.join()
    folder = BackupFolder(tmp_path / "safe")
    for number, manifest in enumerate(folder.manifests()):
        folder_of_one = tmp_path / f"only{number}"
        folder_of_one.mkdir()
        (folder_of_one / "objects").symlink_to(tmp_path / "safe" / "objects")
        (folder_of_one / manifest.name).symlink_to(manifest)
        home = Home(tmp_path / f"again{number}")
        restore(home, folder_of_one)
        assert digest_of(home) == versions[home.current.resolve().name]
        reader = open_reader(current_path(home))
        read = set(reader.frame("SELECT source_file FROM ops.file")["source_file"])
        reader.close()
        assert read <= {file.source_file for file in landed_files(home)}
    assert len(versions) == 5 and made >= 2
