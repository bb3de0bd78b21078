"""Who opposes is gone from every file of the home, and that is proven; what is old leaves."""

import gzip
import io
import json
import shutil
import signal
import stat
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from flows.cli import main
from flows.file_names import shown_names_of
from flows.opposition import (
    Departed,
    NobodyToRemove,
    foresee_departure,
    in_words,
    named_patients,
    opposed_patients,
    remove_patients,
)
from flows.proof import search_home
from flows.purge import expired_before, purge_before
from flows.verify import verify
from tests.support.tiny_hospital import (
    TinyHospital,
    believe_everything,
    digest_of,
    laboratory,
)
from transforms.sources.pseudonym import keyed_pseudonym
from warehouse.arrival import land_inbox
from warehouse.custody import BrokenCustody, custody_record, departures
from warehouse.landing import CorruptLanding, landed_files, read_landed
from warehouse.landing_key import KEY_VARIABLE
from warehouse.landing_rewrite import replace_content
from warehouse.reader import kept_versions, open_reader
from warehouse.review_store import URL_VARIABLE, EventVerdict, review_store

NOW = datetime(2026, 3, 10, 6, 0, tzinfo=UTC)
SOMEBODY, OTHER = "IPP800123", "IPP800124"
PSEUDONYM = keyed_pseudonym(bytes.fromhex("ab" * 32))(SOMEBODY)
PATIENTS = f"""IPP;SEXE;NE_LE;MORT_LE;VU_LE;OPPOSE
{SOMEBODY};F;03/05/1950;;01/02/2026;N
{OTHER};M;21/11/1948;;01/02/2026;N
"""
DIAGNOSES = f"""IPP,ID,KIND,ON,CODE
{SOMEBODY},D1,bone_metastasis,2025-11-03,C79.5
{OTHER},D2,bone_metastasis,2025-11-04,C79.5
"""


PLACES = "SELECT source_file, source_line FROM canonical.lab_result ORDER BY ALL"


def _result(patient: str, number: int, value: str = "3,05", day: str = "01/03/2026") -> str:
    return f"{patient};{number};T{number};CA;{value};mmol/L;{day} 08:00;F"


@pytest.fixture(autouse=True)
def nothing_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(KEY_VARIABLE, raising=False)
    monkeypatch.delenv(URL_VARIABLE, raising=False)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two nights: patients, results (one file packed), diagnoses, verdicts, a refused file."""
    hospital = TinyHospital(tmp_path_factory.mktemp("purge") / "home")
    hospital.drop("PAT_20260302.csv", PATIENTS)
    hospital.drop("DIAG_20260302.csv", DIAGNOSES)
    first = laboratory(_result(SOMEBODY, 1), _result(OTHER, 2, "2,31"), f"{SOMEBODY};broken")
    (hospital.home.inbox / "LAB_20260302.csv").write_bytes(gzip.compress(first.encode()))
    hospital.drop("NOTES.txt", f"about {SOMEBODY}\nabout {OTHER}\n")
    for patient in (PSEUDONYM, keyed_pseudonym(bytes.fromhex("ab" * 32))(OTHER)):
        verdict = EventVerdict(
            patient, "cd" * 8, "accept", "report_confirms", None, "seen", "REV1", "osteon-1"
        )
        review_store(hospital.home).give(verdict, datetime(2026, 3, 1))
    hospital.night()
    hospital.drop(
        "LAB_20260303.csv", laboratory(_result(SOMEBODY, 3), _result(OTHER, 4, day="02/03/2026"))
    )
    hospital.night()
    return hospital.home.root


@pytest.fixture
def hospital(published: Path, tmp_path: Path) -> TinyHospital:
    """A copy of the two nights, to do with as the test likes."""
    return _copy_of(published, tmp_path / "home")


def _copy_of(root: Path, place: Path) -> TinyHospital:
    shutil.copytree(root, place, symlinks=True)
    return TinyHospital(place)


@dataclass(frozen=True)
class Purge:
    """A home from which a patient who opposes was taken out, and what it was before."""

    hospital: TinyHospital
    departed: Departed
    versions_before: list[str]
    digest_before: dict[str, str]
    places_before: list[tuple[object, ...]]


@pytest.fixture(scope="module")
def purge(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Purge:
    hospital = _copy_of(published, tmp_path_factory.mktemp("purged") / "home")
    _oppose(hospital)
    versions = kept_versions(hospital.home)
    before = [path.name for path in versions], hospital.digest(), hospital.rows(PLACES)
    return Purge(hospital, _remove(hospital, opposed=True), *before)


def _oppose(hospital: TinyHospital) -> None:
    hospital.drop("PAT_20260304.csv", PATIENTS.replace("01/02/2026;N", "01/02/2026;O", 1))
    hospital.night()


def _remove(hospital: TinyHospital, *, opposed: bool = False) -> Departed:
    patients = (
        opposed_patients(hospital.home) if opposed else named_patients(hospital.home, [SOMEBODY])
    )
    return remove_patients(hospital.home, patients, NOW, judge=believe_everything)


def _bytes_of(home: Path) -> bytes:
    return b"".join(p.read_bytes() for p in home.rglob("*") if p.is_file() and not p.is_symlink())


def test_a_patient_who_opposes_leaves_every_file(purge: Purge) -> None:
    departed = purge.departed
    assert departed.is_proven, in_words(departed)
    rows = {name.split("/")[1].split("_20")[0]: n for name, n in departed.files.items()}
    assert len(departed.files) == 7
    notes = shown_names_of(purge.hospital.home)("NOTES.txt")
    assert rows == {"PAT": 1, "DIAG": 1, "LAB": 1, notes: 1, "OSTEON_VERDICTS": 1}
    assert sum(departed.files.values()) == 8  # the first laboratory file held a broken row too
    assert departed.entries == 1
    held = _bytes_of(purge.hospital.home.root)
    assert SOMEBODY.encode() not in held and PSEUDONYM.encode() not in held
    assert OTHER.encode() in held


def test_whoever_is_left_is_where_they_were_and_a_rebuild_agrees(purge: Purge) -> None:
    after = purge.hospital.digest()
    differing = {table for table in after if after[table] != purge.digest_before[table]}
    assert differing == {"canonical.patient_aside"}
    assert purge.hospital.rows(PLACES) == purge.places_before
    assert purge.hospital.unbalanced_files() == []
    assert [check for check in verify(purge.hospital.home) if check.problem] == []


def test_the_proof_and_the_record_name_nobody(purge: Purge) -> None:
    home = purge.hospital.home
    (record,) = home.custody.glob("purge-*.json")
    said = json.loads(record.read_text())
    assert said["proof"]["found"] == [] and said["proof"]["files"] > 10
    for place in (record, custody_record(home)):
        assert stat.S_IMODE(place.stat().st_mode) == 0o600
    told = "\n".join(in_words(purge.departed)) + record.read_text()
    told += custody_record(home).read_text()
    assert SOMEBODY not in told and PSEUDONYM not in told
    for departure in departures(home):
        assert departure.original_sha256.startswith(departure.kept_as.split("/")[0])
        assert departure.rows_removed >= 1


def test_every_kept_version_is_written_anew_and_keeps_its_place(purge: Purge) -> None:
    kept = kept_versions(purge.hospital.home)
    rebuilt = f"{purge.departed.rebuilt}.duckdb"
    assert [path.name for path in kept] == [*purge.versions_before, rebuilt]
    for path in kept:
        reader = open_reader(path)
        assert reader.frame("SELECT count(*) FROM canonical.patient").item() == 1
        reader.close()


def test_a_purged_file_delivered_again_does_not_bring_the_patient_back(
    purge: Purge, tmp_path: Path
) -> None:
    hospital = _copy_of(purge.hospital.home.root, tmp_path / "home")
    hospital.drop("PAT_20260302.csv", PATIENTS)
    assert land_inbox(hospital.home, NOW).known_already == ("PAT_20260302.csv",)
    assert foresee_departure(hospital.home, named_patients(hospital.home, [SOMEBODY])) == {}


def test_a_changed_record_of_custody_is_refused(purge: Purge, tmp_path: Path) -> None:
    hospital = _copy_of(purge.hospital.home.root, tmp_path / "home")
    record = custody_record(hospital.home)
    record.write_text("".join(record.read_text().splitlines(keepends=True)[1:]))
    with pytest.raises(BrokenCustody, match="line 1 does not follow"):
        landed_files(hospital.home)


@pytest.mark.long
def test_an_encrypted_landing_is_rewritten_encrypted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(KEY_VARIABLE, str(tmp_path / "landing.key"))
    hospital = TinyHospital(tmp_path / "home")
    hospital.drop("PAT_20260302.csv", PATIENTS)
    hospital.night()
    assert search_home(hospital.home, named_patients(hospital.home, [SOMEBODY])).found != ()
    departed = _remove(hospital)
    assert departed.is_proven
    (file,) = landed_files(hospital.home)
    assert OTHER.encode() not in file.path.read_bytes()
    assert read_landed(file)[0] == PATIENTS.encode().replace(PATIENTS.encode().split(b"\n")[1], b"")


@pytest.mark.long
def test_what_still_names_a_patient_is_told_by_its_place(hospital: TinyHospital) -> None:
    """Free text about another, a name of a file, a table nobody declared: none is missed."""
    home = hospital.home
    hospital.drop(
        "LAB_20260305.csv", laboratory(_result(OTHER, 5).replace("T5", f"x {SOMEBODY} y"))
    )
    (home.root / f"{SOMEBODY}.txt").write_text("nothing")
    (home.root / "packed.gz").write_bytes(gzip.compress(f"see {SOMEBODY}".encode()))
    departed = _remove(hospital)
    assert not departed.is_proven
    assert departed.proof is not None
    found = "\n".join(departed.proof.found)
    assert SOMEBODY not in found
    assert "LAB_20260305.csv: in its bytes" in found
    assert "packed.gz: unpacked, line 1" in found
    assert "the name of a file in the home" in found


def test_nobody_who_opposes_is_told(hospital: TinyHospital) -> None:
    with pytest.raises(NobodyToRemove, match="no patient opposes"):
        opposed_patients(hospital.home)
    with pytest.raises(NobodyToRemove, match="no identifier on standard input"):
        named_patients(hospital.home, ["  "])


def test_a_damaged_landing_stops_it_before_anything_is_written(hospital: TinyHospital) -> None:
    damaged = landed_files(hospital.home)[-1]
    damaged.path.write_bytes(damaged.path.read_bytes() + b"x")
    before = {path: path.read_bytes() for path in hospital.home.landing.rglob("*.*")}
    with pytest.raises(CorruptLanding, match=damaged.short_hash):
        _remove(hospital)
    assert {path: path.read_bytes() for path in hospital.home.landing.rglob("*.*")} == before


_REWRITE = """
import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
import warehouse.landing_rewrite as rewriting
from warehouse.home import Home
from warehouse.landing import landed_files
home = Home(Path(sys.argv[1]))
def killed(*arguments):
    import os, signal
    os.kill(os.getpid(), signal.SIGKILL)
setattr(rewriting, sys.argv[2], killed)
rewriting.replace_content(home, landed_files(home)[0], b"left", 1, "test", datetime(2026, 3, 3))
"""


@pytest.mark.parametrize(
    ("step", "left"), [("record_departure", b"delivered"), ("_take_place", b"left")]
)
def test_a_rewrite_killed_at_any_step_is_finished_or_undone_by_the_next_night(
    tmp_path: Path, step: str, left: bytes
) -> None:
    hospital = TinyHospital(tmp_path / "home")
    (hospital.home.inbox / "LAB_20260302.csv").write_bytes(b"delivered")
    land_inbox(hospital.home, NOW)
    ended = subprocess.run(
        [sys.executable, "-c", _REWRITE, str(hospital.home.root), step],
        cwd=Path(__file__).parents[2],
        check=False,
    )
    assert ended.returncode == -signal.SIGKILL
    land_inbox(hospital.home, NOW)
    (file,) = landed_files(hospital.home)
    assert read_landed(file)[0] == left
    assert [path.name for path in file.path.parent.iterdir()] == [file.name]


def test_a_content_brought_back_from_before_a_purge_is_refused(tmp_path: Path) -> None:
    hospital = TinyHospital(tmp_path / "home")
    (hospital.home.inbox / "LAB_20260302.csv").write_bytes(b"delivered")
    land_inbox(hospital.home, NOW)
    (file,) = landed_files(hospital.home)
    replace_content(hospital.home, file, b"left", 1, "test", NOW)
    file.path.write_bytes(b"delivered")
    with pytest.raises(CorruptLanding, match="run the purge again"):
        read_landed(landed_files(hospital.home)[0])


def test_files_older_than_a_day_leave_and_the_warehouse_is_built_without_them(
    hospital: TinyHospital,
) -> None:
    hospital.drop("PAT_20260305.csv", PATIENTS)
    hospital.drop("DIAG_20260305.csv", DIAGNOSES)
    hospital.night()
    expired = expired_before(hospital.home, date(2026, 3, 3))
    names = {file.name for file in expired.files}
    assert names == {"PAT_20260302.csv", "DIAG_20260302.csv", "LAB_20260302.csv"}
    assert len(expired.versions) == 1
    assert expired.rows["canonical.lab_result"] == 2
    purged = purge_before(hospital.home, date(2026, 3, 3), NOW, judge=believe_everything)
    assert purged.version is not None
    assert purged.rows["canonical.lab_result"] == (4, 2)
    left = {file.name for file in landed_files(hospital.home)}
    assert not names & left and {"PAT_20260305.csv", "LAB_20260303.csv", "NOTES.txt"} <= left
    assert {d.reason for d in departures(hospital.home)} == {
        "retention: delivered before 2026-03-03"
    }
    assert [check for check in verify(hospital.home, quick=True) if check.problem] == []
    hospital.drop("PAT_20260302.csv", PATIENTS)
    assert land_inbox(hospital.home, NOW).known_already == ("PAT_20260302.csv",)


def test_the_command_does_nothing_without_yes_and_reads_no_identifier_from_its_arguments(
    hospital: TinyHospital, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = digest_of(hospital.home), sorted(hospital.home.root.rglob("*"))
    home = ["--home", str(hospital.home.root), "purge"]
    for arguments, told in (
        (["--patient"], "6 files of landing"),
        (["--before", "2026-03-03"], "3 files"),
    ):
        monkeypatch.setattr(sys, "stdin", io.StringIO(f"{SOMEBODY}\n"))
        with pytest.raises(SystemExit) as ended:
            main([*home, *arguments])
        said = capsys.readouterr().out
        assert ended.value.code == 0
        assert told in said and "Nothing was done" in said
        assert SOMEBODY not in said
    assert (digest_of(hospital.home), sorted(hospital.home.root.rglob("*"))) == before
    with pytest.raises(SystemExit) as ended:
        main([*home, "--patient", SOMEBODY])
    assert ended.value.code == 1
