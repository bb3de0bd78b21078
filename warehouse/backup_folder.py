"""A folder of back-ups: contents kept once under their hash, and a manifest for each back-up.

    DIR/objects/<first two digits>/<sha256>        what files held, whoever held it
    DIR/manifest-<made>-<sha12 of itself>.json     which file of a home held what

A manifest is written last, under its own hash: a back-up that was interrupted has none, and one
that was changed does not answer to its name.
"""

import fcntl
import hashlib
import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from warehouse.durable import create_private, create_private_folder, sync_folder, write_private

_MANIFEST = re.compile(r"manifest-(\d{8}T\d{6}\d*Z)-([0-9a-f]{12})\.json")
_FORMAT = 1
_PIECE = 1 << 20
_ARRIVING = ".arriving.part"


class BackupProblem(RuntimeError):
    """A back-up cannot be made, or cannot be used."""


@dataclass(frozen=True)
class KeptFile:
    """One file of a home in a back-up: its place in the home, and the content it had."""

    path: str
    sha256: str
    byte_count: int


@dataclass(frozen=True)
class Manifest:
    """One back-up: when it was made, the version published then, and every file."""

    made_at: str
    current: str | None
    has_keys: bool
    files: tuple[KeptFile, ...]

    @property
    def by_path(self) -> dict[str, KeptFile]:
        return {file.path: file for file in self.files}


class BackupFolder:
    """Back-ups of one home, in one folder."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Hold the folder, so that no other back-up writes into it. Raises BackupProblem."""
        create_private_folder(self.root)
        create_private_folder(self._objects)
        with (self.root / ".lock").open("a") as stream:
            try:
                fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise BackupProblem(
                    f"{self.root}: another back-up is being written here; wait for it to end"
                ) from None
            (self._objects / _ARRIVING).unlink(missing_ok=True)
            try:
                yield
            finally:
                # half a file would keep the room that a full disk lacks
                (self._objects / _ARRIVING).unlink(missing_ok=True)

    def holds(self, sha256: str) -> bool:
        return self.place_of(sha256).exists()

    def place_of(self, sha256: str) -> Path:
        """Where a content is, or would be."""
        return self._objects / sha256[:2] / sha256

    def keep(self, stream: BinaryIO) -> tuple[str, int]:
        """Copy a content unless it is there already; its hash and size."""
        hashed, size = hashlib.sha256(), 0
        with create_private(self._objects / _ARRIVING) as copy:
            while piece := stream.read(_PIECE):
                copy.write(piece)
                hashed.update(piece)
                size += len(piece)
            copy.flush()
            os.fsync(copy.fileno())
        place = self.place_of(hashed.hexdigest())
        create_private_folder(place.parent)
        (self._objects / _ARRIVING).replace(place)
        sync_folder(place.parent)
        return hashed.hexdigest(), size

    def conclude(self, manifest: Manifest) -> Path:
        """Write the manifest: from now on the back-up counts."""
        content = json.dumps({"format": _FORMAT, **asdict(manifest)}, indent=1, ensure_ascii=False)
        digest = hashlib.sha256(content.encode()).hexdigest()[:12]
        place = self.root / f"manifest-{manifest.made_at}-{digest}.json"
        write_private(place, content.encode())
        return place

    def manifests(self) -> list[Path]:
        """Manifests, oldest first."""
        found = self.root.glob("manifest-*.json")
        return sorted(path for path in found if _MANIFEST.fullmatch(path.name))

    def read(self, path: Path) -> Manifest:
        """A manifest that answers to its name. Raises BackupProblem."""
        named = _MANIFEST.fullmatch(path.name)
        content = path.read_bytes()
        if named is None or not hashlib.sha256(content).hexdigest().startswith(named.group(2)):
            raise BackupProblem(f"{path}: the manifest is not what was written; take another one")
        said = json.loads(content)
        if said["format"] != _FORMAT:
            raise BackupProblem(f"{path}: made by a later Osteon; restore it with that one")
        files = tuple(KeptFile(**item) for item in said["files"])
        for file in files:
            _require_inside(path, file.path)
        return Manifest(said["made_at"], said["current"], said["has_keys"], files)

    def latest(self) -> Manifest | None:
        """The last back-up; None before the first. Raises BackupProblem."""
        found = self.manifests()
        return self.read(found[-1]) if found else None

    def drop_earlier(self, last: Path) -> int:
        """Forget every other back-up and what only it holds; the number of contents that went."""
        for manifest in self.manifests():
            if manifest != last:
                manifest.unlink()
        used = {file.sha256 for file in self.read(last).files}
        unused = [path for path in self._objects.glob("*/*") if path.name not in used]
        for path in unused:
            path.unlink()
        return len(unused)

    @property
    def _objects(self) -> Path:
        return self.root / "objects"


def _require_inside(manifest: Path, path: str) -> None:
    place = PurePosixPath(path)
    if place.is_absolute() or ".." in place.parts or not place.parts:
        raise BackupProblem(f"{manifest}: it names a file outside the home; it is not ours")
