"""The access log: who opened what, chained, written by many, and never silently altered."""

import os
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from flows.cli import main
from flows.proof import search_home
from transforms.sources.patient_removal import Patients
from warehouse.access_chain import entries, verify
from warehouse.access_log import (
    GENESIS,
    AccessLogProblem,
    Entry,
    Opening,
    log_files,
    user_key,
    write_down,
)
from warehouse.access_settings import (
    AccessLogging,
    Role,
    WrongAccessSetting,
    access_settings,
)
from warehouse.backup import back_up
from warehouse.home import Home
from warehouse.restore import restore

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
LIMITS = AccessLogging(bulk_patients=3, bulk_minutes=10)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    (tmp_path / "home").mkdir()
    return Home(tmp_path / "home")


def opened(
    home: Home, patient: str | None, who: str = "KEY-7", at: datetime = NOON, **more: str
) -> Entry:
    opening = Opening(who, "clinician", "patients", patient, purpose=more.get("purpose", "care"))
    return write_down(home, opening, at, LIMITS)


def change(path: Path, line: int, old: bytes, new: bytes) -> None:
    lines = path.read_bytes().splitlines(keepends=True)
    assert old in lines[line - 1]
    lines[line - 1] = lines[line - 1].replace(old, new)
    path.write_bytes(b"".join(lines))


def only_file(home: Home) -> Path:
    (path,) = log_files(home)
    return path


def test_openings_are_read_as_they_were_written(home: Home) -> None:
    written = [opened(home, f"p{number}") for number in range(3)]
    assert list(entries(home)) == written
    assert [entry.number for entry in written] == [1, 2, 3]
    assert written[0].before == GENESIS and written[2].before == written[1].hash
    found = verify(home)
    assert (found.entry_count, found.broken, found.remarks) == (3, (), ())
    assert found.last_hash == written[2].hash


def test_nobody_else_may_read_it(home: Home) -> None:
    opened(home, "p1")
    modes = {path.name: path.stat().st_mode & 0o777 for path in home.access.iterdir()}
    assert home.access.stat().st_mode & 0o777 == 0o700
    assert set(modes.values()) == {0o600} and len(modes) == 2


def test_a_month_has_a_file_and_the_chain_goes_on(home: Home) -> None:
    for at in (NOON, NOON + timedelta(days=15), NOON + timedelta(days=45)):
        opened(home, "p1", at=at)
    names = [path.name for path in log_files(home)]
    assert names == ["access-2026-11.jsonl", "access-2026-12.jsonl", "access-2027-01.jsonl"]
    assert verify(home).broken == () and verify(home).entry_count == 3


def test_a_clock_set_back_by_a_month_writes_at_the_end(home: Home) -> None:
    opened(home, "p1")
    opened(home, "p2", at=NOON - timedelta(days=40))
    assert only_file(home).name == "access-2026-11.jsonl"
    assert verify(home).broken == ()


@pytest.mark.parametrize("line", [1, 3, 5])
def test_a_changed_line_is_named(home: Home, line: int) -> None:
    for number in range(1, 6):
        opened(home, f"patient{number}")
    change(only_file(home), line, f'"patient{line}"'.encode(), b'"nobody"')
    found = verify(home)
    assert f"access-2026-11.jsonl line {line}: it was changed" in found.broken[0]
    assert len(found.broken) == 1


@pytest.mark.parametrize(
    "order",
    [(0, 1, 3, 4), (1, 2, 3, 4), (0, 2, 1, 3, 4), (0, 1, 2, 2, 3, 4)],
    ids=["removed", "the first removed", "moved", "added"],
)
def test_lines_that_do_not_follow_are_named(home: Home, order: Sequence[int]) -> None:
    for number in range(5):
        opened(home, f"p{number}")
    lines = only_file(home).read_bytes().splitlines(keepends=True)
    only_file(home).write_bytes(b"".join(lines[place] for place in order))
    found = verify(home)
    if order[0] == 1:
        # Months that were taken away look the same: it is told, and breaks nothing.
        assert found.broken == () and "begins with entry 2" in found.remarks[0]
    else:
        first = next(i for i, place in enumerate(order) if i != place)
        assert f"line {first + 1}: it does not follow" in found.broken[0]


def test_a_month_that_is_gone_breaks_the_chain(home: Home) -> None:
    for days in (0, 15, 45):
        opened(home, "p1", at=NOON + timedelta(days=days))
    log_files(home)[1].unlink()
    assert "access-2027-01.jsonl line 1: it does not follow" in verify(home).broken[0]


def test_a_line_cut_short_by_a_power_cut_is_told_and_breaks_nothing(home: Home) -> None:
    opened(home, "p1")
    with only_file(home).open("ab") as stream:
        stream.write(b'{"at": "2026-11-20T12')
    assert verify(home).broken == () and "line 2: it is no entry" in verify(home).remarks[0]
    opened(home, "p2")
    found = verify(home)
    assert (found.entry_count, found.broken, len(found.remarks)) == (2, (), 1)


def test_a_last_line_made_unreadable_is_no_line_cut_short(home: Home) -> None:
    opened(home, "p1")
    opened(home, "p2")
    change(only_file(home), 2, b"{", b"[")
    assert "line 2: it was altered" in verify(home).broken[0]


def test_a_first_line_made_unreadable_breaks_the_chain(home: Home) -> None:
    opened(home, "p1")
    opened(home, "p2")
    change(only_file(home), 1, b"{", b"[")
    assert "line 2: the log begins with entry 2" in verify(home).broken[0]


_WRITER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from warehouse.access_log import Opening, write_down
from warehouse.access_settings import AccessLogging
from warehouse.home import Home
for number in range(25):
    opening = Opening(sys.argv[2], "clinician", "patients", f"p{number}")
    write_down(Home(Path(sys.argv[1])), opening, datetime.now(UTC), AccessLogging())
"""


def test_several_processes_write_one_chain(home: Home) -> None:
    writers = [
        subprocess.Popen([sys.executable, "-c", _WRITER, str(home.root), f"KEY-{number}"])
        for number in range(4)
    ]
    assert [writer.wait(timeout=120) for writer in writers] == [0, 0, 0, 0]
    found = verify(home)
    assert (found.entry_count, found.broken, found.remarks) == (100, (), ())
    for number in range(4):
        patients = [entry.opening.patient for entry in entries(home, user=f"KEY-{number}")]
        assert patients == [f"p{place}" for place in range(25)]


def test_many_patients_in_a_short_time_are_flagged(home: Home) -> None:
    counts = [opened(home, f"p{number}").bulk_patients for number in range(5)]
    assert counts == [None, None, None, 4, 5]


def test_the_same_patient_again_another_person_or_a_later_hour_is_not_bulk(home: Home) -> None:
    for number in range(3):
        opened(home, f"p{number}")
    assert opened(home, "p0").bulk_patients is None
    assert opened(home, "p9", who="KEY-8").bulk_patients is None
    assert opened(home, None).bulk_patients is None
    assert opened(home, "p9", at=NOON + timedelta(minutes=11)).bulk_patients is None


def test_what_cannot_be_written_is_told_in_a_sentence(home: Home) -> None:
    home.access.write_text("a file where the folder belongs", "utf-8")
    with pytest.raises(AccessLogProblem, match="cannot be written"):
        opened(home, "p1")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="NO FULL DEVICE: /dev/full is absent")
def test_a_full_disk_refuses_the_opening(home: Home) -> None:
    home.access.mkdir()
    (home.access / "access-2026-11.jsonl").symlink_to("/dev/full")
    with pytest.raises(AccessLogProblem, match="No space left"):
        opened(home, "p1")


def test_a_name_at_the_provider_becomes_a_key() -> None:
    assert user_key("3f2c-99_A") == "3f2c-99_A"
    key = user_key("someone@hospital.example")
    assert key.startswith("u-") and "someone" not in key
    assert key == user_key("someone@hospital.example") != user_key("other@hospital.example")


def command(home: Home, capsys: pytest.CaptureFixture[str], *more: str) -> tuple[int, str]:
    error = os.dup(2)  # the command closes its error stream when it ends
    try:
        with pytest.raises(SystemExit) as ended:
            main(["--home", str(home.root), "access-log", *more])
    finally:
        os.dup2(error, 2)
        os.close(error)
    assert isinstance(ended.value.code, int)
    return ended.value.code, capsys.readouterr().out


def test_the_command_reads_filters_and_flags(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in range(5):
        opened(home, f"p{number}", who=user_key("someone@hospital.example"))
    opened(home, "p4", at=NOON + timedelta(days=1))
    code, said = command(home, capsys)
    assert code == 0 and "6 openings" in said and "BULK 4 patients" in said
    assert f"BULK: {user_key('someone@hospital.example')} opened many patients" in said
    assert "2 openings" in command(home, capsys, "--patient", "p4")[1]
    assert "5 openings" in command(home, capsys, "--user", "someone@hospital.example")[1]
    assert "1 openings" in command(home, capsys, "--since", "2026-11-21")[1]


def test_the_command_follows_the_chain(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    last = [opened(home, f"p{number}") for number in range(2)][-1]
    code, said = command(home, capsys, "--verify")
    assert code == 0 and f"The chain holds: 2 openings, the last with hash {last.hash}" in said
    change(only_file(home), 1, b"care", b"cure")
    code, said = command(home, capsys, "--verify")
    assert code == 1 and "BROKEN:" in said and "line 1: it was changed" in said


def test_a_home_without_a_log_has_no_openings(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    code, said = command(home, capsys, "--verify")
    assert code == 0 and "0 openings" in said


def test_a_home_chooses_its_limits_and_purposes(home: Home) -> None:
    home.settings_file.write_text(
        '[access_log]\npurposes = ["tumour_board"]\nbulk_patients = 5\n'
        '[sign_in]\nrole_claim = "r"\ncontact = "x"\nroles = { d = "quality" }\n',
        "utf-8",
    )
    told = access_settings(home)
    assert told.access_log == AccessLogging(("tumour_board",), 5, 10)
    assert told.sign_in is not None and told.sign_in.roles == {"d": Role.QUALITY}


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("[sign_in", "not TOML"),
        ("sign_in = 3", "is a section"),
        ('[sign_in]\nrole = "x"', "sign_in.role is not a setting"),
        ('[sign_in]\ncontact = "x"', "sign_in.role_claim is missing"),
        ('[sign_in]\nrole_claim = "r"\nroles = {}', "sign_in.roles is missing"),
        ('[sign_in]\nrole_claim = "r"\nroles = { d = "doctor" }', "names a role there is not"),
        ("[access_log]\nbulk_patients = 0", "is a whole number"),
        ('[access_log]\npurposes = "care"', "is a list of texts"),
    ],
)
def test_a_setting_that_cannot_be_followed_is_named(home: Home, written: str, said: str) -> None:
    home.settings_file.write_text(written, "utf-8")
    with pytest.raises(WrongAccessSetting, match=said):
        access_settings(home)


def test_a_back_up_keeps_the_log_and_leaves_the_secrets_of_signing_in(
    home: Home, tmp_path: Path
) -> None:
    home.create()
    home.secrets_file.write_text("[auth]\n", "utf-8")
    last = [opened(home, f"p{number}") for number in range(3)][-1]
    back_up(home, tmp_path / "disk", NOON)
    restored = Home(tmp_path / "restored")
    restore(restored, tmp_path / "disk")
    assert verify(restored).last_hash == last.hash and verify(restored).broken == ()
    assert not restored.secrets_file.exists()
    assert opened(restored, "p9").number == 4


def test_a_purge_leaves_who_opened_a_patient(home: Home) -> None:
    home.create()
    opened(home, "f" * 32)
    patients = Patients(frozenset({"f" * 32}), frozenset())
    assert search_home(home, patients).found == ()
    (home.root / "note.txt").write_text("f" * 32, "utf-8")
    assert len(search_home(home, patients).found) == 1
