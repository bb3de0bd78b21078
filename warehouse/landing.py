"""Landing: every delivered file kept for ever, byte for byte, under the hash of its content.

    landing/<received>/<sha12>/<name>

With a key (warehouse/landing_key.py) files rest encrypted, under the hash of what was delivered. A
copy of this tree dropped into another inbox replays it, arrival dates included. What left a file
on a patient's opposition is told by warehouse/custody.py: it keeps its folder.
"""

import hashlib
import os
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from warehouse.custody import latest_departures
from warehouse.durable import create_private, create_private_folder, sync_folder
from warehouse.encryption import MARK, AnotherKey, DamagedSeal, is_sealed, seal, unsealed
from warehouse.file_names import kept_name
from warehouse.home import Home
from warehouse.landing_key import create_landing_key, landing_key, landing_key_file
from warehouse.secret import KeyProblem

RECEIVED_FORMAT = "%Y%m%dT%H%M%SZ"
SHORT_HASH = 12
_RECEIVED = re.compile(r"\d{8}T\d{6}Z")
_UNFINISHED = (".part", ".tmp", ".filepart")
_ARRIVING = ".arriving.part"
_PIECE = 1 << 20


@dataclass(frozen=True)
class LandedFile:
    """A delivered file at rest.

    shown_as: the name wherever others read it; a name as sent may say who a file is about.
    key_file: where the key is that opens it, when it rests encrypted. content_sha256: of what it
    holds since rows left it; None as long as it holds what was delivered.
    """

    path: Path
    name: str
    short_hash: str
    received_at: datetime
    key_file: Path | None = None
    content_sha256: str | None = None
    shown_as: str | None = None

    @property
    def kept_as(self) -> str:
        """What tells it from every other file at rest."""
        return f"{self.short_hash}/{self.name}"

    @property
    def shown_name(self) -> str:
        return self.shown_as or self.name

    @property
    def source_file(self) -> str:
        """How rows name the file they came from."""
        return f"{self.short_hash}/{self.shown_name}"


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
    Files still being written (.part, .tmp, .filepart, hidden, or changed while they were read),
    symbolic links, and files encrypted with another key are left. What was purged from landing
    does not come back when the same file is delivered again. A purge that was interrupted is
    finished first. Raises KeyProblem, BrokenCustody.
    """
    # Here and not above: what writes files anew rests on all that is in this module.
    from warehouse.landing_rewrite import finish_interrupted

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


def landed_files(home: Home) -> list[LandedFile]:
    """Every file at rest, in order of arrival, then name."""
    key_file = landing_key_file(home)
    departed = latest_departures(home)
    found = [
        LandedFile(
            path,
            path.name,
            path.parent.name,
            datetime.strptime(path.parent.parent.name, RECEIVED_FORMAT),
            key_file=key_file,
            content_sha256=departed[kept_as].content_sha256 if kept_as in departed else None,
        )
        for path in home.landing.glob("*/*/*")
        if path.is_file()
        and _RECEIVED.fullmatch(path.parent.parent.name)
        and not path.name.startswith(".")
        and (kept_as := f"{path.parent.name}/{path.name}")
    ]
    return sorted(found, key=lambda file: (file.received_at, file.name, file.short_hash))


def read_landed(file: LandedFile) -> tuple[bytes, str]:
    """Bytes of a file as delivered and their sha256.

    Raises CorruptLanding when they have changed, KeyProblem when they cannot be opened.
    """
    data = b"".join(plain_pieces(file))
    digest = hashlib.sha256(data).hexdigest()
    _require_same(file, digest)
    return data, digest


def read_delivered(home: Home, path: Path) -> bytes:
    """Bytes of a file wherever it is, opened when it was encrypted at rest here.

    Raises KeyProblem, CorruptLanding.
    """
    return b"".join(_opened(path, landing_key_file(home)))


def measure_landed(file: LandedFile) -> tuple[str, int]:
    """sha256 and size of a file as delivered, of any size. Raises as read_landed does."""
    hashed, size = hashlib.sha256(), 0
    for piece in plain_pieces(file):
        hashed.update(piece)
        size += len(piece)
    _require_same(file, hashed.hexdigest())
    return hashed.hexdigest(), size


def plain_pieces(file: LandedFile) -> Iterator[bytes]:
    """The content as delivered, piece by piece, decrypted where it rests encrypted."""
    return _opened(file.path, file.key_file)


def is_sealed_at_rest(path: Path) -> bool:
    """Whether a file rests encrypted."""
    with path.open("rb") as stream:
        return is_sealed(stream.read(len(MARK)))


def sealing_key(home: Home) -> bytes | None:
    """The key new files are encrypted with; None where none is configured.

    Created the first time it is needed, while nothing in landing is encrypted yet: a second key
    beside files of a lost one would hide the loss. Raises KeyProblem, WrongSetting.
    """
    file = landing_key_file(home)
    if file is None:
        return None
    if not file.exists() and not any(is_sealed_at_rest(item.path) for item in landed_files(home)):
        create_landing_key(file)
    return landing_key(file)


def write_at_rest(path: Path, pieces: Iterable[bytes], key: bytes | None) -> None:
    """Write a file of landing, encrypted when there is a key, and have it on the disk."""
    with create_private(path) as stream:
        if key is None:
            stream.writelines(pieces)
        else:
            seal(pieces, stream, key)
        stream.flush()
        os.fsync(stream.fileno())


def sha256_of(path: Path) -> str:
    """sha256 of a file of any size, in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _require_same(file: LandedFile, digest: str) -> None:
    if file.content_sha256 is not None and digest != file.content_sha256:
        raise CorruptLanding(
            f"{file.path.parent}: the content is not what custody/landing.jsonl says is left; "
            "run the purge again, or restore the file from a back-up"
        )
    if file.content_sha256 is None and not digest.startswith(file.short_hash):
        raise CorruptLanding(
            f"{file.path.parent}: the content no longer matches its folder {file.short_hash}; "
            "restore the file from a back-up before the next night"
        )


def _opened(path: Path, key_file: Path | None) -> Iterator[bytes]:
    if not is_sealed_at_rest(path):
        yield from _pieces(path)
        return
    key = landing_key(key_file)
    try:
        with path.open("rb") as stream:
            yield from unsealed(stream, key)
    except DamagedSeal as problem:
        raise CorruptLanding(
            f"{path.parent}: {problem}; restore the file from a back-up before the next night"
        ) from None
    except AnotherKey as problem:
        raise KeyProblem(
            f"{path.parent}: {problem} than {key_file}; put that key back, or restore the file"
        ) from None


def _bring(home: Home, path: Path, key: bytes | None) -> str | None:
    """Copy a file of the inbox beside landing; its short hash, None when it cannot be taken yet."""
    before = _stamp(path)
    hashed = hashlib.sha256()
    with suppress(AnotherKey, DamagedSeal):
        write_at_rest(home.landing / _ARRIVING, _hashing(_delivered(path, key), hashed.update), key)
        if _stamp(path) == before:
            return hashed.hexdigest()[:SHORT_HASH]
    (home.landing / _ARRIVING).unlink(missing_ok=True)
    return None


def _delivered(path: Path, key: bytes | None) -> Iterator[bytes]:
    """What a file of the inbox holds; one that comes encrypted from a landing is opened.

    Raises AnotherKey, DamagedSeal.
    """
    if not is_sealed_at_rest(path):
        yield from _pieces(path)
        return
    if key is None:
        raise AnotherKey("no key is configured")
    with path.open("rb") as stream:
        yield from unsealed(stream, key)


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as stream:
        yield from iter(lambda: stream.read(_PIECE), b"")


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
    if path.parent.name == digest and _RECEIVED.fullmatch(path.parent.parent.name):
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
