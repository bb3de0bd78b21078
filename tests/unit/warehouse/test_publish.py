"""Publishing moves a pointer; readers keep what they opened; the last versions are kept."""

from pathlib import Path

import pytest

from warehouse.build import open_for_writing
from warehouse.home import Home
from warehouse.publish import VERSIONS_KEPT, publish, published_versions, refuse, start_building
from warehouse.reader import NothingPublished, current_path, open_reader


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home(tmp_path / "home")
    home.create()
    return home


def _publish(home: Home, number: int) -> Path:
    building = start_building(home, f"n{number}", from_scratch=False)
    with open_for_writing(building) as warehouse:
        warehouse.run(f"CREATE OR REPLACE TABLE night AS SELECT {number} AS number")
    return publish(home, building, f"osteon-n{number}")


def test_nothing_published_says_what_to_run(home: Home) -> None:
    with pytest.raises(NothingPublished, match="run `osteon nightly` or `osteon demo`"):
        current_path(home)


def test_a_reader_keeps_its_version_through_a_publication(home: Home) -> None:
    _publish(home, 1)
    reader = open_reader(current_path(home))
    _publish(home, 2)
    assert reader.frame("SELECT number FROM night").item() == 1
    reader.close()
    later = open_reader(current_path(home))
    assert later.frame("SELECT number FROM night").item() == 2
    later.close()


def test_a_refused_build_leaves_the_pointer(home: Home) -> None:
    published = _publish(home, 1)
    building = start_building(home, "bad", from_scratch=False)
    refuse(home, building)
    assert current_path(home) == published.resolve()
    assert (home.warehouse / "refused.duckdb").exists()


def test_what_a_killed_night_left_is_cleared(home: Home) -> None:
    (home.warehouse / "building-dead.duckdb").write_bytes(b"half")
    (home.warehouse / "building-dead.duckdb.wal").write_bytes(b"half")
    _publish(home, 1)
    assert list(home.warehouse.glob("building-*")) == []


def test_only_the_last_versions_are_kept(home: Home) -> None:
    for number in range(VERSIONS_KEPT + 3):
        _publish(home, number)
    kept = [path.stem for path in published_versions(home)]
    assert len(kept) == VERSIONS_KEPT
    assert kept[-1] == f"osteon-n{VERSIONS_KEPT + 2}"


def test_a_published_file_is_closed_to_other_users(home: Home) -> None:
    assert _publish(home, 1).stat().st_mode & 0o077 == 0
