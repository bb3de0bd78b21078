"""A patient who opposes leaves the home: landing, every version, the review store; and the proof.

Landing first, then what was derived, then the warehouse again from landing: interrupted at any
point, running it again ends it. What the hospital sends of the patient later comes in again, to be
refused or purged anew: no list of those who left is kept, as it would name them.
"""

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path

from flows.file_names import files_as_shown
from flows.mappings import load_mappings
from flows.night import Judge, judge_tables, run_night, say_nothing
from flows.proof import Proof, search_home
from flows.rebuild import night_of_current
from transforms.sources import MAX_BYTES, Source
from transforms.sources.patient_removal import (
    CannotRemove,
    Patients,
    Removal,
    identifiers_in,
    without_patients,
)
from transforms.sources.pseudonym import keyed_pseudonym
from warehouse.arrival import land_inbox
from warehouse.durable import create_private_folder, write_private
from warehouse.home import Home
from warehouse.landing import LandedFile, read_landed
from warehouse.landing_rewrite import finish_interrupted, remove_file, replace_content
from warehouse.lock import one_night_at_a_time
from warehouse.reader import current_path, kept_versions, open_reader
from warehouse.review_store import review_store
from warehouse.secret import pseudonym_key
from warehouse.version_copy import copy_without

REASON = "a patient opposed"


class NobodyToRemove(LookupError):
    """No patient was named, and none opposes."""


@dataclass(frozen=True)
class Leaving:
    """A file at rest, what is left of it, and whether it says how the hospital names them."""

    file: LandedFile
    removal: Removal
    says_identifiers: bool


@dataclass
class Departed:
    """What was taken out, in numbers and file names."""

    patients: int
    files: dict[str, int] = field(default_factory=dict)
    versions: dict[str, int] = field(default_factory=dict)
    entries: int = 0
    rebuilt: str = "nothing was published"
    proof: Proof | None = None

    @property
    def is_proven(self) -> bool:
        return self.proof is not None and not self.proof.found


def opposed_patients(home: Home) -> Patients:
    """Patients whose last word, in the published version, is that they oppose.

    Raises NobodyToRemove, NothingPublished.
    """
    reader = open_reader(current_path(home))
    try:
        rows = reader.frame(
            "SELECT DISTINCT patient_id FROM canonical.patient_aside WHERE aside_reason = 'opposed'"
        )
    finally:
        reader.close()
    if rows.is_empty():
        raise NobodyToRemove(
            f"{home.root}: no patient opposes in the published version; run the night that brings "
            "the opposition, or give the identifier on standard input with --patient"
        )
    return Patients(frozenset(rows["patient_id"]))


def named_patients(home: Home, identifiers: list[str]) -> Patients:
    """Patients by the identifiers the hospital knows them by. Raises NobodyToRemove."""
    said = frozenset(name for line in identifiers if (name := line.strip()))
    if not said:
        raise NobodyToRemove("no identifier on standard input; write one a line")
    pseudonym = keyed_pseudonym(pseudonym_key(home))
    return Patients(frozenset(map(pseudonym, said)), said)


def foresee_departure(home: Home, patients: Patients) -> dict[str, int]:
    """By file at rest, how many rows would go. Raises CorruptLanding, CannotRemove."""
    known = _known_by(home, patients)
    return {item.file.source_file: item.removal.rows for item in _leaving(home, known)}


def remove_patients(
    home: Home,
    patients: Patients,
    now: datetime,
    *,
    judge: Judge = judge_tables,
    progress: Callable[[str], None] = say_nothing,
) -> Departed:
    """Take the patients out of everything, build the warehouse again, prove that they are gone.

    Every file is looked at before the first is written. Interrupted, running it again goes on.
    Raises CorruptLanding, CannotRemove, KeyProblem, NightAlreadyRunning, StoreUnreachable.
    """
    departed = Departed(len(patients.pseudonyms))
    with one_night_at_a_time(home):
        finish_interrupted(home)
        land_inbox(home, now)
        known = _known_by(home, patients)
        _clear_landing(home, known, now, departed)
        departed.entries = _forget_reviews(home, known)
        # The published version last: interrupted before, it still says who opposes.
        _clear_warehouse(home, known, departed)
        progress("landing, versions and review store are without them")
    departed.rebuilt = _build_again(home, judge)
    departed.proof = search_home(home, known)
    _keep_proof(home, departed, now)
    return departed


def _known_by(home: Home, patients: Patients) -> Patients:
    """The patients, with every way landing names them."""
    found: set[str] = set()
    pseudonym = keyed_pseudonym(pseudonym_key(home))
    for file, sources in _files_and_sources(home):
        data, _ = read_landed(file)
        found |= identifiers_in(sources, data, patients, pseudonym, MAX_BYTES)
    return patients.named(frozenset(found))


def _files_and_sources(home: Home) -> Iterator[tuple[LandedFile, list[Source]]]:
    sources = load_mappings(home)
    for file in files_as_shown(home):
        yield file, [source for source in sources if source.matches(file.name)]


def _leaving(home: Home, patients: Patients) -> Iterator[Leaving]:
    """Files that hold something of the patients, each with what is left of it."""
    pseudonym = keyed_pseudonym(pseudonym_key(home))
    for file, sources in _files_and_sources(home):
        data, _ = read_landed(file)
        try:
            removal = without_patients(sources, data, patients, pseudonym, MAX_BYTES)
        except CannotRemove as problem:
            raise CannotRemove(
                f"{file.path}: {problem}; take the rows out of the extract, or have the hospital "
                "send it without them, and remove this file"
            ) from None
        if removal.content != data:
            said = identifiers_in(sources, data, patients, pseudonym, MAX_BYTES)
            yield Leaving(file, removal, bool(said))


def _clear_landing(home: Home, patients: Patients, now: datetime, departed: Departed) -> None:
    # What tells the identifiers goes last: interrupted before, the rest is found by them again.
    for item in sorted(_leaving(home, patients), key=lambda item: item.says_identifiers):
        rows = item.removal.rows
        if item.removal.content is None:
            remove_file(home, item.file, rows, REASON, now)
        else:
            replace_content(home, item.file, item.removal.content, rows, REASON, now)
        departed.files[item.file.source_file] = rows


def _clear_warehouse(home: Home, patients: Patients, departed: Departed) -> None:
    """Every kept version written anew; what cannot be read, or was refused, goes."""
    import duckdb

    for path in (*home.warehouse.glob("building-*"), *home.warehouse.glob("refused.duckdb*")):
        path.unlink()
    for version in kept_versions(home):
        try:
            departed.versions[version.stem] = copy_without(version, patients.pseudonyms)
        except duckdb.Error:
            version.unlink()
            departed.versions[f"{version.stem} (could not be read, deleted)"] = 0


def _forget_reviews(home: Home, patients: Patients) -> int:
    store = review_store(home)
    try:
        return store.forget(patients.pseudonyms)
    finally:
        store.close()


def _build_again(home: Home, judge: Judge) -> str:
    """The night last published, again from what landing still holds."""
    night = night_of_current(home)
    if night is None:
        return "nothing was published"
    report = run_night(home, as_of=night, from_scratch=True, judge=judge)
    if report.version is None:
        (home.warehouse / "refused.duckdb").unlink(missing_ok=True)
        return "refused: the version before stays, without them"
    return report.version


def _keep_proof(home: Home, departed: Departed, now: datetime) -> Path:
    """The record of what was done and found, which names nobody."""
    import json

    create_private_folder(home.custody)
    record = home.custody / f"purge-{now:%Y%m%dT%H%M%SZ}.json"
    said = {"at": now.isoformat(timespec="seconds"), "reason": REASON, **asdict(departed)}
    write_private(record, json.dumps(said, indent=1, ensure_ascii=False).encode())
    return record


def in_words(departed: Departed) -> list[str]:
    """What was done, and the proof, as a person reads it."""
    proof = departed.proof
    assert proof is not None, "told once it is proven or not"
    lines = [f"{departed.patients} patients taken out:"]
    lines += [f"  landing    {name}: {rows} rows" for name, rows in departed.files.items()]
    lines += [f"  warehouse  {name}: {rows} rows" for name, rows in departed.versions.items()]
    lines.append(f"  reviews    {departed.entries} entries")
    lines.append(f"  rebuilt    {departed.rebuilt}")
    lines.append(f"Read again: {proof.files} files, {proof.byte_count:,} bytes")
    if not proof.found:
        lines.append("Nothing in this home names them any more")
    lines += [f"  STILL NAMED in {place}" for place in proof.found]
    lines.append(
        "Back-ups made before still hold them: make one with --drop-earlier. A dashboard may have "
        "a version of before open: restart it"
    )
    return lines
