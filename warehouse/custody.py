"""Chain of custody: what was taken out of a file at rest, when and why, and of no one's name.

A file that lost rows keeps its place and its name, so that every row still opens to its file and
line; what it holds now is told here. Each entry carries the hash of all before it: one taken out,
or changed, shows.
"""

import hashlib
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from warehouse.durable import create_private_folder, sync_folder
from warehouse.home import Home

_RECORD = "landing.jsonl"
_BEGINNING = "0" * 64


class BrokenCustody(RuntimeError):
    """The record of what left landing has been changed or cut."""


@dataclass(frozen=True)
class Departure:
    """What left one file at rest.

    kept_as: its folder and name at rest. content_sha256: of what the file holds from then on; None
    when the whole file left.
    """

    at: str
    kept_as: str
    original_sha256: str
    content_sha256: str | None
    rows_removed: int
    reason: str


def custody_record(home: Home) -> Path:
    """The file that keeps it: one entry a line, oldest first."""
    return home.custody / _RECORD


def record_departure(home: Home, departure: Departure) -> None:
    """Add an entry, and have it on the disk. Raises BrokenCustody."""
    create_private_folder(home.custody)
    _, seal = _read(custody_record(home))
    said = asdict(departure)
    line = json.dumps({**said, "chain": _chained(seal, said)}, ensure_ascii=False) + "\n"
    record = custody_record(home)
    descriptor = os.open(record, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        os.write(descriptor, line.encode())
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    sync_folder(home.custody)


def departures(home: Home) -> list[Departure]:
    """Every entry, oldest first, each proven to follow the one before. Raises BrokenCustody."""
    return _read(custody_record(home))[0]


def latest_departures(home: Home) -> dict[str, Departure]:
    """The last entry of each file, by what it is kept as. Raises BrokenCustody."""
    return {departure.kept_as: departure for departure in departures(home)}


def _read(record: Path) -> tuple[list[Departure], str]:
    """The entries, and the hash the next one follows."""
    if not record.exists():
        return [], _BEGINNING
    found: list[Departure] = []
    seal = _BEGINNING
    for number, line in enumerate(record.read_text("utf-8").splitlines(), 1):
        departure, chain = _entry(record, number, line)
        seal = _chained(seal, asdict(departure))
        if chain != seal:
            raise _broken(record, number)
        found.append(departure)
    return found, seal


def _entry(record: Path, number: int, line: str) -> tuple[Departure, str]:
    try:
        said = json.loads(line)
        return Departure(**{key: said[key] for key in said if key != "chain"}), said["chain"]
    except (ValueError, TypeError, KeyError):
        raise _broken(record, number) from None


def _broken(record: Path, number: int) -> BrokenCustody:
    return BrokenCustody(
        f"{record}: line {number} does not follow the one before, so the record was changed or "
        "cut; restore the file from a back-up"
    )


def _chained(seal: str, said: dict[str, object]) -> str:
    content = json.dumps(said, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(f"{seal}\n{content}".encode()).hexdigest()
