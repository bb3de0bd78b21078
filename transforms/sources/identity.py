"""Which patient and which row of its system each line is about, and in which version."""

from collections.abc import Callable

import polars as pl

from transforms.sources.columns import LARGEST_INTEGER, missing_where_empty
from transforms.sources.dates import read_instants
from transforms.sources.numerals import read_numbers
from transforms.sources.pseudonym import PSEUDONYM_SHAPE, patient_pseudonyms, pseudonyms_of
from transforms.sources.reading import Reading, unreadable_where
from transforms.sources.source import FileFormat, RowIdentity
from transforms.sources.without_identity import NATIONAL_NUMBER, names_patient

PART_MARK = "|"  # between the columns that together identify a row


def read_identity(
    texts: pl.DataFrame,
    row: RowIdentity,
    format: FileFormat,
    pseudonym: Callable[[str], str],
    identifying: frozenset[str] = frozenset(),
) -> Reading:
    """patient_id, source_row_id and row_version of every row.

    The identifier of the patient leaves only as its pseudonym, also where it is part of the row
    identifier (domain.md §10), and so does any other part of that which says who somebody is: an
    identifying column, a value that holds the patient's identifier or a national number. Where
    the mapping says that the patient already is a pseudonym, anything else breaks not_a_pseudonym
    and goes no further: it may be the hospital's own identifier. A version is a whole number, or
    an instant as seconds since 1970.
    """
    patients = _read_patients(texts[row.patient], row, pseudonym)
    known = patients.columns["patient_id"]
    parts = [
        _safe_part(texts, name, row, pseudonym, identifying).alias(name)
        for name in row.id
        if name != row.patient
    ]
    ids = _row_ids(texts.with_columns(known.alias(row.patient), *parts), row.id)
    reading = patients + missing_where_empty("patient_id", known)
    reading += Reading({"source_row_id": ids.alias("source_row_id")})
    reading += missing_where_empty("source_row_id", ids)
    return reading + _read_version(texts, row.version, format)


def _read_patients(
    identifiers: pl.Series, row: RowIdentity, pseudonym: Callable[[str], str]
) -> Reading:
    if not row.patient_is_pseudonym:
        made = patient_pseudonyms(identifiers, pseudonym)
        return Reading({"patient_id": made.alias("patient_id")})
    said = identifiers.set(~identifiers.str.contains(PSEUDONYM_SHAPE), None)
    return unreadable_where("not_a_pseudonym", "patient_id", identifiers, said)


def _safe_part(
    texts: pl.DataFrame,
    name: str,
    row: RowIdentity,
    pseudonym: Callable[[str], str],
    identifying: frozenset[str],
) -> pl.Series:
    """One column of the row identifier; a pseudonym where its value says who somebody is."""
    part = texts[name]
    if name in identifying:
        return pseudonyms_of("row", part, pseudonym)
    says_who = part.str.contains(NATIONAL_NUMBER)
    if not row.patient_is_pseudonym:
        says_who = says_who | names_patient(part, texts[row.patient])
    if not says_who.any():
        return part
    keyed = pseudonyms_of("row", part.set(~says_who.fill_null(False), None), pseudonym)
    return pl.select(pl.coalesce(keyed, part)).to_series()


def _row_ids(texts: pl.DataFrame, columns: tuple[str, ...]) -> pl.Series:
    """The identifying columns joined; null when one is empty. Marks inside them are escaped."""
    if len(columns) == 1:
        return texts[columns[0]]
    parts = [
        pl.col(name)
        .str.replace_all("\\", "\\\\", literal=True)
        .str.replace_all(PART_MARK, f"\\{PART_MARK}", literal=True)
        for name in columns
    ]
    return texts.select(pl.concat_str(parts, separator=PART_MARK).alias("id")).to_series()


def _read_version(texts: pl.DataFrame, column: str | None, format: FileFormat) -> Reading:
    if column is None:
        nothing = pl.repeat(None, texts.height, dtype=pl.Int64, eager=True)
        return Reading({"row_version": nothing.alias("row_version")})
    written = texts[column]
    whole = written.str.to_integer(strict=False, dtype=pl.Int64)
    numbers = read_numbers(written, format.decimal)
    exact = (numbers == numbers.round()) & (numbers.abs() <= LARGEST_INTEGER)
    instants = read_instants(written, format.dates, format.time_zone)["epoch_s"]
    versions = pl.select(
        pl.when(whole.is_not_null())
        .then(whole)
        .when(exact)
        .then(pl.when(exact).then(numbers).cast(pl.Int64))
        .when(numbers.is_null())
        .then(instants)
    ).to_series()
    return unreadable_where("not_a_number", "row_version", written, versions)


def withdrawn_rows(texts: pl.DataFrame, row: RowIdentity) -> pl.Series:
    """Rows the source says are cancelled."""
    if row.withdrawn is None:
        return pl.repeat(False, texts.height, dtype=pl.Boolean, eager=True)
    return texts[row.withdrawn.column].is_in(row.withdrawn.values).fill_null(False)
