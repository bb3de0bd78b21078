"""The name of a delivered file as it may be shown: hospitals write who a file is about into names.

Words that the mappings themselves use, dates of extraction, short numbers and endings are shown;
any other part becomes a pseudonym, the same for the same part. `LABO_20260301_MARTIN.csv` is shown
as `LABO_20260301_~5f1c09ab.csv`. The name as sent stays in the folders that are closed to others:
inbox, landing, rejected.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from flows.mappings import load_mappings
from transforms.sources import Source
from transforms.sources.pseudonym import keyed_pseudonym
from warehouse.home import Home
from warehouse.landing import LandedFile, landed_files
from warehouse.secret import pseudonym_key

MASKED_DIGITS = 8
_ENDINGS = "csv tsv txt dat gz json ndjson jsonl parquet xml hl7 hpr zip part tmp filepart"
_DATE = r"20\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
_TIME = r"(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d(?:\d{6})?)?Z?"
# Not before 2010: an older date in a name is the birth of somebody, not an extraction.
_STAMP = rf"(?<!\d)(?!200){_DATE}(?:[T_-]?{_TIME})?(?!\d)"
_PARTS = re.compile(rf"({_STAMP})|(\d+)|([^\W\d_]+)")
_MOST_DIGITS_SHOWN = 4  # a counter, a year; a patient's number is longer
_PRIVATE_FOLDERS = ("inbox", "landing", "rejected")

ShownName = Callable[[str], str]


def shown_names(sources: Iterable[Source], key: bytes) -> ShownName:
    """From a name as sent to the name as shown, with the words of these mappings."""
    words = {word.casefold() for source in sources for word in _words(source.files)}
    words.update(_ENDINGS.split())
    pseudonym = keyed_pseudonym(key)

    def masked(part: re.Match[str]) -> str:
        stamp, number, word = part.groups()
        if stamp or len(number or word) == 1 or (word and word.casefold() in words):
            return part[0]
        if number and len(number) <= _MOST_DIGITS_SHOWN:
            return part[0]
        return f"~{pseudonym(f'file name:{part[0]}')[:MASKED_DIGITS]}"

    return lambda name: _PARTS.sub(masked, name)


def shown_names_of(home: Home) -> ShownName:
    """The names of a home's files as shown. Raises MappingError, KeyProblem."""
    return shown_names(load_mappings(home), pseudonym_key(home))


def files_as_shown(home: Home) -> list[LandedFile]:
    """Every file at rest, named as others read it.

    Raises MappingError, KeyProblem, BrokenCustody.
    """
    shown = shown_names_of(home)
    return [replace(file, shown_as=shown(file.name)) for file in landed_files(home)]


def shown_path(path: str) -> str:
    """A path without what lies in the folders whose files are named as sent."""
    parts = Path(path).parts
    private = [place for place, part in enumerate(parts) if part in _PRIVATE_FOLDERS]
    return str(Path(*parts[: private[-1] + 1])) if private else path


def _words(globs: Iterable[str]) -> Iterable[str]:
    return (word for glob in globs for word in re.findall(r"[^\W\d_]+", glob))
