"""Retention: files delivered before a day leave landing, and the warehouse is built without them.

What people said of the data stays: the review store is its own record.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from flows.file_names import files_as_shown
from flows.mappings import load_mappings
from flows.night import Judge, judge_tables, run_night, say_nothing
from flows.plan import wall_clock
from flows.rebuild import night_of_current
from transforms.sources import Source
from warehouse.home import Home
from warehouse.landing import LandedFile
from warehouse.landing_rewrite import finish_interrupted, remove_file
from warehouse.lock import one_night_at_a_time
from warehouse.reader import current_path, kept_versions, night_of, open_reader
from warehouse.review_store import SYSTEM
from warehouse.schema import CANONICAL


@dataclass(frozen=True)
class Expired:
    """What is older than a day: files at rest, versions of nights before, rows from the files.

    rows: by canonical table, rows in force that come from one of the files.
    """

    before: date
    files: tuple[LandedFile, ...]
    versions: tuple[Path, ...]
    rows: dict[str, int]


@dataclass(frozen=True)
class Purged:
    """What left, and what the warehouse became: rows by canonical table, before and after."""

    expired: Expired
    version: str | None
    rows: dict[str, tuple[int, int]]
    is_refused: bool = False


def expired_before(home: Home, before: date) -> Expired:
    """What a purge would take away. Raises MappingError."""
    sources = load_mappings(home)
    files = tuple(file for file in files_as_shown(home) if _is_expired(file, sources, before))
    current = current_path(home) if home.current.exists() else None
    versions = tuple(
        path
        for path in kept_versions(home)
        if path.resolve() != current and (night := night_of(path)) is not None and night < before
    )
    rows = _rows_in_force(current, [file.source_file for file in files]) if current else {}
    return Expired(before, files, versions, {name: rows[name] for name in rows if rows[name]})


def purge_before(
    home: Home,
    before: date,
    now: datetime,
    *,
    judge: Judge = judge_tables,
    progress: Callable[[str], None] = say_nothing,
) -> Purged:
    """Delete what is older than a day, with an entry for each file, and build the warehouse again.

    When the judge refuses what is left, `version` is None and the version of before stays.
    Interrupted, running it again goes on. Raises MappingError, CorruptLanding, NightAlreadyRunning.
    """
    night = night_of_current(home)
    rows_before = _rows_in_force(current_path(home)) if night else {}
    with one_night_at_a_time(home):
        finish_interrupted(home)
        expired = expired_before(home, before)
        for file in expired.files:
            remove_file(home, file, 0, f"retention: delivered before {before}", now)
        for version in expired.versions:
            version.unlink()
        (home.warehouse / "refused.duckdb").unlink(missing_ok=True)
    progress(f"{len(expired.files)} files left landing")
    if night is None:
        return Purged(expired, None, {})
    report = run_night(home, as_of=night, from_scratch=True, judge=judge)
    after = _rows_in_force(current_path(home))
    rows = {name: (rows_before[name], after[name]) for name in after}
    changed = {name: both for name, both in rows.items() if both[0] != both[1]}
    return Purged(expired, report.version, changed, is_refused=report.version is None)


def _is_expired(file: LandedFile, sources: tuple[Source, ...], before: date) -> bool:
    reading = [source for source in sources if source.matches(file.name)]
    if any(source.system == SYSTEM for source in reading):
        return False
    arrived = wall_clock(file.received_at)
    known = [source.extract_at(file.name) or arrived for source in reading]
    return max(known, default=arrived).date() < before


def _rows_in_force(version: Path, files: list[str] | None = None) -> dict[str, int]:
    """By canonical table, its rows; only those from some files when these are given."""
    reader = open_reader(version)
    try:
        where = "" if files is None else "WHERE list_contains($1, source_file)"
        return {
            table.full_name: int(
                reader.frame(
                    f"SELECT count(*) AS n FROM {table.full_name} {where}",
                    [] if files is None else [files],
                ).item()
            )
            for table in CANONICAL.values()
        }
    finally:
        reader.close()


def foreseen(expired: Expired) -> list[str]:
    """What a purge would do, as a person reads it."""
    lines = [f"Delivered before {expired.before}: {len(expired.files)} files"]
    lines += [f"  landing    {file.source_file}" for file in expired.files]
    lines += [f"  warehouse  {path.stem}" for path in expired.versions]
    lines += [
        f"  rows       {rows:>9} of {name} rest on them" for name, rows in expired.rows.items()
    ]
    return lines


def in_words(purged: Purged) -> list[str]:
    """What a purge did, as a person reads it."""
    lines = foreseen(purged.expired)
    lines += [f"  {name}: {was:,} rows, now {now:,}" for name, (was, now) in purged.rows.items()]
    if purged.version is not None:
        lines.append(f"Published without them as {purged.version}")
    elif purged.is_refused:
        lines.append(
            "What is left was refused by the judge: the version of before stays, and still holds "
            "what left landing; see `osteon status`"
        )
    return lines
