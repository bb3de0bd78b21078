"""What would say who somebody is, taken out of what was read before it leaves landing.

Identifiers of samples, examinations, reports, plans and lesions become pseudonyms, like those of
patients; so do the people who gave a verdict. Words that a column may hold freely (a method, a
reason) are kept only while they look like wording, never like a comment about somebody; in place
of a result or of a unit, only a laboratory's own words are.
"""

from collections.abc import Callable

import polars as pl

from transforms.sources.pseudonym import PSEUDONYM_SHAPE, pseudonyms_of
from transforms.sources.reading import Reading
from transforms.sources.result_words import are_result_words
from transforms.sources.source import Source
from transforms.sources.unique import read_unique
from transforms.sources.units import ucum
from warehouse.schema import CANONICAL, COLUMNS, PROVENANCE, ColumnType

IDENTIFIERS = ("sample_id", "exam_id", "report_id", "plan_id", "lesion_id")
PEOPLE = ("reviewed_by", "answered_by")
ROLES = ("clinician", "quality", "engineer", "epidemiologist")
OWN_SYSTEM = "OSTEON"  # its extracts are written by this home, with pseudonyms and keys only
WITHHELD = "[withheld]"  # in place of words; file and line say where they are
LONGEST_WORDING, MOST_WORDS = 80, 12
SHORTEST_TELLING = 5  # characters: a shorter identifier is in any text by chance
LONGEST_SEARCHED = 64  # bytes: no hospital's own identifiers are longer

_BEFORE, _AFTER = r"(?:^|[^0-9A-Za-z])", r"(?:[^0-9A-Za-z]|$)"
NATIONAL_NUMBER = (
    rf"{_BEFORE}[1278][ .]?\d\d[ .]?\d\d[ .]?\d[\dABab][ .]?\d{{3}}[ .]?\d{{3}}"
    rf"(?:[ .]?\d\d)?{_AFTER}"
)
# What no wording of a laboratory or of a prescription holds, and comments do.
_TELLING = (
    r"[\r\n]",
    r"[^\s@]+@[^\s@]+\.\p{L}{2,}",
    rf"{_BEFORE}(?:\+33|0033|0)[ .]?[1-9](?:[ .-]?\d\d){{4}}{_AFTER}",
    NATIONAL_NUMBER,
    rf"{_BEFORE}[0-3]?\d[/.-][01]?\d[/.-](?:19|20)\d\d{_AFTER}",
    rf"{_BEFORE}(?:19|20)\d\d[/.-][01]\d[/.-][0-3]\d{_AFTER}",
    r"(?:^|\P{L})(?:Mme|MME|Mlle|MLLE|Mr|M\.|Dr|DR|Pr|Madame|MADAME|Monsieur|MONSIEUR|Docteur)"
    r"\.?\s+\p{Lu}",
    r"(?i)\d\s*,?\s*(?:bis|ter)?\s*,?\s*(?:rue|avenue|boulevard|impasse|allée|chemin)\s",
)


def identifying_columns(source: Source) -> frozenset[str]:
    """Columns of the file that the mapping uses as identifiers, or says to be some."""
    used = (source.columns[name].columns for name in IDENTIFIERS if name in source.columns)
    return frozenset((*source.row.identifying, *(name for names in used for name in names)))


def without_identity(
    source: Source, content: Reading, patients: pl.Series, pseudonym: Callable[[str], str]
) -> Reading:
    """The content of an extract, with identifiers keyed and telling words withheld.

    patients: the identifier of the patient of each row, as the file writes it. Extracts of this
    home are kept as they are.
    """
    if source.system == OWN_SYSTEM:
        return content
    columns = dict(content.columns)
    for name in columns.keys() & {*IDENTIFIERS, *_words_of(source.table)}:
        columns[name] = _safe(name, columns[name], patients, pseudonym)
    return Reading(columns, content.faults)


def _words_of(table_name: str) -> tuple[str, ...]:
    """The columns of a table that hold words of no closed list."""
    return tuple(
        name
        for name in CANONICAL[table_name].columns
        if COLUMNS[name].type is ColumnType.TEXT
        and COLUMNS[name].vocabulary is None
        and name not in PROVENANCE
    )


def _safe(
    name: str, texts: pl.Series, patients: pl.Series, pseudonym: Callable[[str], str]
) -> pl.Series:
    if name in IDENTIFIERS:
        return pseudonyms_of(name, texts, pseudonym).alias(name)
    if name in PEOPLE:
        return _keys_of_people(texts, pseudonym).alias(name)
    if name in _READ_BY:
        is_unknown = ~_each(texts, _READ_BY[name])
        return texts.set(is_unknown.fill_null(False), WITHHELD)
    is_telling = is_telling_wording(texts) | names_patient(texts, patients)
    return texts.set(is_telling.fill_null(False), WITHHELD)


# Columns whose words are known: anything else in them is no wording.
_READ_BY: dict[str, Callable[[str], bool]] = {
    "value_text": are_result_words,
    "unit_received": lambda text: ucum(text) is not None,
}


def _each(texts: pl.Series, is_known: Callable[[str], bool]) -> pl.Series:
    return read_unique(
        texts,
        lambda distinct: pl.DataFrame(
            {"is_known": [is_known(text) for text in distinct]}, schema={"is_known": pl.Boolean}
        ),
    ).to_series()


def _keys_of_people(texts: pl.Series, pseudonym: Callable[[str], str]) -> pl.Series:
    """Roles and pseudonyms as they are; anybody else under a pseudonym."""
    is_known = texts.is_in(ROLES) | texts.str.contains(PSEUDONYM_SHAPE)
    keyed = pseudonyms_of("person", texts.set(is_known.fill_null(True), None), pseudonym)
    return pl.select(pl.coalesce(keyed, texts)).to_series()


def is_telling_wording(texts: pl.Series) -> pl.Series:
    """Whether words read like a comment: long, or with a number, a date or a title of somebody."""
    return read_unique(
        texts, lambda distinct: pl.DataFrame({"is_telling": _reads_like_a_comment(distinct)})
    ).to_series()


def _reads_like_a_comment(texts: pl.Series) -> pl.Series:
    telling = texts.str.len_chars() > LONGEST_WORDING
    telling = telling | (texts.str.count_matches(r"\S+") > MOST_WORDS)
    for pattern in _TELLING:
        telling = telling | texts.str.contains(pattern)
    return telling


def names_patient(texts: pl.Series, patients: pl.Series) -> pl.Series:
    """Whether a text holds the hospital's identifier of the patient of its row.

    Digits beside the identifier make another number of it.
    """
    written = pl.DataFrame({"text": texts, "patient": patients}).select(pl.all().str.to_uppercase())
    if not _may_name(written["text"].unique(), written["patient"].unique()):
        return pl.repeat(False, len(texts), dtype=pl.Boolean, eager=True)
    frame = written.with_row_index()
    # No text holds a longer one; one of megabytes, looked for in a single row, breaks the search.
    fits = pl.col("patient").str.len_bytes() <= pl.col("text").str.len_bytes()
    is_long = pl.col("patient").str.len_chars() >= SHORTEST_TELLING
    is_held = pl.col("text").str.contains(pl.col("patient"), literal=True)
    candidates = frame.filter(fits & is_long).filter(is_held)
    found = candidates.filter(
        pl.col("text").str.contains(
            pl.concat_str(
                pl.lit(r"(?:^|\D)"), pl.col("patient").str.escape_regex(), pl.lit(r"(?:\D|$)")
            )
        )
    )
    return frame.select(pl.col("index").is_in(found["index"].implode())).to_series()


def _may_name(texts: pl.Series, patients: pl.Series) -> bool:
    """Whether any of the texts holds the identifier of any patient: hardly any column does."""
    telling = patients.filter(patients.str.len_chars() >= SHORTEST_TELLING)
    if (telling.str.len_bytes() > LONGEST_SEARCHED).any():
        return True  # such a search is built of every byte of every identifier
    return bool(texts.str.contains_any(telling.implode()).any())
