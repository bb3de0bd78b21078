"""What a night has to read: new files, and the tables that must be read again from landing."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import polars as pl

from flows.code_versions import code_version
from flows.file_names import files_as_shown
from flows.mappings import load_mappings
from transforms.frames import empty_frame
from transforms.sources import Source
from warehouse.home import Home
from warehouse.landing import LandedFile
from warehouse.reader import open_reader
from warehouse.schema import CANONICAL, OPERATIONS
from warehouse.schema.definitions import HOSPITAL_TIME_ZONE
from warehouse.settings import InputLimits, read_settings


@dataclass(frozen=True)
class Delivery:
    """A landed file as one feed reads it, within the limits of the home."""

    file: LandedFile
    source: Source
    known_at: datetime
    limits: InputLimits

    @property
    def key(self) -> tuple[str, str]:
        return self.file.source_file, self.source.feed

    @property
    def read_by(self) -> str:
        """What decides how the file is read: it is read again when this changes."""
        return f"{self.source.fingerprint} {self.limits}"

    @property
    def order(self) -> tuple[datetime, str]:
        return self.known_at, self.file.source_file


@dataclass(frozen=True)
class TablePlan:
    """The deliveries one canonical table has to take in, in their own order."""

    table: str
    deliveries: tuple[Delivery, ...]
    from_scratch: bool


@dataclass(frozen=True)
class NightPlan:
    """Everything a night needs to know before it touches the warehouse."""

    as_of: date
    from_scratch: bool
    tables: tuple[TablePlan, ...]
    unmatched: tuple[LandedFile, ...]
    waiting: tuple[str, ...]
    nightly_feeds: tuple[str, ...] = field(default=())


def plan_night(
    home: Home, *, published: Path | None, as_of: date | None, from_scratch: bool, today: date
) -> NightPlan:
    """Compare landing with what the published version has read.

    A night is dated by the newest extract it holds, unless `as_of` is given; extracts dated
    later wait. A table is read again from landing when a mapping or a limit of the input has
    changed, when an extract older than one already merged has arrived, or when one is no longer
    expected: everything else is merged as a delta. Raises MappingError, WrongSetting.
    """
    sources = load_mappings(home)
    limits = read_settings(home).input
    files = files_as_shown(home)
    deliveries = [
        Delivery(file, source, source.extract_at(file.name) or wall_clock(file.received_at), limits)
        for file in files
        for source in sources
        if source.matches(file.name)
    ]
    dated = as_of or max((item.known_at.date() for item in deliveries), default=today)
    due = [item for item in deliveries if item.known_at.date() <= dated]
    ledger = _ledger(published)
    scratch = from_scratch or published is None or _was_built_otherwise(published)
    expected = {source_file for source_file, _ in (item.key for item in deliveries)}
    return NightPlan(
        as_of=dated,
        from_scratch=scratch,
        tables=tuple(
            _table_plan(name, due, ledger.clear() if scratch else ledger) for name in CANONICAL
        ),
        unmatched=tuple(file for file in files if file.source_file not in expected),
        waiting=tuple(item.file.shown_name for item in deliveries if item.known_at.date() > dated),
        nightly_feeds=tuple(item.feed for item in sources if item.cadence == "nightly"),
    )


def wall_clock(instant: datetime) -> datetime:
    """An instant of the machine (UTC) as the clock on the hospital's wall shows it."""
    return instant.replace(tzinfo=UTC).astimezone(ZoneInfo(HOSPITAL_TIME_ZONE)).replace(tzinfo=None)


def _ledger(published: Path | None) -> pl.DataFrame:
    if published is None:
        return empty_frame(OPERATIONS["file"])
    reader = open_reader(published)
    try:
        return reader.frame("SELECT * FROM ops.file WHERE feed <> ''")
    finally:
        reader.close()


def _was_built_otherwise(published: Path) -> bool:
    reader = open_reader(published)
    try:
        last = reader.frame("SELECT code_version FROM ops.run ORDER BY run_started_at DESC LIMIT 1")
    finally:
        reader.close()
    return last.is_empty() or last.item() != code_version()


def _table_plan(name: str, due: list[Delivery], ledger: pl.DataFrame) -> TablePlan:
    wanted = sorted(
        (item for item in due if item.source.table == name), key=lambda item: item.order
    )
    on_record = {
        (row["source_file"], row["feed"]): row
        for row in ledger.filter(pl.col("table_name") == f"canonical.{name}").iter_rows(named=True)
    }
    fresh = [item for item in wanted if item.key not in on_record]
    again = (
        bool(on_record.keys() - {item.key for item in wanted})
        or any(
            on_record[item.key]["mapping_version"] != item.read_by
            for item in wanted
            if item.key in on_record
        )
        or _comes_late(fresh, wanted, on_record.keys())
    )
    return TablePlan(name, tuple(wanted if again else fresh), from_scratch=again)


def _comes_late(
    fresh: list[Delivery], wanted: list[Delivery], on_record: Collection[tuple[str, str]]
) -> bool:
    """Whether a new file belongs before one already merged of the same system."""
    newest: dict[str, tuple[datetime, str]] = {}
    for item in wanted:
        if item.key in on_record:
            system = item.source.system
            newest[system] = max(newest.get(system, item.order), item.order)
    return any(item.order < newest.get(item.source.system, item.order) for item in fresh)
