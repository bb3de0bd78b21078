"""Twenty readers query without pause through thirty publications: no error, never half a night."""

import threading
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from warehouse.build import open_for_writing
from warehouse.home import Home
from warehouse.publish import publish, start_building
from warehouse.reader import kept_nights, open_published

READERS, PUBLICATIONS = 20, 30
TABLES = tuple(f"part_{number}" for number in range(6))


@dataclass
class Readings:
    """What the readers met, all together."""

    is_over: threading.Event = field(default_factory=threading.Event)
    errors: list[str] = field(default_factory=list)
    mixed: list[set[object]] = field(default_factory=list)
    nights: set[object] = field(default_factory=set)
    count: int = 0


def _publish_night(home: Home, number: int) -> None:
    """Every table written anew, each saying which night wrote it."""
    building = start_building(home, f"n{number}", from_scratch=False)
    with open_for_writing(building) as warehouse:
        for table in TABLES:
            warehouse.run(
                f"CREATE OR REPLACE TABLE {table} AS SELECT {number} AS night FROM range(500)"
            )
    publish(home, building, f"osteon-202611{number:02}-n{number}")


def _read_without_pause(home: Home, readings: Readings) -> None:
    while not readings.is_over.is_set():
        try:
            nights = _nights_read(home)
        except Exception as error:
            readings.errors.append(repr(error))
            return
        readings.count += 1
        readings.nights |= nights
        if len(nights) != 1:
            readings.mixed.append(nights)


def _nights_read(home: Home) -> set[object]:
    """The nights that wrote what one look sees, table by table: one, when it is whole."""
    kept_nights(home)
    reader = open_published(home)
    try:
        return {
            night
            for table in TABLES
            for (night,) in reader.frame(f"SELECT DISTINCT night FROM {table}").rows()
        }
    finally:
        reader.close()


# With one version kept, each publication removes what the readers are about to open.
@pytest.mark.parametrize("versions_kept", [1, pytest.param(14, marks=pytest.mark.long)])
def test_readers_meet_no_error_and_see_whole_versions(tmp_path: Path, versions_kept: int) -> None:
    home = Home(tmp_path / "home")
    home.create()
    home.settings_file.write_text(f"[warehouse]\nversions_kept = {versions_kept}\n")
    _publish_night(home, 0)
    readings = Readings()
    readers = [
        threading.Thread(target=_read_without_pause, args=(home, readings)) for _ in range(READERS)
    ]
    for reader in readers:
        reader.start()
    try:
        for number in range(1, PUBLICATIONS + 1):
            _publish_night(home, number)
    finally:
        readings.is_over.set()
        for reader in readers:
            reader.join()
    assert readings.errors == []
    assert readings.mixed == []
    assert readings.count > READERS and len(readings.nights) > 1
