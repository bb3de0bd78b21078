"""A home again from a back-up: every content proven, and the whole home or nothing."""

import hashlib
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from warehouse.backup import LANDING_KEY_PLACE
from warehouse.backup_folder import BackupFolder, BackupProblem, KeptFile, Manifest
from warehouse.durable import create_private, create_private_folder, sync_folder
from warehouse.home import Home
from warehouse.landing_key import KEY_VARIABLE

_PIECE = 1 << 20


@dataclass(frozen=True)
class RestoreReport:
    """What came back, from which back-up. notes: what is left to do before a night."""

    made_at: str
    file_count: int
    current: str | None
    notes: tuple[str, ...]


def restore(home: Home, folder: Path) -> RestoreReport:
    """Bring the last back-up of a folder into an empty home.

    Raises BackupProblem when the home holds anything, when there is no back-up, or when a content
    is missing or damaged; the home is then as it was.
    """
    _require_empty(home)
    manifest = BackupFolder(folder).latest()
    if manifest is None:
        raise BackupProblem(f"{folder}: there is no back-up here, or none that was finished")
    root = home.root.resolve()
    unfinished = Home(root.with_name(f".{root.name}.restoring"))
    shutil.rmtree(unfinished.root, ignore_errors=True)
    create_private_folder(unfinished.root)
    unfinished.create()
    try:
        for file in manifest.files:
            _bring_back(BackupFolder(folder), file, unfinished.root)
        if manifest.current is not None:
            unfinished.current.symlink_to(manifest.current)
        _put_in_place(unfinished.root, root)
    finally:
        shutil.rmtree(unfinished.root, ignore_errors=True)  # nothing is there once it is in place
    return RestoreReport(
        manifest.made_at, len(manifest.files), manifest.current, _left_to_do(home, manifest)
    )


def _require_empty(home: Home) -> None:
    if home.root.exists() and any(home.root.iterdir()):
        raise BackupProblem(
            f"{home.root}: the home is not empty, and nothing is overwritten; "
            "name another folder with --home, or move this one away"
        )


def _bring_back(folder: BackupFolder, file: KeptFile, root: Path) -> None:
    place = root / file.path
    if not place.parent.exists():
        create_private_folder(place.parent)
    hashed = hashlib.sha256()
    try:
        with folder.place_of(file.sha256).open("rb") as stream, create_private(place) as copy:
            while piece := stream.read(_PIECE):
                hashed.update(piece)
                copy.write(piece)
            copy.flush()
            os.fsync(copy.fileno())
    except FileNotFoundError:
        raise BackupProblem(
            f"{folder.place_of(file.sha256)}: missing, and with it {file.path}; the back-up is "
            "not whole: take another one"
        ) from None
    if hashed.hexdigest() != file.sha256:
        raise BackupProblem(
            f"{folder.place_of(file.sha256)}: damaged, and with it {file.path}; "
            "take another back-up"
        )


def _put_in_place(unfinished: Path, root: Path) -> None:
    """Onto the empty home, at once."""
    try:
        unfinished.replace(root)
    except OSError as problem:
        raise BackupProblem(
            f"{root}: the restored home cannot take its place ({problem.strerror}); "
            "when it is a disk of its own, make the home a folder on it"
        ) from None
    sync_folder(root.parent)


def _left_to_do(home: Home, manifest: Manifest) -> tuple[str, ...]:
    notes = []
    held = manifest.by_path
    if home.key_file.name not in held:
        notes.append(f"put the key of the pseudonyms back, as {home.key_file}, before the night")
    if LANDING_KEY_PLACE in held:
        notes.append(
            f"the key of landing came back as {home.root / LANDING_KEY_PLACE}: move it to its own "
            f"place, and say so in {KEY_VARIABLE} or settings.toml"
        )
    return tuple(notes)
