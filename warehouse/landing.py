"""Landing: every delivered file kept for ever, byte for byte, under the hash of its content.

    landing/<received>/<sha12>/<name>

With a key (warehouse/landing_key.py) files rest encrypted, under the hash of what was delivered. A
copy of this tree dropped into another inbox replays it, arrival dates included. What left a file
on a patient's opposition is told by warehouse/custody.py: it keeps its folder.
"""

import hashlib
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from warehouse.custody import latest_departures
from warehouse.durable import create_private
from warehouse.encryption import (
    MARK,
    AnotherKey,
    DamagedSeal,
    is_sealed,
    plain_size,
    seal,
    unsealed,
)
from warehouse.home import Home
from warehouse.landing_key import create_landing_key, landing_key, landing_key_file
from warehouse.secret import KeyProblem

RECEIVED_FORMAT = "%Y%m%dT%H%M%SZ"
SHORT_HASH = 12
_RECEIVED = re.compile(r"\d{8}T\d{6}Z")
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


class CorruptLanding(RuntimeError):
    """A file at rest no longer has the content its folder is named after."""


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
        and is_received(path.parent.parent.name)
        and not path.name.startswith(".")
        and (kept_as := f"{path.parent.name}/{path.name}")
    ]
    return sorted(found, key=lambda file: (file.received_at, file.name, file.short_hash))


class LandedContent:
    """What a file holds as delivered, a piece at a time; once it was read to its end, it is proven.

    Iterating raises CorruptLanding or KeyProblem when it cannot be opened.
    """

    def __init__(self, file: LandedFile) -> None:
        self._file = file
        self._pieces = plain_pieces(file)
        self._hash = hashlib.sha256()
        self._size = 0

    def __iter__(self) -> Iterator[bytes]:
        for piece in self._pieces:
            self._hash.update(piece)
            self._size += len(piece)
            yield piece

    def proven(self) -> tuple[str, int]:
        """sha256 and size of the whole. Raises CorruptLanding when it is not what was delivered."""
        for _ in self:
            continue
        digest = self._hash.hexdigest()
        _require_same(self._file, digest)
        return digest, self._size


def read_landed(file: LandedFile) -> tuple[bytes, str]:
    """Bytes of a file as delivered and their sha256.

    Raises CorruptLanding when they have changed, KeyProblem when they cannot be opened.
    """
    content = LandedContent(file)
    data = b"".join(content)
    return data, content.proven()[0]


def read_delivered(home: Home, path: Path) -> bytes:
    """Bytes of a file wherever it is, opened when it was encrypted at rest here.

    Raises KeyProblem, CorruptLanding.
    """
    return b"".join(_opened(path, landing_key_file(home)))


def measure_landed(file: LandedFile) -> tuple[str, int]:
    """sha256 and size of a file as delivered, of any size. Raises as read_landed does."""
    return LandedContent(file).proven()


def delivered_size(file: LandedFile) -> int:
    """Bytes of a file as delivered, told by those at rest."""
    size = file.path.stat().st_size
    return plain_size(size) if is_sealed_at_rest(file.path) else size


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
        yield from pieces_of(path)
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


def pieces_of(path: Path) -> Iterator[bytes]:
    """The bytes of a file of any size, a megabyte at a time."""
    with path.open("rb") as stream:
        yield from iter(lambda: stream.read(_PIECE), b"")


def is_received(folder: str) -> bool:
    """Whether a folder is named as those of arrival are."""
    return _RECEIVED.fullmatch(folder) is not None
