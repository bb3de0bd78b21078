"""No identity leaves landing: nights that publish, are refused and crash, told to everybody."""

import base64
import logging
import shutil
import traceback
from dataclasses import asdict
from pathlib import Path

import duckdb
import pytest

from expectations.verdict import Verdict
from flows.check import check_file
from flows.doctor import examine
from flows.night import run_night
from flows.report import in_words, read_report
from tests.support.sentinel_hospital import deliver_everything, sentinel_hospital
from tests.support.sentinels import COMMENT, IDENTITY, VALUE, traces, traces_in_files
from tests.support.tiny_hospital import TinyHospital, believe_everything
from warehouse.schema import CANONICAL, OPERATIONS, TABLES

CLOSED = ("inbox", "landing", "rejected")


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> TinyHospital:
    hospital = sentinel_hospital(tmp_path_factory.mktemp("sentinel") / "home")
    deliver_everything(hospital)
    hospital.night()
    return hospital


def copied(published: TinyHospital, folder: Path) -> TinyHospital:
    """The same home elsewhere, to be harmed."""
    hospital = TinyHospital(folder / "home")
    shutil.rmtree(hospital.home.root)
    shutil.copytree(published.home.root, hospital.home.root, symlinks=True)
    return hospital


def outside_closed_folders(hospital: TinyHospital) -> dict[str, set[str]]:
    found = traces_in_files(hospital.home.root)
    return {path: held for path, held in found.items() if Path(path).parts[0] not in CLOSED}


def told(hospital: TinyHospital, table: str) -> bytes:
    return "\n".join(str(row) for row in hospital.rows(f"FROM {table}")).encode()


def test_what_is_looked_for_is_found_where_it_is(published: TinyHospital) -> None:
    """Otherwise a night that read nothing would pass."""
    everywhere = traces_in_files(published.home.landing)
    assert set(IDENTITY) - set().union(*everywhere.values()) == set()
    assert traces(COMMENT.encode("utf-16")) and traces(COMMENT.upper().encode())
    assert traces(base64.b64encode(b"x" + COMMENT.encode()))


def test_every_table_was_read_and_rows_rejected_for_many_reasons(published: TinyHospital) -> None:
    read = [name for name in CANONICAL if published.rows(f"FROM canonical.{name} LIMIT 1")]
    assert read == list(CANONICAL)
    reasons = {reason for (reason,) in published.rows("SELECT DISTINCT reason FROM ops.rejected")}
    assert {
        *("missing", "not_a_date", "not_a_number", "not_in_vocabulary", "unknown_analyte"),
        *("X10", "fields"),
    } <= reasons | {"fields"}
    refused = published.rows("SELECT count(*) FROM ops.file WHERE file_status = 'refused'")
    assert refused == [(4,)]
    assert published.unbalanced_files() == []


@pytest.mark.parametrize("table", [table.full_name for table in TABLES.values()])
def test_no_identity_is_in_a_table(published: TinyHospital, table: str) -> None:
    assert traces(told(published, table)) == set()


@pytest.mark.parametrize("table", [table.full_name for table in OPERATIONS.values()])
def test_no_value_is_in_a_table_that_accounts_for_the_night(
    published: TinyHospital, table: str
) -> None:
    assert traces(told(published, table), VALUE) == set()


def test_no_identity_is_in_a_file_outside_the_closed_folders(published: TinyHospital) -> None:
    assert outside_closed_folders(published) == {}
    for name in CLOSED[1:]:
        assert (published.home.root / name).stat().st_mode & 0o077 == 0


def test_the_reason_of_a_refused_file_names_nobody(published: TinyHospital) -> None:
    notes = sorted(published.home.rejected.glob("*.reason.txt"))
    assert len(notes) == 4
    assert traces(b"".join(note.read_bytes() for note in notes), (*IDENTITY, *VALUE)) == set()


def test_a_birth_is_kept_to_its_month(published: TinyHospital) -> None:
    assert published.rows("SELECT DISTINCT day(birth_on) FROM canonical.patient") == [(1,)]
    assert published.rows("SELECT DISTINCT strftime(birth_on, '%Y-%m') FROM canonical.patient") == [
        ("1943-04",)
    ]


def test_status_doctor_and_check_name_nobody(published: TinyHospital) -> None:
    report = read_report(published.home)
    said = [in_words(report), str(report)]
    said += [str(asdict(fact)) for fact in examine(published.home)]
    for path in sorted(published.home.landing.glob("*/*/*.csv")):
        said += check_file(published.home, path, path.name.rsplit("_", 2)[0].lower())
    assert traces("\n".join(said).encode()) == set()


def test_a_refused_night_names_nobody(
    published: TinyHospital,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    def refuse_it(building: Path) -> list[Verdict]:
        del building
        return [
            Verdict(
                *("canonical.lab_result", "value", "is credible", "critical", False),
                failed_count=1,
                observed="1 of 2 rows",
                clinical_reason="a test",
            )
        ]

    hospital = copied(published, tmp_path)
    deliver_everything(hospital, "20260303")
    caplog.set_level(logging.DEBUG)
    report = run_night(hospital.home, judge=refuse_it)
    assert report.outcome == "refused"
    printed = capfd.readouterr()
    said = f"{report}{caplog.text}{printed.out}{printed.err}".encode()
    assert traces(said, (*IDENTITY, *VALUE)) == set()
    assert outside_closed_folders(hospital) == {}


def test_a_night_that_crashes_on_a_value_does_not_tell_it(
    published: TinyHospital,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    hospital = copied(published, tmp_path)
    break_the_published_file(hospital)
    deliver_everything(hospital, "20260303")
    caplog.set_level(logging.DEBUG)
    with pytest.raises(duckdb.ConstraintException) as caught:
        run_night(hospital.home, judge=believe_everything)
    printed = capfd.readouterr()
    said = "".join(traceback.format_exception(caught.value))
    assert "is withheld" in said and "warehouse/build.py" in said
    assert traces(
        f"{said}{caplog.text}{printed.out}{printed.err}".encode(), (*IDENTITY, *VALUE)
    ) == (set())
    assert outside_closed_folders(hospital) == {}


def break_the_published_file(hospital: TinyHospital) -> None:
    """Two results may no longer be equal: DuckDB quotes the value that is there twice."""
    with duckdb.connect(str(hospital.home.current.resolve())) as connection:
        connection.execute("DELETE FROM canonical.lab_result")
        connection.execute("DELETE FROM canonical.lab_result_aside")
        connection.execute("CREATE UNIQUE INDEX once ON canonical.lab_result (value)")
