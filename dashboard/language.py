"""The reader's language: messages from gettext catalogues, dates and numbers by locale.

English is what the code says; `dashboard/locale/<language>/LC_MESSAGES/osteon.po` says the rest.
Which language is spoken belongs to one rerun (`speaking`), never to the process.
"""

import gettext
import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from babel.dates import format_date, format_datetime, get_day_names, get_month_names
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

if TYPE_CHECKING:
    import polars as pl

LANGUAGES: dict[str, str] = {"en": "English", "fr": "Français"}
DEFAULT = "en"
DOMAIN = "osteon"

_LOCALES = {"en": "en", "fr": "fr"}
_CATALOGUES = Path(__file__).parent / "locale"
_spoken: ContextVar[str] = ContextVar("language", default=DEFAULT)


def spoken() -> str:
    """Code of the language of this rerun: a key of LANGUAGES."""
    return _spoken.get()


def speak(language: str) -> None:
    """Speak a language from here on; one nobody translated falls back to English."""
    _spoken.set(language if language in LANGUAGES else DEFAULT)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak a language for a while: what is drawn inside is in it."""
    before = spoken()
    speak(language)
    try:
        yield
    finally:
        speak(before)


def preferred(locale: str | None) -> str:
    """The language to begin with, from the locale of the browser: `fr-CA` gives `fr`."""
    language = (locale or "").replace("_", "-").split("-")[0].lower()
    return language if language in LANGUAGES else DEFAULT


def say(message: str, /, **values: object) -> str:
    """The message in the language spoken, with `{name}` replaced by the value of that name."""
    said = _catalogue(spoken()).gettext(message) if message else ""
    return said.format(**values) if values else said


def say_count(one: str, many: str, count: int, /, **values: object) -> str:
    """The message in the number the language asks for; `{count}` is written by its locale."""
    said = _catalogue(spoken()).ngettext(one, many, count)
    return said.format(count=say_number(count, 0), **values)


def spoken_words(column: "pl.Expr", words: Callable[[str], str]) -> "pl.Expr":
    """A column of codes in words of the language spoken here.

    Polars asks for the words in threads of its own as soon as two columns want some, and there
    nobody has said which language is spoken: `map_elements` would answer in English.
    """
    import polars as pl

    language = spoken()

    def tell(code: str) -> str:
        with speaking(language):
            return words(code)

    return column.map_elements(tell, return_dtype=pl.String)


def say_date(day: date) -> str:
    """A day as the language writes it: 3 Nov 2026, 3 nov. 2026."""
    return _written_date(day, spoken())


def say_moment(moment: datetime) -> str:
    """A day and the time of the clock: 3 Nov 2026 08:15."""
    return _written_moment(moment, spoken())


def say_number(value: float, decimals: int | None = None) -> str:
    """A number with the marks of the language; with as many decimals as it has, or exactly so."""
    pattern = "#,##0.###" if decimals is None else "#,##0" + ("." + "0" * decimals) * bool(decimals)
    return _written_number(value, pattern, spoken())


def say_percent(share: float, decimals: int = 1) -> str:
    """A share of one as a percentage: 0.479 gives 47.9 %."""
    return f"{say_number(share * 100, decimals)}\N{NO-BREAK SPACE}%"


# A timeline writes the same few thousand dates and numbers into its tooltips at every drawing.
@lru_cache(maxsize=1 << 16)
def _written_date(day: date, language: str) -> str:
    return str(format_date(day, "d MMM y", locale=_LOCALES[language]))


@lru_cache(maxsize=1 << 16)
def _written_moment(moment: datetime, language: str) -> str:
    return str(format_datetime(moment, "d MMM y HH:mm", locale=_LOCALES[language]))


@lru_cache(maxsize=1 << 16)
def _written_number(value: float, pattern: str, language: str) -> str:
    return str(format_decimal(value, format=pattern, locale=_LOCALES[language]))


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    path = catalogue_file(language)
    if not path.exists():
        return gettext.NullTranslations()
    with path.open("rb") as written:
        catalogue = read_po(written, locale=language)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def catalogue_file(language: str) -> Path:
    """The catalogue of a language, as its translators edit it."""
    return _CATALOGUES / language / "LC_MESSAGES" / f"{DOMAIN}.po"


# Marks of numbers and the order of a date, in the words of d3-format and d3-time-format.
_CHART_NUMBERS: dict[str, dict[str, object]] = {
    "en": {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["£", ""]},
    "fr": {
        "decimal": ",",
        "thousands": "\N{NARROW NO-BREAK SPACE}",
        "grouping": [3],
        "currency": ["", "\N{NO-BREAK SPACE}€"],
        "percent": "\N{NO-BREAK SPACE}%",
    },
}


def chart_locale() -> dict[str, object]:
    """Names of days and months and marks of numbers, for the configuration of a chart."""
    return {"number": _CHART_NUMBERS[spoken()], "time": _chart_time(spoken())}


@cache
def _chart_time(language: str) -> dict[str, object]:
    def days(width: Literal["wide", "abbreviated"]) -> list[str]:
        names = get_day_names(width, locale=_LOCALES[language])
        return [names[(day + 6) % 7] for day in range(7)]  # d3 begins with Sunday, Babel Monday

    def months(width: Literal["wide", "abbreviated"]) -> list[str]:
        names = get_month_names(width, locale=_LOCALES[language])
        return [names[month] for month in range(1, 13)]

    return {
        "dateTime": "%A %e %B %Y %X",
        "date": "%d/%m/%Y",
        "time": "%H:%M:%S",
        "periods": ["AM", "PM"],
        "days": days("wide"),
        "shortDays": days("abbreviated"),
        "months": months("wide"),
        "shortMonths": months("abbreviated"),
    }
