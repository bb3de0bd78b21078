"""Publishing: a finished file gets a version name and the pointer moves to it, atomically.

Readers resolve the pointer once and keep the file they opened; they are never blocked and
never see half a night.
"""

import os
import shutil
from pathlib import Path

from warehouse.durable import DiskRefused, sync_file, sync_folder
from warehouse.home import Home
from warehouse.reader import NothingPublished, current_path, kept_versions
from warehouse.settings import read_settings

# Room for the copy, for what it grows by, and for what is landed and derived beside it.
_COPIES, _MARGIN_BYTES = 2, 64 * 1024**2
_BUILDING = "building-"
_A_MILLISECOND_NS = 1_000_000


def start_building(
    home: Home, run_id: str, *, from_scratch: bool, version: Path | None = None
) -> Path:
    """A file to work on: a copy of the published one, or none yet when starting from scratch.

    version: the file to copy; by default the one readers see. Raises WrongSetting and DiskRefused
    now rather than after the night's work.
    """
    read_settings(home)
    clear_unfinished(home)
    require_room(home)
    building = home.warehouse / f"{_BUILDING}{run_id}.duckdb"
    copied = None if from_scratch else version or _published(home)
    if copied is not None:
        shutil.copyfile(copied, building)
        building.chmod(0o600)
    return building


def require_room(home: Home) -> None:
    """Raises DiskRefused when the disk has no room for the work of a night."""
    published = _published(home)
    size = published.stat().st_size if published else 0
    needed, free = _COPIES * size + _MARGIN_BYTES, shutil.disk_usage(home.warehouse).free
    if free < needed:
        raise DiskRefused(
            f"{home.warehouse}: {free // 1024**2} MiB are free and a night needs "
            f"{needed // 1024**2}; what was published stays; free some disk, then run it again"
        )


def publish(home: Home, building: Path, version: str) -> Path:
    """Give the built file its version name and point `current.duckdb` at it.

    The next pointer is laid ready before the file gets its name: a night killed between the two
    has left word of a version that only waits for its pointer (`finish_publication`).
    """
    published = home.warehouse / f"{version}.duckdb"
    building.chmod(0o600)
    _follow_the_last(home, building)
    sync_file(building)
    _next_pointer(home).unlink(missing_ok=True)
    _next_pointer(home).symlink_to(published.name)
    building.replace(published)
    sync_folder(home.warehouse)
    finish_publication(home)
    (home.warehouse / "refused.duckdb").unlink(missing_ok=True)
    _keep_last(home, published)
    return published


def finish_publication(home: Home) -> None:
    """Move the pointer to the version that was waiting for it, if there is one."""
    pointer = _next_pointer(home)
    if not pointer.is_symlink():
        return
    if pointer.exists():
        pointer.replace(home.current)
        sync_folder(home.warehouse)
    else:
        pointer.unlink()


def point_at(home: Home, version: Path) -> None:
    """Make `current.duckdb` name a version that is there already."""
    _next_pointer(home).unlink(missing_ok=True)
    _next_pointer(home).symlink_to(version.name)
    finish_publication(home)


def refuse(home: Home, building: Path) -> Path:
    """Keep the refused file aside, for the engineer to look into; the pointer stays."""
    refused = home.warehouse / "refused.duckdb"
    building.chmod(0o600)
    building.replace(refused)
    return refused


def clear_unfinished(home: Home) -> None:
    """Remove what a night that did not end was working on: landing has everything."""
    for path in home.warehouse.glob(f"{_BUILDING}*"):
        if path.is_dir():  # where DuckDB lays down what does not fit in memory
            shutil.rmtree(path)
        else:
            path.unlink()


def _next_pointer(home: Home) -> Path:
    return home.warehouse / ".current.new"


def _published(home: Home) -> Path | None:
    try:
        return current_path(home)
    except NothingPublished:
        return None


def _follow_the_last(home: Home, building: Path) -> None:
    """Date the file after every version kept, also when the machine's clock was set back."""
    last = max((path.stat().st_mtime_ns for path in kept_versions(home)), default=0)
    if building.stat().st_mtime_ns <= last:
        os.utime(building, ns=(last + _A_MILLISECOND_NS,) * 2)


def _keep_last(home: Home, published: Path) -> None:
    kept = read_settings(home).versions_kept
    older = [path for path in kept_versions(home) if path != published]
    for path in older[: max(0, len(older) - (kept - 1))]:
        path.unlink()
