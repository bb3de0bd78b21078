"""Expectations that follow from the declarations: columns, keys, closed lists, ranges, dates."""

from collections.abc import Iterator

from expectations.expected import (
    Between,
    Expected,
    HasColumns,
    Matches,
    NeverMissing,
    NoRows,
    OneOf,
    Unique,
    VerdictSeverity,
    critical,
    warning,
)
from warehouse.schema import (
    ASIDE,
    COLUMNS,
    PROVENANCE,
    TABLES,
    VOCABULARIES,
    ColumnType,
    Table,
    Tier,
)
from warehouse.schema.definitions import word

# Written after the judgement, or by it.
UNJUDGED = frozenset(
    {
        "ops.verdict",
        "ops.run",
        "ops.step",
        "ops.headline",
        "ops.change",
        "ops.change_item",
        "ops.change_row",
    }
)

PSEUDONYM = "^[0-9a-f]{24}$"
PLACE_IN_LANDING = "^[0-9a-f]{12}/.+$"

# The end of a treatment may be planned; the others have happened when they are written.
_MAY_BE_AHEAD = frozenset({"ended_on"})

# A number outside the range of its column never enters the canonical tables (rule out_of_range)
# and never comes out of an estimator: found there, the code is wrong. In a derived table it is
# more often one patient's wrong date, which must not hold back everybody's night.
_RANGE_SEVERITY = {
    Tier.CANONICAL: VerdictSeverity.CRITICAL,
    Tier.DERIVED: VerdictSeverity.WARNING,
    Tier.PUBLISHED: VerdictSeverity.CRITICAL,
    Tier.OPS: VerdictSeverity.CRITICAL,
}


def declared_expectations(table: Table) -> tuple[Expected, ...]:
    """What the declaration of a table says of it. Empty for tables written by the judgement."""
    if table.full_name in UNJUDGED:
        return ()
    questions = (_shape, _required, _origin, _closed_lists, _ranges, _fingerprints, _clinical_dates)
    return tuple(expected for question in questions for expected in question(table))


def _is_aside(table: Table) -> bool:
    return table.tier is Tier.CANONICAL and table.name in {item.name for item in ASIDE.values()}


def _shape(table: Table) -> Iterator[Expected]:
    yield critical(
        table.full_name,
        HasColumns(table.columns),
        "A column that is missing, added or moved means the file was built by other code.",
    )
    yield critical(
        table.full_name,
        Unique(table.key),
        "A row that is there twice is counted twice.",
    )


def _required(table: Table) -> Iterator[Expected]:
    for column in table.required:
        if column not in PROVENANCE:
            yield critical(
                table.full_name,
                NeverMissing(column),
                f"A row without it cannot be used: {COLUMNS[column].meaning}",
            )


def _origin(table: Table) -> Iterator[Expected]:
    """Columns that say where a row comes from, asked about together."""
    origin = tuple(column for column in table.required if column in PROVENANCE)
    if origin:
        missing = " OR ".join(f"{column} IS NULL" for column in origin)
        yield critical(
            table.full_name,
            NoRows("says where it comes from", f"FROM this WHERE {missing}", origin),
            "Every shown number opens to its file and line.",
        )


def _closed_lists(table: Table) -> Iterator[Expected]:
    for column in _judged_columns(table):
        vocabulary = COLUMNS[column].vocabulary
        if vocabulary is not None:
            yield critical(
                table.full_name,
                OneOf(column, VOCABULARIES[vocabulary].codes, f"is in the list {vocabulary}"),
                "A code outside its closed list falls out of every count without a word.",
            )


def _ranges(table: Table) -> Iterator[Expected]:
    for name in _judged_columns(table):
        column = COLUMNS[name]
        if column.minimum is not None or column.maximum is not None:
            yield Expected(
                table.full_name,
                Between(name, column.minimum, column.maximum),
                _RANGE_SEVERITY[table.tier],
                f"Outside it the value is an error of unit, of typing or of code: {column.meaning}",
            )


def _judged_columns(table: Table) -> tuple[str, ...]:
    """Rows kept aside count nowhere: only what says why they are aside is judged."""
    return ("aside_reason",) if _is_aside(table) else table.columns


def _fingerprints(table: Table) -> Iterator[Expected]:
    if "patient_id" in table.columns:
        yield critical(
            table.full_name,
            Matches("patient_id", PSEUDONYM, "is a keyed pseudonym"),
            "Anything else may be the hospital's own identifier of the patient.",
        )
    if "source_file" in table.columns:
        yield critical(
            table.full_name,
            Matches("source_file", PLACE_IN_LANDING, "is a place in landing"),
            "Without it the row cannot be traced to the file it came by.",
        )


def _clinical_dates(table: Table) -> Iterator[Expected]:
    """Canonical facts are dated after the study could start and before they became known."""
    dates = [
        name
        for name in table.columns
        if COLUMNS[name].type in (ColumnType.DATE, ColumnType.DATETIME)
        and name not in _MAY_BE_AHEAD
        and not name.startswith("known_")
    ]
    if table.tier is not Tier.CANONICAL or _is_aside(table) or not dates:
        return
    wrong = " OR ".join(
        f"{name}::DATE < DATE '{word('study_start_on')}' OR {name}::DATE > known_at::DATE + 1"
        for name in dates
    )
    yield warning(
        table.full_name,
        NoRows("is dated before it became known", f"FROM this WHERE {wrong}", tuple(dates)),
        "A date in the future, or before 1900, is a typing error or a day read as a month.",
    )


DECLARED: tuple[Expected, ...] = tuple(
    expected for table in TABLES.values() for expected in declared_expectations(table)
)
