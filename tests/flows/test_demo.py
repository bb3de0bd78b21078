"""The demo by the real command: its nights balance, can be rebuilt, and find what was put wrong."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest

from flows.demo.delivery.truth import read_truth
from flows.demo.recovery import compare_with_truth
from flows.night import run_night
from tests.support.tiny_hospital import believe_everything
from warehouse.digest import digest
from warehouse.home import Home
from warehouse.reader import Reader, current_path, open_reader

PATIENTS = "400"
NIGHTS = "5"


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A demo made as a user makes one: the command, Prefect's temporary server, every night."""
    home = Home(tmp_path_factory.mktemp("demo") / "home")
    command = [
        sys.executable,
        "-m",
        "flows",
        "--home",
        str(home.root),
        "demo",
        "--no-serve",
        "--patients",
        PATIENTS,
        "--nights",
        NIGHTS,
        "--last-night",
        "2026-03-05",
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=400, check=False)
    assert done.returncode == 0, done.stderr
    assert "nanobind" not in done.stderr
    assert "Traceback" not in done.stderr
    return home


@pytest.fixture(scope="session")
def warehouse(demo: Home) -> Iterator[Reader]:
    reader = open_reader(current_path(demo))
    yield reader
    reader.close()


@pytest.fixture(scope="session")
def recovery(demo: Home, warehouse: Reader) -> pl.DataFrame:
    return compare_with_truth(read_truth(demo.root / "demo" / "truth"), warehouse)


def _digests(home: Home) -> dict[str, str]:
    reader = open_reader(current_path(home))
    try:
        return {item.table: item.sha256 for item in digest(reader)}
    finally:
        reader.close()


def test_every_row_of_every_file_is_accounted_for(warehouse: Reader) -> None:
    row = warehouse.frame(
        "SELECT count(*), count(*) FILTER (rows_in <> rows_accepted + rows_rejected "
        "+ rows_superseded + rows_duplicate) FROM ops.file"
    ).row(0)
    assert row[0] > 50
    assert row[1] == 0


KINDS = (
    "albumin_missing",
    "cancelled",
    "corrected",
    "decimal_point",
    "duplicated",
    "ctx_too_late",
    "after_death",
    "late",
    "missing_night",
    "orphan",
    "repeated",
    "swapped_dates",
    "truncated",
    "unit_slip",
)


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_injected_is_found_and_nothing_else(recovery: pl.DataFrame, kind: str) -> None:
    row = recovery.row(by_predicate=pl.col("kind") == kind, named=True)
    assert row["injected"] > 0
    assert row["recall"] >= 0.99, row
    assert row["false_alarm_rate"] < 0.001, row


def test_every_kind_of_fault_is_looked_for(recovery: pl.DataFrame) -> None:
    assert sorted(recovery["kind"]) == sorted(KINDS)


def test_verdicts_of_clinicians_are_applied_each_to_its_event(warehouse: Reader) -> None:
    given = warehouse.frame(
        "SELECT review.review_decision, count(*), count(*) FILTER (excluded_reason IS NULL) "
        "FROM canonical.review AS review JOIN derived.skeletal_event AS event "
        "USING (patient_id, event_id) "
        "WHERE event.review_decision = review.review_decision GROUP BY ALL ORDER BY ALL"
    ).rows()
    assert [decision for decision, *_ in given] == ["accept", "merge", "reject"]
    assert [valid for _, _, valid in given[1:]] == [0, 0]
    total = warehouse.frame("SELECT count(*) FROM canonical.review").item()
    assert sum(count for _, count, _ in given) == total
    assert warehouse.frame(
        "SELECT count(*) FROM derived.finding WHERE rule_code IN ('REVIEW_LOST', 'REVIEW_MERGE')"
    ).rows() == [(0,)]


def test_a_rebuild_from_landing_equals_the_nights(demo: Home, tmp_path: Path) -> None:
    again = Home(tmp_path / "again")
    run_night(demo, into=again, judge=believe_everything)
    assert _digests(again) == _digests(demo)


def test_the_landing_replayed_in_one_night_equals_the_nights(demo: Home, tmp_path: Path) -> None:
    replay = Home(tmp_path / "replay")
    replay.create()
    shutil.copytree(demo.sources, replay.sources, dirs_exist_ok=True)
    shutil.copy(demo.key_file, replay.key_file)
    for path in demo.landing.glob("*/*/*"):
        shutil.copy(path, replay.inbox / path.name)
    run_night(replay, judge=believe_everything)
    assert _digests(replay) == _digests(demo)


def test_the_same_files_delivered_again_change_nothing(demo: Home, tmp_path: Path) -> None:
    copy = Home(tmp_path / "copy")
    shutil.copytree(demo.root, copy.root, symlinks=True)
    for path in demo.landing.glob("*/*/*"):
        shutil.copy(path, copy.inbox / path.name)
    report = run_night(copy, judge=believe_everything)
    assert len(report.files_known_already) == len(list(demo.landing.glob("*/*/*")))
    assert _digests(copy) == _digests(demo)


def test_no_hospital_identifier_reaches_the_warehouse(warehouse: Reader) -> None:
    """Simulated identifiers start with SYN0; systems are called SYNTH."""
    columns = warehouse.frame(
        "SELECT schema_name || '.' || table_name AS name, column_name FROM duckdb_columns() "
        "WHERE data_type LIKE 'VARCHAR%' AND database_name NOT IN ('system', 'temp')"
    )
    assert columns.height > 100
    holding = [
        f"{name}.{column}"
        for name, column in columns.iter_rows()
        if warehouse.frame(
            f"SELECT count(*) FROM {name} WHERE contains({column}::VARCHAR, 'SYN0')"
        ).item()
    ]
    assert holding == []


def test_no_hospital_identifier_reaches_prefect(demo: Home) -> None:
    files = [path for path in (demo.root / "prefect").rglob("*") if path.is_file()]
    assert files
    assert [path.name for path in files if b"SYN0" in path.read_bytes()] == []
