"""What the judgement wrote, in the language of the reader: expectations, reasons, what was found.

A verdict is stored as the English sentence it was judged by. Many of those sentences are made of
a frame and of what fills it (a limit, a list, the meaning of a column): the catalogues know the
frames and the fillings, and not every sentence that can be made of them.
"""

import re
from collections.abc import Iterator
from functools import cache

from dashboard.language import say, say_number

# The place of a number is named by what it counts or limits; every other place holds words.
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
)
NO_VALUES = "no values to judge"

_NUMBERS = frozenset({"low", "high", "part", "whole", "share"})
_NAMES = frozenset({"name", "error"})
_A_NUMBER = r"-?[0-9.]+(?:e[-+]?[0-9]+)?"


def in_words(text: str) -> str:
    """A sentence of the judgement in the language spoken; as it was written when unknown."""
    found = _framed(text)
    if found is None:
        return say(text)
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
        if place not in _NUMBERS | _NAMES:
            yield from messages_of(said)


def _filling(place: str, said: str) -> str:
    if place in _NUMBERS:
        return say_number(float(said))
    return said if place in _NAMES else in_words(said)


def _framed(text: str) -> tuple[str, dict[str, str]] | None:
    for frame in FRAMES:
        found = _pattern(frame).fullmatch(text)
        if found is not None:
            return frame, found.groupdict()
    return None


@cache
def _pattern(frame: str) -> re.Pattern[str]:
    pieces = re.split(r"\{(\w+)\}", frame)
    fixed, places = pieces[::2], pieces[1::2]
    groups = [f"(?P<{name}>{_A_NUMBER if name in _NUMBERS else '.+'})" for name in places]
    written = re.escape(fixed[0])
    for group, after in zip(groups, fixed[1:], strict=True):
        written += group + re.escape(after)
    return re.compile(written, re.DOTALL)
