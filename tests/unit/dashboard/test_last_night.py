"""The report of the last run: absent, published, refused, or not readable."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from dashboard.night import UnreadableReport, is_synthetic, last_run
from tests.support.dashboard_home import write_last_run
from warehouse.demo_mark import mark_as_demo
from warehouse.home import Home


@pytest.fixture
def bare(tmp_path: Path) -> Home:
    home = Home(tmp_path)
    home.create()
    return home


def test_before_the_first_run_there_is_no_report(bare: Home) -> None:
    assert last_run(bare) is None


def test_a_refused_night_gives_its_reasons(bare: Home) -> None:
    write_last_run(bare, outcome="refused", refused_because=["cohort: index_on is never null"])
    run = last_run(bare)
    assert run is not None and run.was_refused
    assert run.refused_because == ("cohort: index_on is never null",)
    assert run.as_of == date(2026, 11, 20)


def test_a_published_night_is_not_refused(bare: Home) -> None:
    write_last_run(bare, outcome="published", refused_because=[])
    run = last_run(bare)
    assert run is not None and not run.was_refused


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[]",
        '{"as_of": "2026-11-20"}',
        "null",
        '{"as_of": "2026-11-20", "outcome": "refused", "refused_because": [], "refused_by": [1]}',
        '{"as_of": 1, "outcome": 2, "refused_because": null}',
    ],
    ids=["empty", "cut", "list", "keys missing", "null", "wrong parts", "wrong types"],
)
def test_a_report_that_cannot_be_read_says_what_to_do(bare: Home, content: str) -> None:
    bare.last_run.write_text(content, "utf-8")
    with pytest.raises(UnreadableReport, match="osteon status"):
        last_run(bare)


def test_a_home_is_synthetic_when_it_says_so(bare: Home) -> None:
    assert not is_synthetic(bare)
    mark_as_demo(bare)
    assert is_synthetic(bare)


def test_a_file_of_the_right_name_marks_nothing(bare: Home) -> None:
    bare.demo_mark.touch()
    assert not is_synthetic(bare)
    bare.demo_mark.unlink()
    bare.demo_mark.mkdir()
    assert not is_synthetic(bare)


def test_a_mapping_of_the_hospitals_own_ends_a_demo(bare: Home) -> None:
    mark_as_demo(bare)
    (bare.sources / "laboratory.toml").write_text('feed = "laboratory"\n', "utf-8")
    assert not is_synthetic(bare)


def test_the_mark_of_another_demo_marks_nothing(bare: Home, tmp_path: Path) -> None:
    other = Home(tmp_path / "other")
    other.create()
    (other.sources / "laboratory.toml").write_text('feed = "laboratory"\n', "utf-8")
    mark_as_demo(other)
    shutil.copyfile(other.demo_mark, bare.demo_mark)
    assert is_synthetic(other) and not is_synthetic(bare)
