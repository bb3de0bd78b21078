"""What a mapping declares: where extracts come from, how they are written, what they mean."""

import re
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from fnmatch import fnmatchcase

from warehouse.schema.definitions import HOSPITAL_TIME_ZONE


class FileKind(StrEnum):
    DELIMITED = "delimited"
    PARQUET = "parquet"
    NDJSON = "ndjson"


class Delivery(StrEnum):
    """Whether a file holds what changed, or the whole table."""

    DELTA = "delta"
    SNAPSHOT = "snapshot"


class Cadence(StrEnum):
    """How often a file must come: a nightly feed without a file is reported."""

    NONE = "none"
    NIGHTLY = "nightly"


class OffsetUnit(StrEnum):
    """How a number stands for a date: completed years before it, or time after it."""

    YEARS_BEFORE = "years_before"
    MINUTES_AFTER = "minutes_after"
    DAYS_AFTER = "days_after"


@dataclass(frozen=True)
class FileFormat:
    """How the file is written."""

    kind: FileKind = FileKind.DELIMITED
    delimiter: str = ","
    quote: str = '"'
    encoding: str = "utf-8"
    decimal: str = "."
    has_header: bool = True
    names: tuple[str, ...] = ()
    time_zone: str = HOSPITAL_TIME_ZONE
    dates: tuple[str, ...] = ()
    nulls: tuple[str, ...] = ("",)


@dataclass(frozen=True)
class Withdrawal:
    """The column and the values that say a row is cancelled."""

    column: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class RowIdentity:
    """Which patient a row is about, what makes it one row, which of its versions it is."""

    patient: str
    id: tuple[str, ...]
    version: str | None = None
    withdrawn: Withdrawal | None = None
    patient_is_pseudonym: bool = False  # made by this home: kept as it is
    identifying: tuple[str, ...] = ()  # columns of `id` that say who: a stay, a sample

    @property
    def columns(self) -> tuple[str, ...]:
        """Columns of the file this needs."""
        version = (self.version,) if self.version else ()
        withdrawn = (self.withdrawn.column,) if self.withdrawn else ()
        return (self.patient, *self.id, *version, *withdrawn)


@dataclass(frozen=True)
class Offset:
    """A number of years before, or minutes or days after, a date the mapping declares."""

    unit: OffsetUnit
    reference: datetime


@dataclass(frozen=True)
class ColumnSource:
    """Where one canonical column comes from: columns of the file, or a constant."""

    columns: tuple[str, ...] = ()
    join: str = " "
    constant: str | None = None
    words: dict[str, str] = field(default_factory=dict)
    ignored: tuple[str, ...] = ()
    offset: Offset | None = None


@dataclass(frozen=True)
class ExtractDate:
    """How the name of a file says when it was extracted."""

    pattern: str
    format: str


@dataclass(frozen=True)
class Source:
    """One feed: files of one layout that fill one canonical table."""

    feed: str
    table: str
    system: str
    files: tuple[str, ...]
    delivery: Delivery
    cadence: Cadence
    extract_date: ExtractDate | None
    format: FileFormat
    row: RowIdentity
    columns: dict[str, ColumnSource]
    fingerprint: str

    @property
    def columns_used(self) -> tuple[str, ...]:
        """Columns of the file the mapping needs, each once."""
        mapped = (name for source in self.columns.values() for name in source.columns)
        return tuple(dict.fromkeys((*self.row.columns, *mapped)))

    def matches(self, file_name: str) -> bool:
        """Whether a delivered file belongs to this feed, by its name."""
        return any(fnmatchcase(file_name, glob) for glob in self.files)

    def extract_at(self, file_name: str) -> datetime | None:
        """When the extract was made, as its name says; None when it does not say."""
        if self.extract_date is None:
            return None
        found = re.search(self.extract_date.pattern, file_name)
        if found is None:
            return None
        stamp = found.group(1 if found.re.groups else 0)
        try:
            return datetime.strptime(stamp, self.extract_date.format).replace(tzinfo=None)
        except (ValueError, TypeError):  # another name than expected: arrival is used
            return None
