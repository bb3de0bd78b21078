"""Reading the access log: its entries, and whether the chain holds."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from warehouse.access_log import GENESIS, Entry, entry_of, hash_of, log_files, user_key
from warehouse.home import Home


@dataclass(frozen=True)
class Verification:
    """What was found: how many entries, the hash of the last, what breaks the chain, and what is
    worth knowing and breaks nothing. Sentences name the file and the line."""

    entry_count: int
    last_hash: str
    broken: tuple[str, ...]
    remarks: tuple[str, ...]


@dataclass(frozen=True)
class _Line:
    path: Path
    number: int
    content: bytes

    def __str__(self) -> str:
        return f"{self.path} line {self.number}"


def entries(
    home: Home,
    patient: str | None = None,
    user: str | None = None,
    since: datetime | None = None,
) -> Iterator[Entry]:
    """Entries, oldest first: of a patient (by the beginning of the pseudonym), of a person (their
    key, or what names them at their provider), from an instant on (UTC)."""
    keys = None if user is None else {user, user_key(user)}
    for line in _lines(home):
        entry = entry_of(line.content)
        if entry is None:
            continue
        opening = entry.opening
        if (
            (patient is None or (opening.patient or "").startswith(patient))
            and (keys is None or opening.who in keys)
            and (since is None or entry.at >= since)
        ):
            yield entry


def verify(home: Home) -> Verification:
    """Follow the chain from its first line to its last."""
    broken: list[str] = []
    remarks: list[str] = []
    last: Entry | None = None
    unreadable: _Line | None = None
    count = 0
    for line in _lines(home):
        entry = entry_of(line.content)
        if entry is None:
            # No entry is missing if the next one follows the one before: then the machine
            # stopped while this was written, and nothing was opened.
            remarks.append(f"{line}: it is no entry; it was cut short, or altered")
            unreadable = line
            continue
        unreadable = None
        broken += _problems(line, entry, last)
        if last is None and entry.number > 1:
            # Earlier months may have been put away; lines of this one may not.
            told = broken if remarks else remarks
            told.append(f"{line}: the log begins with entry {entry.number}, not the first")
        last, count = entry, count + 1
    if unreadable is not None and unreadable.content.endswith(b"\n"):
        broken.append(f"{unreadable}: it was altered: what is cut short has no end of line")
    return Verification(count, last.hash if last else GENESIS, tuple(broken), tuple(remarks))


def _problems(line: _Line, entry: Entry, last: Entry | None) -> list[str]:
    found = []
    if hash_of(entry) != entry.hash:
        found.append(f"{line}: it was changed after it was written: its hash is of other words")
    follows = (
        entry.number == last.number + 1 and entry.before == last.hash
        if last is not None
        else entry.number > 1 or entry.before == GENESIS
    )
    if not follows:
        found.append(
            f"{line}: it does not follow the entry before; one was removed, added, changed or moved"
        )
    return found


def _lines(home: Home) -> Iterator[_Line]:
    for path in log_files(home):
        with path.open("rb") as stream:
            for number, content in enumerate(stream, 1):
                yield _Line(path, number, content)
