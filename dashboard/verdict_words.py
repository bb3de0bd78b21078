"""What the judgement wrote, in the language of the reader: expectations, reasons, what was found.

A verdict is stored as the English sentence it was judged by. Many of those sentences are made of
a frame and of what fills it (a limit, a list, the meaning of a column): the catalogues know the
frames and the fillings, and not every sentence that can be made of them.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache, partial

from dashboard.labels import analyte_name, word
from dashboard.language import say, say_date, say_number

# The place of a number is named by what it counts or limits, that of a code by what it is a code
# of; every other place holds words.
FRAMES: tuple[str, ...] = (
    "A row without it cannot be used: {meaning}",
    "Outside it the value is an error of unit, of typing or of code: {meaning}",
    "could not be evaluated: {error}",
    "is in the list {name}",
    "lies between {low} and {high}",
    "has a median between {low} and {high}",
    "is {low} or more",
    "is {high} or less",
    "{what}: at most {high} %",
    "{what}: between {low} and {high} %",
    "{part} of {whole} rows",
    "{share} % ({part} of {whole})",
    "{share} % at 21 months",
    "{part} crises without a page",
    "{name} {share} % of {whole}",
    "{name} on {day}",
    "{name}: {part} rows, usually {whole}",
    "{analyte}: {part}, usually {whole}",
    "{analyte}: {low} after {high}",
    "{stratum} {share} for 100 patient-years",
    "{kind} {part}",
    "EGFR {low} %, triple-negative {high} %",
    "median {low} of {whole}",
    "no feed",
)
# Sentences with which a delivered file is refused: see UnreadableFile where files are read.
FILE_FRAMES: tuple[str, ...] = (
    "the gzip file is followed by bytes that are not gzip; send it again",
    "the gzip file is damaged; send it again",
    "the gzip file ends too early; send it again",
    "the file is larger than {part} MB; send it in smaller files, or raise largest_file_mb in "
    "settings.toml",
    "the file is packed twice over; send it packed once, or unpacked",
    "the gzip file holds more than {part} MB; send it in smaller files, or raise "
    "largest_decompressed_mb in settings.toml",
    "the gzip file holds far more than its size allows for (over {part} MB); send it unpacked, or "
    "raise largest_ratio in settings.toml",
    "the file is empty; send it again, with its header line",
    "the file holds blank lines only; send it again, with its header line",
    "a quote of the header line is never closed; correct the export",
    "the header line cannot be decoded; declare the encoding the file has",
    "not one line can be decoded as {names}; declare the encoding the file has",
    "the file is a ZIP archive or a workbook, not text; export it as CSV",
    'the file is Parquet, not text; write kind = "parquet" in the mapping',
    "the file is empty but stands for the whole table; send it again",
    "missing {part} of {whole} expected columns ({names}) among the {share} found; "
    "correct the export or the mapping",
    "the header holds these columns more than once: {names}; name each column once",
    "the file is not Parquet, or it is cut short; send it again",
    "the Parquet file holds more than {part} MB; send it in smaller files, or raise "
    "largest_decompressed_mb in settings.toml",
    "the Parquet file is damaged; send it again",
    "column {names} is of type {error}, which is not text; export it as text",
    "reading it as {name} failed in a way nobody foresaw ({error}); nothing of it was taken in: "
    "report this to whoever maintains Osteon",
    "a full delivery without {part} of the {whole} rows known before looks cut short; "
    "deliver the whole file again",
)
NO_VALUES = "no values to judge"

_NUMBERS = frozenset({"low", "high", "part", "whole", "share"})
_NAMES = frozenset({"name", "names", "error"})
_DAYS = frozenset({"day"})


def _stratum(code: str) -> str:
    return {
        "low": say("low NTX:"),
        "moderate": say("moderate NTX:"),
        "high": say("high NTX:"),
    }.get(code, code)


_CODES: dict[str, Callable[[str], str]] = {
    "analyte": analyte_name,
    "stratum": _stratum,
    "kind": partial(word, "event_kind"),
}
_A_NUMBER = r"-?[0-9.]+(?:e[-+]?[0-9]+)?"
_A_NAME, _A_DAY, _WORDS = r"[\w.-]+", r"[0-9]{4}-[0-9]{2}-[0-9]{2}", ".+"
_PATTERNS = {"name": _A_NAME, "day": _A_DAY, **dict.fromkeys(_CODES, r"\w+")}
# Between the items of what was observed; "usually" goes on with the item before it.
_BETWEEN_ITEMS = re.compile(r"(; |, (?!usually ))")


def in_words(text: str) -> str:
    """A sentence of the judgement in the language spoken; as it was written when unknown."""
    found = _framed(text)
    if found is None:
        return say(text)
    frame, fillings = found
    return say(frame, **{place: _filling(place, said) for place, said in fillings.items()})


def observed_in_words(text: str) -> str:
    """What was observed, item by item: feeds, nights and counts; as written when unknown."""
    if _framed(text) is not None:
        return in_words(text)
    return "".join(
        piece if _BETWEEN_ITEMS.fullmatch(piece) else in_words(piece)
        for piece in _BETWEEN_ITEMS.split(text)
    )


def file_refusal_in_words(text: str) -> str:
    """Why a delivered file was refused, in the language spoken; as written when unknown."""
    found = _framed(text, FILE_FRAMES)
    if found is None:
        return text
    frame, fillings = found
    return say(frame, **{place: _filling(place, said) for place, said in fillings.items()})


def messages_of(text: str) -> Iterator[str]:
    """What the catalogues must know to tell this sentence: its frame and the words in it."""
    found = _framed(text)
    if found is None:
        yield text
        return
    frame, fillings = found
    yield frame
    for place, said in fillings.items():
        if place not in _NUMBERS | _NAMES | _DAYS | _CODES.keys():
            yield from messages_of(said)


def _filling(place: str, said: str) -> str:
    if place in _NUMBERS:
        return say_number(float(said))
    if place in _DAYS:
        return say_date(date.fromisoformat(said))
    if place in _CODES:
        return _CODES[place](said)
    return said if place in _NAMES else in_words(said)


def _framed(text: str, frames: tuple[str, ...] = FRAMES) -> tuple[str, dict[str, str]] | None:
    for frame in frames:
        found = _pattern(frame).fullmatch(text)
        if found is not None:
            return frame, found.groupdict()
    return None


def _written_as(place: str) -> str:
    if place in _NUMBERS:
        return _A_NUMBER
    return _PATTERNS.get(place, _WORDS)


@cache
def _pattern(frame: str) -> re.Pattern[str]:
    pieces = re.split(r"\{(\w+)\}", frame)
    fixed, places = pieces[::2], pieces[1::2]
    groups = [f"(?P<{name}>{_written_as(name)})" for name in places]
    written = re.escape(fixed[0])
    for group, after in zip(groups, fixed[1:], strict=True):
        written += group + re.escape(after)
    return re.compile(written, re.DOTALL)
