"""Arrival: what the inbox holds is moved into landing, whole and once."""

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from warehouse.custody import latest_departures
from warehouse.durable import create_private_folder, sync_folder
from warehouse.encryption import AnotherKey, DamagedSeal, unsealed
from warehouse.file_names import kept_name
from warehouse.home import Home
from warehouse.landing import (
    RECEIVED_FORMAT,
    SHORT_HASH,
    is_received,
    is_sealed_at_rest,
    landed_files,
    pieces_of,
    sealing_key,
    write_at_rest,
)
from warehouse.landing_rewrite import finish_interrupted

_UNFINISHED = (".part", ".tmp", ".filepart")
_ARRIVING = ".arriving.part"


@dataclass(frozen=True)
class Arrivals:
    """What one look into the inbox found."""

    landed: tuple[str, ...]
    known_already: tuple[str, ...]
    left_in_inbox: tuple[str, ...]


def land_inbox(home: Home, now: datetime) -> Arrivals:
    """Move every finished file of the inbox into landing; a file already there is dropped.

    A name that tables or pages could not hold is kept as warehouse/file_names.py writes it.

    Safe to interrupt: a file leaves the inbox only once it is complete and synced in landing.
    Files still being written (.part, .tmp, .filepart, hidden, or changed while they were read),
    symbolic links, and files encrypted with another key are left. What was purged from landing
    does not come back when the same file is delivered again. A purge that was interrupted is
    finished first. Raises KeyProblem, BrokenCustody.
    """
    key = sealing_key(home)
    finish_interrupted(home)
    known = {landed.kept_as for landed in landed_files(home)} | set(latest_departures(home))
    landed: list[str] = []
    repeated: list[str] = []
    left: list[str] = []
    (home.landing / _ARRIVING).unlink(missing_ok=True)
    for path in _files_under(home.inbox):
        if path.is_symlink() or not path.is_file() or not os.access(path, os.R_OK):
            left.append(kept_name(str(path.relative_to(home.inbox))))
            continue
        if path.name.startswith(".") or path.name.endswith(_UNFINISHED):
            continue
        if (digest := _bring(home, path, key)) is None:
            left.append(kept_name(str(path.relative_to(home.inbox))))
            continue
        name = kept_name(path.name)
        kept_as = f"{digest}/{name}"
        if kept_as in known:
            (home.landing / _ARRIVING).unlink()
            repeated.append(name)
        else:
            _settle(home, home.landing / _received(path, digest, now) / digest / name)
            known.add(kept_as)
            landed.append(name)
        path.unlink()
    _drop_empty_folders(home.inbox)
    return Arrivals(tuple(landed), tuple(repeated), tuple(left))


def _bring(home: Home, path: Path, key: bytes | None) -> str | None:
    """Copy a file of the inbox beside landing; its short hash, None when it cannot be taken yet."""
    before, arriving = _stamp(path), home.landing / _ARRIVING
    hashed = hashlib.sha256()
    try:
        with suppress(AnotherKey, DamagedSeal):
            write_at_rest(arriving, _hashing(_delivered(path, key), hashed.update), key)
            if _stamp(path) == before:
                return hashed.hexdigest()[:SHORT_HASH]
    except OSError:
        # half a file would keep the room that the disk lacks
        arriving.unlink(missing_ok=True)
        raise
    arriving.unlink(missing_ok=True)
    return None


def _delivered(path: Path, key: bytes | None) -> Iterator[bytes]:
    """What a file of the inbox holds; one that comes encrypted from a landing is opened.

    Raises AnotherKey, DamagedSeal.
    """
    if not is_sealed_at_rest(path):
        yield from pieces_of(path)
        return
    if key is None:
        raise AnotherKey("no key is configured")
    with path.open("rb") as stream:
        yield from unsealed(stream, key)


def _hashing(pieces: Iterable[bytes], update: Callable[[bytes], None]) -> Iterator[bytes]:
    for piece in pieces:
        update(piece)
        yield piece


def _stamp(path: Path) -> tuple[int, int]:
    """Changes when a file is written to."""
    state = path.stat()
    return state.st_size, state.st_mtime_ns


def _files_under(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        if path.is_symlink() or not path.is_dir():
            yield path


def _received(path: Path, digest: str, now: datetime) -> str:
    """Folder of arrival: the one a replayed file already had, else now."""
    if path.parent.name == digest and is_received(path.parent.parent.name):
        return path.parent.parent.name
    return now.strftime(RECEIVED_FORMAT)


def _settle(home: Home, place: Path) -> None:
    """Give what was brought its place, and have the names on the disk."""
    create_private_folder(place.parent)
    (home.landing / _ARRIVING).replace(place)
    for folder in (place.parent, place.parent.parent, home.landing):
        sync_folder(folder)


def _drop_empty_folders(inbox: Path) -> None:
    for folder in sorted(inbox.rglob("*"), reverse=True):
        if folder.is_dir() and not folder.is_symlink() and not any(folder.iterdir()):
            folder.rmdir()
