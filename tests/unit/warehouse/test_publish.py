"""Publishing moves a pointer; readers keep what they opened; the last versions are kept."""

import os
from pathlib import Path

import pytest

from warehouse.build import open_for_writing
from warehouse.home import Home
from warehouse.publish import publish, refuse, start_building
from warehouse.reader import (
    NothingPublished,
    Published,
    current_path,
    kept_nights,
    kept_versions,
    open_reader,
    published_version,
)
from warehouse.settings import USUAL_VERSIONS_KEPT, WrongSetting


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


def _publish_with_free_blocks_cut_off(home: Home) -> Path:
    """A version DuckDB has shortened after writing how many blocks it has."""
    building = start_building(home, "n2", from_scratch=False)
    with open_for_writing(building) as warehouse:
        warehouse.run(
            "CREATE TABLE large AS SELECT range AS n, hash(range) AS h FROM range(300000)"
        )
        warehouse.run("CHECKPOINT")
        warehouse.run("DROP TABLE large")
        warehouse.run("UPDATE night SET number = 2")
    return publish(home, building, "osteon-n2")


def test_a_version_whose_free_blocks_are_cut_off_is_whole(home: Home) -> None:
    _publish(home, 1)
    shortened = _publish_with_free_blocks_cut_off(home)
    reader = open_reader(shortened)
    said = "SELECT block_size * total_blocks FROM pragma_database_size()"
    assert shortened.stat().st_size < reader.frame(said).item()
    assert reader.frame("SELECT number FROM night").item() == 2
    reader.close()
    assert published_version(home) == Published(shortened.resolve())


def test_a_version_cut_off_in_what_it_holds_gives_way_to_the_one_before(home: Home) -> None:
    first = _publish(home, 1)
    shortened = _publish_with_free_blocks_cut_off(home)
    os.truncate(shortened, shortened.stat().st_size - 256 * 1024)
    assert published_version(home) == Published(first.resolve(), "osteon-n2")


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


@pytest.mark.parametrize(
    ("settings", "kept"),
    [
        (None, USUAL_VERSIONS_KEPT),
        ("", USUAL_VERSIONS_KEPT),
        ("[warehouse]\nversions_kept = 3\n", 3),
        ("[warehouse]\nversions_kept = 1\n", 1),
    ],
)
def test_as_many_versions_are_kept_as_the_home_says(
    home: Home, settings: str | None, kept: int
) -> None:
    if settings is not None:
        home.settings_file.write_text(settings, "utf-8")
    for number in range(kept + 3):
        _publish(home, number)
    versions = [path.stem for path in kept_versions(home)]
    assert len(versions) == kept
    assert versions[-1] == f"osteon-n{kept + 2}" == current_path(home).stem


@pytest.mark.parametrize(
    "settings",
    [
        "versions_kept = ",
        "[warehouse]\nversions_kept = 0\n",
        "[warehouse]\nversions_kept = true\n",
        "[warehouse]\nversions_kept = '14'\n",
        "[warehouse]\nversion_kept = 14\n",
        "warehouse = 14\n",
    ],
)
def test_a_setting_that_cannot_be_followed_stops_the_night_before_its_work(
    home: Home, settings: str
) -> None:
    published = _publish(home, 1)
    home.settings_file.write_text(settings, "utf-8")
    with pytest.raises(WrongSetting, match=r"settings\.toml"):
        start_building(home, "n2", from_scratch=False)
    assert kept_versions(home) == [published]


def test_a_night_is_found_by_its_last_version(home: Home) -> None:
    for name in ("20261119-a", "20261121-a", "20261120-a", "20261119-b", "bare", "2026-x"):
        building = start_building(home, name, from_scratch=True)
        building.touch()
        publish(home, building, f"osteon-{name}")
    found = {night.isoformat(): path.stem for night, path in kept_nights(home).items()}
    assert list(found) == ["2026-11-19", "2026-11-20", "2026-11-21"]
    assert found["2026-11-19"] == "osteon-20261119-b"


def test_a_published_file_is_closed_to_other_users(home: Home) -> None:
    assert _publish(home, 1).stat().st_mode & 0o077 == 0
