"""Hand-written histories enter by the inbox; the warehouse must say what they expect."""

from pathlib import Path

import pytest

from flows.night import run_night
from tests.support.tiny_hospital import believe_everything
from tests.support.truth_comparison import differences
from tests.support.truth_extracts import night_on
from tests.support.truth_hospital import TRUTH, TruthHospital, read_histories
from tests.support.truth_text import History
from warehouse.digest import digest
from warehouse.home import Home
from warehouse.reader import current_path, open_reader

HISTORIES = read_histories("histories")
AT_LEAST = 40


@pytest.mark.parametrize("history", HISTORIES, ids=lambda history: history.name)
def test_the_warehouse_says_what_the_history_expects(
    truth: TruthHospital, history: History
) -> None:
    difference = differences(truth, history)
    assert not difference, difference


def test_the_last_night_was_judged_for_real_and_published(truth: TruthHospital) -> None:
    assert [report.outcome for report in truth.reports] == ["published"] * len(truth.reports)
    judged = truth.frame("SELECT count(*) AS n FROM ops.verdict").item()
    assert judged > 100


def test_every_file_balances(truth: TruthHospital) -> None:
    files = truth.frame(
        "SELECT file_name, rows_in - rows_accepted - rows_rejected - rows_superseded "
        "- rows_duplicate AS lost FROM ops.file WHERE file_status = 'merged'"
    )
    assert files.height > len(list((TRUTH / "sources").glob("*.toml")))
    assert files.filter(files["lost"] != 0).is_empty()


def test_two_nights_make_what_a_rebuild_makes(truth: TruthHospital, tmp_path: Path) -> None:
    rebuilt = Home(tmp_path / "rebuilt")
    last = night_on(len(truth.reports))
    run_night(truth.home, as_of=last, into=rebuilt, judge=believe_everything)
    reader = open_reader(current_path(rebuilt))
    again = {item.table: item.sha256 for item in digest(reader)}
    reader.close()
    nightly = {item.table: item.sha256 for item in digest(truth.reader)}
    assert [table for table in nightly if nightly[table] != again[table]] == []


def test_there_are_enough_histories_each_with_its_own_number() -> None:
    numbers = [history.number for history in HISTORIES]
    assert len(numbers) >= AT_LEAST
    assert len(set(numbers)) == len(numbers)
    assert all(history.expected for history in HISTORIES)
