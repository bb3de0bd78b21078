"""The nouns every declaration is made of: columns, tables, analytes, rules, definitions.

Plain data with no engine behind it: nothing here knows DuckDB, Polars or Great Expectations.
"""

from dataclasses import dataclass, field
from enum import StrEnum


class ColumnType(StrEnum):
    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"
    DATETIME = "datetime"
    TEXT_LIST = "list of text"


class Tier(StrEnum):
    """The DuckDB schema a table lives in."""

    CANONICAL = "canonical"
    DERIVED = "derived"
    PUBLISHED = "published"
    OPS = "ops"


class Severity(StrEnum):
    """What breaking a rule does to a row (domain vocabulary of the Kahn framework)."""

    BLOCK = "block"
    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class KahnCategory(StrEnum):
    CONFORMANCE = "conformance"
    COMPLETENESS = "completeness"
    PLAUSIBILITY = "plausibility"


@dataclass(frozen=True)
class Column:
    """A fact recorded about something, declared once for every table that holds it."""

    name: str
    type: ColumnType
    meaning: str
    unit: str | None = None
    minimum: float | None = None
    maximum: float | None = None
    vocabulary: str | None = None
    source: str | None = None


@dataclass(frozen=True)
class Table:
    """A table of one tier: its columns by name, its key, what it means, how it may mislead."""

    name: str
    tier: Tier
    meaning: str
    columns: tuple[str, ...]
    key: tuple[str, ...]
    required: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    caveat: str | None = None
    in_digest: bool = True

    @property
    def full_name(self) -> str:
        return f"{self.tier}.{self.name}"


@dataclass(frozen=True)
class Conversion:
    """How a value in an accepted unit becomes the canonical one: multiply by `factor`."""

    unit: str
    factor: float
    source: str | None = None


@dataclass(frozen=True)
class UnitSlip:
    """Values that are impossible in the canonical unit but ordinary in `unit`.

    A result labelled with the canonical unit and lying in [low, high] was written in `unit`.
    """

    unit: str
    low: float
    high: float


@dataclass(frozen=True)
class Analyte:
    """A laboratory analyte: its codes, its one unit, its limits and how its trend is read."""

    code: str
    name: str
    unit: str
    loinc: tuple[str, ...] = ()
    conversions: tuple[Conversion, ...] = ()
    slips: tuple[UnitSlip, ...] = ()
    hard_low: float | None = None
    hard_high: float | None = None
    critical_below: float | None = None
    critical_above: float | None = None
    is_critical_at_upper: bool = False  # the upper critical limit itself is critical
    reference_low: float | None = None
    reference_high: float | None = None
    reference_change_percent: float | None = None
    stale_after_days: int | None = None
    note: str | None = None


@dataclass(frozen=True)
class Vocabulary:
    """A closed list of codes with what each means."""

    name: str
    meanings: dict[str, str] = field(hash=False)

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(self.meanings)


@dataclass(frozen=True)
class BoneSite:
    """Where in the skeleton, and what that place means for fracture and compression."""

    code: str
    name: str
    region: str
    is_vertebra: bool = False
    is_long_bone: bool = False
    is_weight_bearing: bool = False


@dataclass(frozen=True)
class Rule:
    """A data-quality rule a single row can break."""

    code: str
    severity: Severity
    category: KahnCategory
    meaning: str
    table: str | None = None


@dataclass(frozen=True)
class Definition:
    """A clinical choice stored with what it produced: a window, a gap, a threshold, a set."""

    name: str
    value: float | int | str | tuple[str, ...]
    unit: str | None
    meaning: str
    source: str


@dataclass(frozen=True)
class Benchmark:
    """A published value: of what, in whom, out of whom, by whom, and how well it is known.

    `compares_with` is the full name of our table to set beside it; None for context only.
    """

    name: str
    statement: str
    measure: str
    population: str
    value: float | None
    denominator_definition: str
    reference: str
    evidence: str
    unit: str = "proportion"
    lower: float | None = None
    upper: float | None = None
    limits: str | None = None
    numerator: int | None = None
    denominator: int | None = None
    caveat: str | None = None
    compares_with: str | None = None


@dataclass(frozen=True)
class Statement:
    """A statement of the founding text, and the tables that say the same of our patients.

    Either `tables` (full names) or the reason why no table can.
    """

    number: str
    says: str
    tables: tuple[str, ...] = ()
    not_computed_because: str | None = None
