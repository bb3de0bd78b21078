"""Publishing: a finished file gets a version name and the pointer moves to it, atomically.

Readers resolve the pointer once and keep the file they opened; they are never blocked and
never see half a night.
"""

import shutil
from pathlib import Path

from warehouse.durable import sync_file, sync_folder
from warehouse.home import Home
from warehouse.reader import kept_versions
from warehouse.settings import read_settings


def start_building(home: Home, run_id: str, *, from_scratch: bool) -> Path:
    """A file to work on: a copy of the published one, or none yet when starting from scratch.

    Raises WrongSetting now rather than after the night's work, when the version is kept.
    """
    read_settings(home)
    _clear_unfinished(home)
    building = home.warehouse / f"building-{run_id}.duckdb"
    if not from_scratch and home.current.exists():
        shutil.copyfile(home.current.resolve(), building)
        building.chmod(0o600)
    return building


def publish(home: Home, building: Path, version: str) -> Path:
    """Give the built file its version name and point `current.duckdb` at it."""
    published = home.warehouse / f"{version}.duckdb"
    building.chmod(0o600)
    sync_file(building)
    building.replace(published)
    _point(home, published)
    (home.warehouse / "refused.duckdb").unlink(missing_ok=True)
    _keep_last(home, published)
    return published


def refuse(home: Home, building: Path) -> Path:
    """Keep the refused file aside, for the engineer to look into; the pointer stays."""
    refused = home.warehouse / "refused.duckdb"
    building.chmod(0o600)
    building.replace(refused)
    return refused


def _point(home: Home, published: Path) -> None:
    pointer = home.warehouse / ".current.new"
    pointer.unlink(missing_ok=True)
    pointer.symlink_to(published.name)
    pointer.replace(home.current)
    sync_folder(home.warehouse)


def _keep_last(home: Home, published: Path) -> None:
    kept = read_settings(home).versions_kept
    older = [path for path in kept_versions(home) if path != published]
    for path in older[: max(0, len(older) - (kept - 1))]:
        path.unlink()


def _clear_unfinished(home: Home) -> None:
    # Left by a night that was killed: its work is worth nothing, landing has everything.
    for path in home.warehouse.glob("building-*"):
        path.unlink()
