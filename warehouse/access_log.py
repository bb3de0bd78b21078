"""Who opened what of patients, and when: append-only files of the home, a month each.

Every line holds the hash of the one before, through the months: a line changed, removed, added or
moved shows (`access_chain.verify`). What a chain cannot show is that its end was cut off, or that
all of it was written anew by somebody who may write the file: keep the number and the hash that
`osteon access-log --verify` tells somewhere else. Holds pseudonyms and keys, never a value.
"""

import fcntl
import hashlib
import json
import mmap
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from warehouse.access_settings import AccessLogging
from warehouse.home import Home

GENESIS = "0" * 64
_KEY = re.compile(r"[A-Za-z0-9_-]{1,64}")


class AccessLogProblem(RuntimeError):
    """The opening cannot be written down, so nothing may be opened."""


@dataclass(frozen=True)
class Opening:
    """What somebody opened. `choices` are codes: an endpoint, a feed, a filter; never a value."""

    who: str
    role: str
    opened: str
    patient: str | None = None
    choices: tuple[str, ...] = ()
    purpose: str | None = None


@dataclass(frozen=True)
class Entry:
    """An opening as it was written: its number, when (UTC), and its place in the chain.

    bulk_patients: how many patients the person had opened within the window, when they were many.
    """

    number: int
    at: datetime
    opening: Opening
    bulk_patients: int | None
    before: str
    hash: str

    def as_line(self) -> str:
        return json.dumps({**_content(self), "hash": self.hash}, sort_keys=True) + "\n"


def user_key(subject: str) -> str:
    """The key of a person: what names them at their provider, or its hash if that is no key.

    A key signs verdicts and is read by colleagues: a name or an address of mail is neither.
    """
    if _KEY.fullmatch(subject):
        return subject
    return "u-" + hashlib.sha256(subject.encode()).hexdigest()[:24]


def write_down(home: Home, opening: Opening, at: datetime, limits: AccessLogging) -> Entry:
    """Append an opening at an instant (UTC), on the disk when this returns.

    Raises AccessLogProblem when it cannot be written: then nothing may be opened.
    """
    try:
        with _one_writer(home):
            entry = _entry(home, opening, at, limits)
            _append(_file(home, at), entry.as_line())
    except OSError as problem:
        raise AccessLogProblem(
            f"{home.access}: the access log cannot be written ({problem.strerror}); see that the "
            "disk has room and that the folder belongs to whoever runs the dashboard"
        ) from None
    return entry


def log_files(home: Home) -> list[Path]:
    """The files of the log, oldest first."""
    return sorted(home.access.glob("access-*.jsonl"))


def entry_of(line: bytes) -> Entry | None:
    """The entry on a line; None when the line is none, whole and as we write it."""
    try:
        told = json.loads(line)
        entry = Entry(
            int(told["number"]),
            datetime.fromisoformat(told["at"]),
            Opening(**{**told["opening"], "choices": tuple(told["opening"]["choices"])}),
            told["bulk_patients"],
            str(told["before"]),
            str(told["hash"]),
        )
        return entry if entry.as_line().encode() == line else None
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def hash_of(entry: Entry) -> str:
    """What the entry says, hashed together with the hash of the entry before."""
    return hashlib.sha256(json.dumps(_content(entry), sort_keys=True).encode()).hexdigest()


def latest_first(home: Home) -> Iterator[Entry]:
    """Entries from the last one back; lines that are none are left out."""
    for path in reversed(log_files(home)):
        yield from filter(None, map(entry_of, _lines_backwards(path)))


def _content(entry: Entry) -> dict[str, object]:
    return {
        "number": entry.number,
        "at": entry.at.isoformat(timespec="milliseconds"),
        "opening": asdict(entry.opening),
        "bulk_patients": entry.bulk_patients,
        "before": entry.before,
    }


def _entry(home: Home, opening: Opening, at: datetime, limits: AccessLogging) -> Entry:
    last = next(latest_first(home), None)
    unsigned = Entry(
        number=last.number + 1 if last else 1,
        at=at.astimezone(UTC).replace(microsecond=at.microsecond // 1000 * 1000),
        opening=opening,
        bulk_patients=_bulk(home, opening, at, limits),
        before=last.hash if last else GENESIS,
        hash="",
    )
    return replace(unsigned, hash=hash_of(unsigned))


def _bulk(home: Home, opening: Opening, at: datetime, limits: AccessLogging) -> int | None:
    """How many patients the person opened within the window, if more than are usual."""
    if opening.patient is None:
        return None
    since = at - timedelta(minutes=limits.bulk_minutes)
    patients = {opening.patient}
    for entry in latest_first(home):
        if entry.at < since:
            break
        if entry.opening.who == opening.who and entry.opening.patient is not None:
            patients.add(entry.opening.patient)
    return len(patients) if len(patients) > limits.bulk_patients else None


@contextmanager
def _one_writer(home: Home) -> Iterator[None]:
    """The folder of the log, held: the end of the chain is read and written by one at a time."""
    home.access.mkdir(mode=0o700, exist_ok=True)
    descriptor = os.open(home.access / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _file(home: Home, at: datetime) -> Path:
    """The file of the month; a clock set back into an earlier month writes at the end all the same,
    because the order of the lines is the order of the chain."""
    month = home.access / f"access-{at.astimezone(UTC):%Y-%m}.jsonl"
    return max([month, *log_files(home)])


def _append(path: Path, line: str) -> None:
    is_new = not path.exists()
    descriptor = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        content = _after_a_cut_line(descriptor) + line.encode()
        if os.write(descriptor, content) != len(content):
            raise OSError(28, "there is no room left", str(path))
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    if is_new:
        _keep_name(path.parent)


def _keep_name(folder: Path) -> None:
    # Not warehouse.durable: whoever may write this log is not thereby let near what writes nights.
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _after_a_cut_line(descriptor: int) -> bytes:
    """A line that a power cut left unfinished is ended first; `verify` tells of it."""
    size = os.fstat(descriptor).st_size
    return b"" if size == 0 or os.pread(descriptor, 1, size - 1) == b"\n" else b"\n"


def _lines_backwards(path: Path) -> Iterator[bytes]:
    if path.stat().st_size == 0:
        return
    with (
        path.open("rb") as stream,
        mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as content,
    ):
        end = len(content)
        while end > 0:
            start = content.rfind(b"\n", 0, end - 1) + 1
            yield content[start:end]
            end = start
