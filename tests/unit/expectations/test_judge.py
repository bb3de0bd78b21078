"""The judgement itself: empty, missing and odd tables, other readers, what it prints."""

import logging
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from expectations import EXPECTATIONS
from expectations.judge import UnknownTable, judge
from tests.support.broken_hospital import SENTINELS, broken_hospital
from tests.support.small_warehouse import small_warehouse
from tests.support.sound_hospital import sound_hospital

pytestmark = pytest.mark.usefixtures("judging")


def test_an_empty_warehouse_meets_every_expectation(tmp_path: Path) -> None:
    verdicts = judge(small_warehouse(tmp_path / "empty.duckdb", {}))
    assert [item for item in verdicts if not item.is_met] == []
    assert len(verdicts) == sum(len(asked) for asked in EXPECTATIONS.values())


def test_an_empty_cohort_is_refused_when_there_are_patients_to_follow(tmp_path: Path) -> None:
    rows = sound_hospital()
    rows["derived.cohort"] = []
    verdicts = judge(small_warehouse(tmp_path / "w.duckdb", rows), tables=["cohort"])
    failed = [(item.verdict_severity, item.expectation) for item in verdicts if not item.is_met]
    assert failed == [("critical", "is not empty when there are patients to follow")]


def test_a_median_without_any_value_is_met(tmp_path: Path) -> None:
    rows = sound_hospital()
    for row in rows["derived.corrected_calcium"]:
        row.update(corrected_calcium_mmol_l=None)
    verdicts = judge(small_warehouse(tmp_path / "w.duckdb", rows), tables=["corrected_calcium"])
    medians = [item for item in verdicts if "median" in item.expectation]
    assert [(item.is_met, item.observed) for item in medians] == [(True, "no values to judge")]


def test_a_median_of_few_values_is_not_shown(tmp_path: Path) -> None:
    rows = sound_hospital()
    rows["derived.corrected_calcium"] = rows["derived.corrected_calcium"][:10]
    verdicts = judge(small_warehouse(tmp_path / "w.duckdb", rows), tables=["corrected_calcium"])
    medians = [item.observed for item in verdicts if "median" in item.expectation]
    assert medians == ["fewer than 11 values"]


def test_a_missing_table_meets_nothing_and_its_neighbours_are_judged(tmp_path: Path) -> None:
    path = small_warehouse(tmp_path / "w.duckdb", sound_hospital(), without=["derived.finding"])
    verdicts = judge(path, tables=["finding", "rejected"])
    missing = [item for item in verdicts if item.table_name == "derived.finding"]
    assert len(missing) == len(EXPECTATIONS["finding"])
    assert {(item.is_met, item.observed) for item in missing} == {
        (False, "could not be evaluated: the table is missing")
    }
    assert all(item.is_met for item in verdicts if item.table_name == "ops.rejected")


def test_a_missing_column_stops_only_what_needs_it(tmp_path: Path) -> None:
    path = small_warehouse(
        tmp_path / "w.duckdb", sound_hospital(), without=["canonical.patient.is_opposed"]
    )
    verdicts = judge(path, tables=["patient"])
    failed = {item.expectation: item.observed for item in verdicts if not item.is_met}
    assert failed == {
        "has its declared columns": "missing ['is_opposed']; unexpected []",
        "no patient is opposed": "could not be evaluated: BinderException",
    }


def test_an_error_gives_its_class_and_keeps_the_severity(tmp_path: Path) -> None:
    path = small_warehouse(tmp_path / "w.duckdb", broken_hospital())
    with duckdb.connect(str(path)) as connection:
        connection.execute("ALTER TABLE canonical.patient ALTER birth_on TYPE VARCHAR")
        connection.execute("UPDATE canonical.patient SET birth_on = 'DUPONT'")
    verdicts = judge(path, tables=["patient"])
    birth = next(item for item in verdicts if item.expectation == "the day of birth is not kept")
    assert (birth.is_met, birth.verdict_severity, birth.failed_count) == (False, "critical", None)
    assert birth.observed == "could not be evaluated: BinderException"
    assert not any(sentinel in str(item) for item in verdicts for sentinel in SENTINELS)


def test_the_file_can_be_read_meanwhile_and_written_afterwards(sound_file: Path) -> None:
    with duckdb.connect(str(sound_file), read_only=True) as reader:
        judge(sound_file, tables=["rejected"])
        assert reader.execute("SELECT count(*) FROM ops.rejected").fetchone() == (1,)
    with duckdb.connect(str(sound_file)) as writer:
        writer.execute("CREATE TABLE ops.after_judgement (n INTEGER)")
        writer.execute("DROP TABLE ops.after_judgement")


def test_a_path_may_hold_any_character(tmp_path: Path) -> None:
    folder = tmp_path / "nuit d'été $HOME %20 100%#"
    folder.mkdir()
    path = small_warehouse(folder / "w.duckdb", sound_hospital())
    assert all(item.is_met for item in judge(path, tables=["rejected"]))


def test_an_unknown_table_and_a_missing_file_are_said(tmp_path: Path) -> None:
    with pytest.raises(UnknownTable, match=r"nothing is expected of \['cohorte'\]"):
        judge(tmp_path / "w.duckdb", tables=["cohorte"])
    with pytest.raises(FileNotFoundError, match="there is no warehouse file to judge"):
        judge(tmp_path / "w.duckdb")


def test_judging_prints_and_logs_nothing(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    path = small_warehouse(
        tmp_path / "w.duckdb", broken_hospital(), without=["canonical.followup.ecog"]
    )
    with caplog.at_level(logging.WARNING):
        judge(path, tables=["followup", "finding"])
    assert capfd.readouterr() == ("", "")
    assert caplog.text == ""


def test_duckdb_is_released_at_exit() -> None:
    """With these imports duckdb_engine alone ends in a page of 'nanobind: leaked ...'."""
    program = (
        "import sqlalchemy.orm, jsonschema.protocols\n"
        "from sqlalchemy import create_engine, text\n"
        "from sqlalchemy.dialects import registry\n"
        "registry.register('osteon', 'expectations.duckdb_dialect', 'ReadOnlyDuckDB')\n"
        "import expectations.duckdb_dialect\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[3],
    )
    assert ended.stderr == ""
