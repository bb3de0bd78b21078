"""Back-up of a home, also while a night runs: what cannot be built again, and what is published.

Landing only grows and versions never change, so each is copied as it is; the version is resolved
first, so that landing holds all it was built from. The review store is copied by SQLite itself.
What is in the folder already is not copied again.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from warehouse.backup_folder import BackupFolder, BackupProblem, KeptFile, Manifest
from warehouse.custody import custody_record
from warehouse.home import Home
from warehouse.landing import (
    CorruptLanding,
    LandedFile,
    is_sealed_at_rest,
    landed_files,
    measure_landed,
    sha256_of,
)
from warehouse.landing_key import landing_key_file
from warehouse.reader import NothingPublished, current_path
from warehouse.review_store import StoreUnreachable, review_store
from warehouse.secret import KeyProblem

LANDING_KEY_PLACE = "landing.key"
_MADE = "%Y%m%dT%H%M%S%fZ"
_REVIEWS = "reviews.sqlite"
_SQLITE_LEFTOVERS = ("-journal", "-wal", "-shm")


@dataclass(frozen=True)
class BackupReport:
    """What one back-up came to. notes: what it does not hold; problems: what to mend at once."""

    manifest: Path
    file_count: int
    copied_count: int
    copied_bytes: int
    dropped_count: int
    notes: tuple[str, ...]
    problems: tuple[str, ...]


@dataclass
class _Backup:
    """A back-up under way."""

    home: Home
    folder: BackupFolder
    before: dict[str, KeptFile]
    files: list[KeptFile] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    copied: list[KeptFile] = field(default_factory=list)

    def keep(self, path: str, place: Path) -> None:
        """A file that may be there already."""
        digest = sha256_of(place)
        if self.folder.holds(digest):
            self.files.append(KeptFile(path, digest, place.stat().st_size))
        else:
            with place.open("rb") as stream:
                self.keep_stream(path, stream)

    def keep_stream(self, path: str, stream: BinaryIO) -> None:
        kept = KeptFile(path, *self.folder.keep(stream))
        self.files.append(kept)
        self.copied.append(kept)


def back_up(
    home: Home,
    folder: Path,
    now: datetime,
    *,
    with_keys: bool = False,
    drop_earlier: bool = False,
) -> BackupReport:
    """Add a back-up of the home to a folder; one that is interrupted leaves no manifest.

    with_keys: also the keys of the pseudonyms and of landing. drop_earlier: forget the back-ups
    made before, which still hold what has been purged since. A file of landing that is damaged is
    named, and stays as the last back-up had it.

    Raises BackupProblem, KeyProblem, WrongSetting.
    """
    _require_apart(home, folder)
    target = BackupFolder(folder)
    with target.alone():
        last = target.latest()
        backup = _Backup(home, target, last.by_path if last else {})
        custody = _custody_now(home)
        current = _keep_version(backup)
        _keep_landing(backup)
        _keep_reviews(backup)
        _keep_own_files(backup)
        _keep_keys(backup, with_keys)
        if _custody_now(home) != custody:
            raise BackupProblem("files left landing during the back-up; run it again")
        made = Manifest(now.strftime(_MADE), current, with_keys, tuple(backup.files))
        manifest = target.conclude(made)
        dropped = target.drop_earlier(manifest) if drop_earlier else 0
    return BackupReport(
        manifest,
        len(backup.files),
        len(backup.copied),
        sum(file.byte_count for file in backup.copied),
        dropped,
        tuple(backup.notes),
        tuple(backup.problems),
    )


def _require_apart(home: Home, folder: Path) -> None:
    if not home.sources.is_dir():
        raise BackupProblem(f"{home.root}: there is no home here to back up")
    if folder.resolve().is_relative_to(home.root.resolve()):
        raise BackupProblem(f"{folder}: lies in the home itself; take another disk")


def _custody_now(home: Home) -> str:
    record = custody_record(home)
    return sha256_of(record) if record.exists() else ""


def _keep_version(backup: _Backup) -> str | None:
    """The published version, resolved once; its file name."""
    while True:
        try:
            version = current_path(backup.home)
            with version.open("rb"):
                backup.keep(f"warehouse/{version.name}", version)
        except NothingPublished:
            backup.notes.append("nothing is published yet: there is no warehouse in it")
            return None
        except FileNotFoundError:
            continue  # a night published between the two lines: the next version it is
        return version.name


def _keep_landing(backup: _Backup) -> None:
    files = landed_files(backup.home)
    for file in files:
        _keep_landed(backup, file)
    if any(not is_sealed_at_rest(file.path) for file in files):
        backup.notes.append(
            "landing is not encrypted, so this back-up names patients: keep it as closed as the "
            "home, or encrypt landing (`osteon encrypt-landing`)"
        )


def _keep_landed(backup: _Backup, file: LandedFile) -> None:
    """A file at rest, as it rests; proven to be what its folder says unless it was before."""
    path = file.path.relative_to(backup.home.root).as_posix()
    before = backup.before.get(path)
    if before is None or before.sha256 != sha256_of(file.path):
        try:
            measure_landed(file)
        except CorruptLanding as problem:
            backup.problems.append(str(problem))
            backup.files += [before] if before else []
            return
        except KeyProblem as problem:
            backup.problems.append(f"copied without looking into it: {problem}")
    backup.keep(path, file.path)


def _keep_reviews(backup: _Backup) -> None:
    try:
        store = review_store(backup.home)
    except StoreUnreachable as problem:
        backup.problems.append(str(problem))
        return
    store.close()
    if store.file is None:
        backup.notes.append(
            "the review store is in PostgreSQL and not in it: back that database up with pg_dump"
        )
    elif store.file.exists():
        _keep_database(backup, _REVIEWS, store.file)


def _keep_database(backup: _Backup, path: str, file: Path) -> None:
    """A SQLite database as of one instant, whoever writes meanwhile."""
    copy = backup.folder.root / ".database.part"
    copy.unlink(missing_ok=True)
    try:
        with (
            closing(sqlite3.connect(f"file:{file.resolve()}?mode=ro", uri=True)) as source,
            closing(sqlite3.connect(copy)) as target,
        ):
            source.backup(target)
        copy.chmod(0o600)
        backup.keep(path, copy)
    finally:
        copy.unlink(missing_ok=True)


def _keep_own_files(backup: _Backup) -> None:
    """Mappings, settings, the record of custody, the access log, the last report: what is small."""
    for file in _own_files(backup.home):
        path = file.relative_to(backup.home.root).as_posix()
        if file.read_bytes()[:16] == b"SQLite format 3\0":
            _keep_database(backup, path, file)
        else:
            backup.keep(path, file)


def _own_files(home: Home) -> Iterator[Path]:
    left_out = {home.key_file, home.lock_file, home.reviews, landing_key_file(home)}
    left_out.add(home.secrets_file)
    left_out |= {home.reviews.with_name(home.reviews.name + end) for end in _SQLITE_LEFTOVERS}
    kept = ((home.sources, "**/*"), (home.custody, "**/*"), (home.access, "access-*.jsonl"))
    for folder, glob in ((home.root, "*"), *kept):
        for file in sorted(folder.glob(glob)):
            if file.is_file() and not file.is_symlink() and file not in left_out:
                yield file
    if home.last_run.exists():
        yield home.last_run


def _keep_keys(backup: _Backup, with_keys: bool) -> None:
    own = (backup.home.key_file, backup.home.secrets_file)
    keys = {file.name: file for file in own}
    landing_key = landing_key_file(backup.home)
    if landing_key is not None:
        keys[LANDING_KEY_PLACE] = landing_key
    for path, file in keys.items():
        if with_keys and file.exists():
            backup.keep(path, file)
    if with_keys:
        backup.notes.append(
            "the keys are in it: whoever has this back-up can tell patients by their pseudonyms"
        )
    else:
        backup.notes.append(
            "no key is in it: keep a copy of each elsewhere, or say --with-keys; without the key "
            "of the pseudonyms a restored home cannot run a night"
            + (", without that of landing nobody can read it" if landing_key else "")
        )
