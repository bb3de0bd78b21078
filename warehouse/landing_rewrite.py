"""Files at rest written anew: encrypted when they were plain, or without what had to leave.

Interrupted at any point, a file is as it was or as it was to be: what it is to hold is on the disk
first, then the record of custody says so, then it takes the place. The next night finishes it.
"""

import hashlib
from datetime import datetime
from pathlib import Path

from warehouse.custody import Departure, latest_departures, record_departure
from warehouse.durable import sync_folder
from warehouse.home import Home
from warehouse.landing import (
    CorruptLanding,
    LandedFile,
    is_sealed_at_rest,
    landed_files,
    measure_landed,
    plain_pieces,
    read_delivered,
    read_landed,
    sealing_key,
    write_at_rest,
)
from warehouse.landing_key import KEY_VARIABLE
from warehouse.secret import KeyProblem

_REWRITTEN = ".rewritten.part"


def encrypt_landing(home: Home) -> int:
    """Encrypt every file at rest that is not yet; how many were.

    Raises KeyProblem when no key is configured, CorruptLanding.
    """
    key = sealing_key(home)
    if key is None:
        raise KeyProblem(
            f"no key to encrypt landing with: name its file in {KEY_VARIABLE} or in "
            "settings.toml, [landing] key_file; it is created there"
        )
    plain = [file for file in landed_files(home) if not is_sealed_at_rest(file.path)]
    for file in plain:
        before, _ = measure_landed(file)
        unfinished = file.path.parent / _REWRITTEN
        write_at_rest(unfinished, plain_pieces(file), key)
        if hashlib.sha256(read_delivered(home, unfinished)).hexdigest() != before:
            raise CorruptLanding(
                f"{file.path.parent}: changed while it was encrypted; left as it is"
            )
        _take_place(unfinished, file.path)
    return len(plain)


def replace_content(
    home: Home, file: LandedFile, content: bytes, rows_removed: int, reason: str, now: datetime
) -> Departure:
    """Have a file at rest hold less than was delivered, and say so in the record of custody.

    Raises CorruptLanding, KeyProblem, BrokenCustody.
    """
    unfinished = file.path.parent / _REWRITTEN
    write_at_rest(unfinished, [content], sealing_key(home))
    departure = _departure(
        home, file, hashlib.sha256(content).hexdigest(), rows_removed, reason, now
    )
    record_departure(home, departure)
    _take_place(unfinished, file.path)
    return departure


def remove_file(
    home: Home, file: LandedFile, rows_removed: int, reason: str, now: datetime
) -> Departure:
    """Have a whole file leave landing, and say so in the record of custody.

    Raises CorruptLanding, KeyProblem, BrokenCustody.
    """
    departure = _departure(home, file, None, rows_removed, reason, now)
    record_departure(home, departure)
    _leave(home, file.path)
    return departure


def finish_interrupted(home: Home) -> int:
    """Bring every file to what the record of custody says of it; how many were not there yet.

    Raises BrokenCustody, KeyProblem, CorruptLanding.
    """
    latest = latest_departures(home)
    finished = 0
    for file in landed_files(home):
        unfinished = file.path.parent / _REWRITTEN
        departure = latest.get(file.kept_as)
        if departure is not None and departure.content_sha256 is None:
            _leave(home, file.path)
            finished += 1
        elif unfinished.exists():
            finished += _finish(home, file, unfinished, departure)
    return finished


def _finish(home: Home, file: LandedFile, unfinished: Path, departure: Departure | None) -> int:
    """What was on its way takes its place when the record says so; else it was worth nothing."""
    try:
        content = hashlib.sha256(read_delivered(home, unfinished)).hexdigest()
    except CorruptLanding:  # cut short by the kill, so nothing was recorded of it
        content = ""
    if departure is not None and content == departure.content_sha256:
        _take_place(unfinished, file.path)
        return 1
    unfinished.unlink()
    return 0


def _departure(
    home: Home, file: LandedFile, content: str | None, rows: int, reason: str, now: datetime
) -> Departure:
    before = latest_departures(home).get(file.kept_as)
    original = before.original_sha256 if before else read_landed(file)[1]
    stamp = now.isoformat(timespec="seconds")
    return Departure(stamp, file.kept_as, original, content, rows, reason)


def _take_place(unfinished: Path, place: Path) -> None:
    unfinished.replace(place)
    sync_folder(place.parent)


def _leave(home: Home, place: Path) -> None:
    """The file goes, and its folders when nothing is left in them."""
    place.unlink()
    for folder in (place.parent, place.parent.parent):
        (folder / _REWRITTEN).unlink(missing_ok=True)
        if any(folder.iterdir()):
            break
        folder.rmdir()
    sync_folder(home.landing)
