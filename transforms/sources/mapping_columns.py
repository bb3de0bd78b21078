"""The [columns] section of a mapping: what each canonical column comes from."""

from datetime import datetime

import polars as pl

from transforms.sources.columns import ANY_OTHER, read_column
from transforms.sources.lab_value import read_analyte
from transforms.sources.mapping_keys import Section, suggestion
from transforms.sources.source import ColumnSource, FileFormat, Offset, OffsetUnit
from transforms.sources.units import CANONICAL_UNIT, ucum
from warehouse.schema import (
    ANALYTES,
    CANONICAL,
    COLUMNS,
    PROVENANCE,
    VOCABULARIES,
    Column,
    ColumnType,
)

KEYS = (
    "column",
    "columns",
    "join",
    "constant",
    "map",
    "ignore",
    *(str(unit) for unit in OffsetUnit),
)
# Made by the reading itself, from [row] and from the other columns.
COMPUTED = {"patient_id", *PROVENANCE, "unit_code", "has_sample_time", "excluded_reason"}
# Without them no row of the table can be accepted, although one column of a row may be empty.
ALSO_NEEDED = {"lab_result": ("value", "unit_received")}


def parse_columns(section: Section, table: str, format: FileFormat) -> dict[str, ColumnSource]:
    """Canonical column to its source. Raises MappingError."""
    mappable = [name for name in CANONICAL[table].columns if name not in COMPUTED]
    columns = {}
    for name in section.values:
        if name not in mappable:
            raise section.error(
                name, f"is not a column a mapping fills in '{table}'", suggestion(name, mappable)
            )
        columns[name] = _parse_column(section, name)
        _require_words(section, name, columns[name], format)
    for name in (*CANONICAL[table].required, *ALSO_NEEDED.get(table, ())):
        if name in mappable and name not in columns:
            raise section.error(name, "is required and has no source", _how_to_add(name))
    return columns


def _how_to_add(name: str) -> str:
    if name == "unit_received":
        return (
            f'add {name} = "THEIR_COLUMN", or {name} = {{ constant = "{CANONICAL_UNIT}" }} '
            "when the laboratory sends canonical units only"
        )
    return f'add {name} = "THEIR_COLUMN" or {name} = {{ constant = "..." }}'


def _parse_column(section: Section, name: str) -> ColumnSource:
    if isinstance(section.values[name], str):
        return ColumnSource(columns=(section.name(name),))
    inside = section.section(name, f'{name} = "COLUMN" or {name} = {{ column = "COLUMN" }}')
    inside.only(KEYS)
    _require_one_origin(section, inside, name)
    source = ColumnSource(
        columns=_columns(inside),
        join=inside.text("join", " "),
        constant=inside.text("constant") if inside.has("constant") else None,
        words=inside.words("map"),
        ignored=inside.texts("ignore") if inside.has("ignore") else (),
        offset=_offset(inside, COLUMNS[name]),
    )
    if ANY_OTHER in source.words and ANY_OTHER in source.ignored:
        raise inside.error("ignore", "and map both hold '*'", "keep '*' in one of them")
    return source


def _require_one_origin(section: Section, inside: Section, name: str) -> None:
    given = [key for key in ("column", "columns", "constant") if inside.has(key)]
    if len(given) != 1:
        said = "names no column" if not given else f"has both {' and '.join(given)}"
        raise section.error(name, said, "write one of column, columns or constant")


def _columns(inside: Section) -> tuple[str, ...]:
    if inside.has("column"):
        return (inside.name("column"),)
    return inside.texts("columns") if inside.has("columns") else ()


def _offset(inside: Section, column: Column) -> Offset | None:
    units = [unit for unit in OffsetUnit if inside.has(unit)]
    if not units:
        return None
    unit = units[0]
    if len(units) > 1:
        raise inside.error(unit, f"comes with {units[1]}", "keep one of them")
    if column.type not in (ColumnType.DATE, ColumnType.DATETIME):
        raise inside.error(unit, f"means nothing: {column.name} is no date", "take it out")
    if unit is OffsetUnit.YEARS_BEFORE and column.type is not ColumnType.DATE:
        raise inside.error(
            unit, f"means nothing: {column.name} is an instant", "use minutes_after or days_after"
        )
    try:
        reference = datetime.fromisoformat(inside.text(unit))
    except ValueError:
        raise inside.error(unit, "is not a date", 'write it as "2015-01-01"') from None
    return Offset(unit, reference.replace(tzinfo=None))


def _require_words(section: Section, name: str, source: ColumnSource, format: FileFormat) -> None:
    """Refuse words of the mapping itself that its canonical column cannot hold."""
    place = f"{name}.constant" if source.constant is not None else f"{name}.map"
    words = [word for word in source.words.values() if word]
    for word in words if source.constant is None else [source.constant, *words]:
        if not _is_accepted(name, word, source, format):
            raise section.error(place, f"gives '{word}', which is no {name}", _accepted(name, word))


def _is_accepted(name: str, word: str, source: ColumnSource, format: FileFormat) -> bool:
    texts = pl.Series([word], dtype=pl.String)
    if name == "analyte_code":
        return not read_analyte(texts).faults
    if name == "unit_received":
        return word == CANONICAL_UNIT or ucum(word) is not None
    if name == "value":  # words are results too
        return True
    return not read_column(name, texts, source, format).faults


def _accepted(name: str, word: str) -> str:
    """What to write instead of a word a column cannot hold."""
    column = COLUMNS[name]
    if name == "analyte_code":
        return suggestion(word, ANALYTES)
    if column.vocabulary is not None:
        return suggestion(word, VOCABULARIES[column.vocabulary].codes)
    if name == "unit_received":
        return 'write a UCUM unit such as "mmol/L"'
    return f"write a {column.type} within its range"
