"""What an expectation is: a question put to one table, what a no does, and why it is asked.

Plain data: nothing here knows Great Expectations. Questions about rows that should not exist
are SQL in which `this` is the table judged; they return no column of it, so no patient value
can leave with an answer.
"""

from dataclasses import dataclass
from enum import StrEnum


class VerdictSeverity(StrEnum):
    """What a failure does (vocabulary verdict_severity)."""

    CRITICAL = "critical"
    WARNING = "warning"


@dataclass(frozen=True)
class HasColumns:
    """The table has exactly these columns, in this order."""

    columns: tuple[str, ...]
    phrase: str = "has its declared columns"


@dataclass(frozen=True)
class NeverMissing:
    column: str
    phrase: str = "is never missing"

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column,)


@dataclass(frozen=True)
class OneOf:
    """Values that are there belong to a closed list."""

    column: str
    codes: tuple[str, ...]
    phrase: str

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column,)


@dataclass(frozen=True)
class Between:
    """Values that are there lie between two limits, both included; None leaves a side open."""

    column: str
    low: float | None
    high: float | None

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column,)

    @property
    def phrase(self) -> str:
        if self.high is None:
            return f"is {self.low:g} or more"
        if self.low is None:
            return f"is {self.high:g} or less"
        return f"lies between {self.low:g} and {self.high:g}"


@dataclass(frozen=True)
class Matches:
    """Values that are there match a pattern, which must be anchored at both ends."""

    column: str
    pattern: str
    phrase: str

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column,)


@dataclass(frozen=True)
class Unique:
    """No two rows agree on all these columns."""

    columns: tuple[str, ...]
    phrase: str = "is not repeated"


@dataclass(frozen=True)
class MedianBetween:
    column: str
    low: float
    high: float

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column,)

    @property
    def phrase(self) -> str:
        return f"has a median between {self.low:g} and {self.high:g}"


@dataclass(frozen=True)
class NoRows:
    """A query on `this` finds nothing.

    `rows` starts at FROM; every row it yields is a failure. `observed` is a query for one text
    without patient values, shown with the verdict. `about_rows` is False when what it yields
    are groups or totals, which are not counted as failing rows of the table.
    """

    phrase: str
    rows: str
    columns: tuple[str, ...] = ()
    observed: str | None = None
    about_rows: bool = True


Question = HasColumns | NeverMissing | OneOf | Between | Matches | Unique | MedianBetween | NoRows


@dataclass(frozen=True)
class Expected:
    """A question put to a table (`schema.table`), with the clinical reason to ask it."""

    table: str
    question: Question
    severity: VerdictSeverity
    reason: str

    @property
    def column_name(self) -> str | None:
        """Columns the question is about, as stored in ops.verdict; None for the whole table."""
        if isinstance(self.question, HasColumns):
            return None
        return ", ".join(self.question.columns) or None


def critical(table: str, question: Question, reason: str) -> Expected:
    """An expectation whose failure refuses publication."""
    return Expected(table, question, VerdictSeverity.CRITICAL, reason)


def warning(table: str, question: Question, reason: str) -> Expected:
    """An expectation whose failure is published and shown."""
    return Expected(table, question, VerdictSeverity.WARNING, reason)
