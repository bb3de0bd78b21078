"""Landing: every delivered file kept for ever, byte for byte, under the hash of its content.

    landing/<received>/<sha12>/<name>

A copy of this tree dropped into another inbox replays it, arrival dates included.
"""

import hashlib
import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from warehouse.durable import sync_file, sync_folder
from warehouse.file_names import kept_name
from warehouse.home import Home

RECEIVED_FORMAT = "%Y%m%dT%H%M%SZ"
SHORT_HASH = 12
_RECEIVED = re.compile(r"\d{8}T\d{6}Z")
_UNFINISHED = (".part", ".tmp", ".filepart")


@dataclass(frozen=True)
class LandedFile:
    """A delivered file at rest."""

    path: Path
    name: str
    short_hash: str
    received_at: datetime

    @property
    def source_file(self) -> str:
        """How rows name the file they came from."""
        return f"{self.short_hash}/{self.name}"


@dataclass(frozen=True)
class Arrivals:
    """What one look into the inbox found."""

    landed: tuple[str, ...]
    known_already: tuple[str, ...]
    left_in_inbox: tuple[str, ...]


class CorruptLanding(RuntimeError):
    """A file at rest no longer has the content its folder is named after."""


def land_inbox(home: Home, now: datetime) -> Arrivals:
    """Move every finished file of the inbox into landing; a file already there is dropped.

    A name that tables or pages could not hold is kept as warehouse/file_names.py writes it.

    Safe to interrupt: a file leaves the inbox only once it is complete and synced in landing.
    Files still being written (.part, .tmp, .filepart, hidden) and symbolic links are left.
    """
    known = {landed.source_file for landed in landed_files(home)}
    landed: list[str] = []
    repeated: list[str] = []
    left: list[str] = []
    for path in _files_under(home.inbox):
        if path.is_symlink() or not path.is_file() or not os.access(path, os.R_OK):
            left.append(kept_name(str(path.relative_to(home.inbox))))
            continue
        if path.name.startswith(".") or path.name.endswith(_UNFINISHED):
            continue
        digest = sha256_of(path)[:SHORT_HASH]
        name = kept_name(path.name)
        source_file = f"{digest}/{name}"
        if source_file in known:
            repeated.append(name)
        else:
            _keep(path, home.landing / _received(path, digest, now) / digest / name)
            known.add(source_file)
            landed.append(name)
        path.unlink()
    _drop_empty_folders(home.inbox)
    return Arrivals(tuple(landed), tuple(repeated), tuple(left))


def landed_files(home: Home) -> list[LandedFile]:
    """Every file at rest, in order of arrival, then name."""
    found = [
        LandedFile(
            path,
            path.name,
            path.parent.name,
            datetime.strptime(path.parent.parent.name, RECEIVED_FORMAT),
        )
        for path in home.landing.glob("*/*/*")
        if path.is_file()
        and _RECEIVED.fullmatch(path.parent.parent.name)
        and not path.name.startswith(".")
    ]
    return sorted(found, key=lambda file: (file.received_at, file.name, file.short_hash))


def read_landed(file: LandedFile) -> tuple[bytes, str]:
    """Bytes of a file at rest and their sha256. Raises CorruptLanding when they have changed."""
    data = file.path.read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    if not digest.startswith(file.short_hash):
        raise CorruptLanding(
            f"{file.path}: the content no longer matches its folder {file.short_hash}; "
            "restore the file from a back-up before the next night"
        )
    return data, digest


def sha256_of(path: Path) -> str:
    """sha256 of a file of any size, in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _files_under(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        if path.is_symlink() or not path.is_dir():
            yield path


def _received(path: Path, digest: str, now: datetime) -> str:
    """Folder of arrival: the one a replayed file already had, else now."""
    if path.parent.name == digest and _RECEIVED.fullmatch(path.parent.parent.name):
        return path.parent.parent.name
    return now.strftime(RECEIVED_FORMAT)


def _keep(path: Path, place: Path) -> None:
    folder = place.parent
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    unfinished = folder / ".arriving.part"
    shutil.copyfile(path, unfinished)
    sync_file(unfinished)
    unfinished.replace(place)
    for parent in (folder, folder.parent, folder.parent.parent):
        sync_folder(parent)


def _drop_empty_folders(inbox: Path) -> None:
    for folder in sorted(inbox.rglob("*"), reverse=True):
        if folder.is_dir() and not folder.is_symlink() and not any(folder.iterdir()):
            folder.rmdir()
