"""Reading one canonical column: its text through the map of the mapping, then its type."""

from dataclasses import dataclass

import polars as pl

from transforms.sources.dates import read_instants, read_offsets
from transforms.sources.numerals import read_numbers
from transforms.sources.reading import Reading, fault_where, unreadable_where
from transforms.sources.source import ColumnSource, FileFormat
from warehouse.schema import COLUMNS, VOCABULARIES, Column, ColumnType

ANY_OTHER = "*"  # in a map or in ignore: every value not named
TRUE_WORDS = ("true", "1", "oui", "o", "yes", "y", "vrai")
FALSE_WORDS = ("false", "0", "non", "n", "no", "faux")
LARGEST_INTEGER = 2**53  # above it, a number read as such is no longer exact
LARGEST_NUMBER = 1e15  # no measure of a person is larger; sums and squares of it stay finite


@dataclass(frozen=True)
class SourcedText:
    """The text of one canonical column in every row, and the rows whose value is not followed."""

    texts: pl.Series
    is_ignored: pl.Series


def sourced_text(texts: pl.DataFrame, source: ColumnSource) -> SourcedText:
    """The text a canonical column comes from: columns joined, or a constant, then the map.

    Columns in: those of the file. An empty value is only translated by the word "" of the map; a
    word that the map translates by "" is missing.
    """
    raw = _joined(texts, source)
    is_known = raw.is_in([word for word in source.words if word != ANY_OTHER])
    is_other = ~is_known & raw.is_not_null()
    is_ignored = raw.is_in(source.ignored)
    if ANY_OTHER in source.ignored:
        is_ignored = is_ignored | is_other
    return SourcedText(_translated(raw, is_other, source.words), is_ignored.fill_null(False))


def _joined(texts: pl.DataFrame, source: ColumnSource) -> pl.Series:
    if source.constant is not None:
        return pl.repeat(source.constant, texts.height, dtype=pl.String, eager=True)
    if len(source.columns) == 1:
        return texts[source.columns[0]]
    joined = pl.concat_str(*source.columns, separator=source.join, ignore_nulls=True)
    some = pl.any_horizontal(pl.col(*source.columns).is_not_null())
    return texts.select(pl.when(some).then(joined).alias("joined")).to_series()


def _translated(raw: pl.Series, is_other: pl.Series, words: dict[str, str]) -> pl.Series:
    if not words:
        return raw
    translated = raw.replace(list(words), list(words.values()))
    if ANY_OTHER in words:
        translated = translated.set(is_other, words[ANY_OTHER])
    filled = translated.fill_null(words[""]) if "" in words else translated
    return filled.replace("", None)  # a word translated by nothing says nothing


def read_column(name: str, texts: pl.Series, source: ColumnSource, format: FileFormat) -> Reading:
    """One canonical column from its texts, by its declared type, range and vocabulary.

    A text that cannot be read breaks not_a_date, not_a_number or not_in_vocabulary; a number
    outside the declared range breaks out_of_range (domain.md §8).
    """
    column = COLUMNS[name]
    if column.type in (ColumnType.DATE, ColumnType.DATETIME):
        return date_reading(column, read_dates(texts, source, format), texts)
    if column.type in (ColumnType.NUMBER, ColumnType.INTEGER):
        return _read_number(column, texts, format.decimal)
    if column.type is ColumnType.BOOLEAN:
        return unreadable_where("not_in_vocabulary", name, texts, _truth(texts))
    return _read_word(column, texts)


def read_dates(texts: pl.Series, source: ColumnSource, format: FileFormat) -> pl.DataFrame:
    """Texts as dates, written as such or as an offset: wall_at, on, has_time, precision."""
    if source.offset is not None:
        return read_offsets(texts, source.offset, format.decimal)
    return read_instants(texts, format.dates, format.time_zone)


def date_reading(column: Column, dates: pl.DataFrame, texts: pl.Series) -> Reading:
    """A date or instant column from its texts read as dates; a birth is kept to its month."""
    if column.type is ColumnType.DATE:
        values = dates["on"].dt.month_start() if column.name == "birth_on" else dates["on"]
    else:  # the day of an instant is never guessed
        values = dates["wall_at"].set(dates["precision"] != "day", None)
    return unreadable_where("not_a_date", column.name, texts, values)


def _read_number(column: Column, texts: pl.Series, decimal: str) -> Reading:
    numbers = read_numbers(texts, decimal)
    if column.type is ColumnType.INTEGER:
        whole = (numbers == numbers.round()) & (numbers.abs() <= LARGEST_INTEGER)
        numbers = numbers.set(~whole, None)
    reading = unreadable_where("not_a_number", column.name, texts, numbers)
    outside = is_beyond_measure(numbers)
    if column.minimum is not None:
        outside = outside | (numbers < column.minimum)
    if column.maximum is not None:
        outside = outside | (numbers > column.maximum)
    return reading + Reading(faults=fault_where("out_of_range", column.name, outside))


def is_beyond_measure(numbers: pl.Series) -> pl.Series:
    """Numbers too large to measure anything of a person, infinite ones included."""
    return numbers.abs() > LARGEST_NUMBER


def _truth(texts: pl.Series) -> pl.Series:
    folded = texts.str.to_lowercase()
    return pl.select(
        pl.when(folded.is_in(TRUE_WORDS)).then(True).when(folded.is_in(FALSE_WORDS)).then(False)
    ).to_series()


def _read_word(column: Column, texts: pl.Series) -> Reading:
    reading = Reading({column.name: texts.alias(column.name)})
    if column.vocabulary is None:
        return reading
    unknown = ~texts.is_in(VOCABULARIES[column.vocabulary].codes)
    return reading + Reading(faults=fault_where("not_in_vocabulary", column.name, unknown))


def missing_where_empty(name: str, values: pl.Series) -> Reading:
    """The fault of a required column that is empty."""
    return Reading(faults=fault_where("missing", name, values.is_null()))
