"""Frames as the data of a chart, and their values as the text of a tooltip."""

from collections.abc import Callable, Iterable
from datetime import date, datetime

import altair as alt
import polars as pl

from dashboard.labels import (
    analyte_title,
    capital_word,
    declared_text,
    title_with_unit,
    unit_text,
    word,
)
from dashboard.language import say, say_date, say_moment, say_number
from warehouse.schema import COLUMNS

NOT_KNOWN = "–"


def inline(frame: pl.DataFrame) -> alt.InlineData:
    """The rows, written into the chart."""
    return alt.InlineData(values=rows_of(frame))


def rows_of(frame: pl.DataFrame) -> list[dict[str, object]]:
    """The rows as a chart reads them: wall-clock times as text, NaN and missing as null."""
    temporal = frame.select(pl.col(pl.Date, pl.Datetime)).columns
    numbers = frame.select(pl.col(pl.Float64)).columns
    plain = frame.with_columns(
        *(
            pl.col(name).cast(pl.Datetime("us")).dt.strftime("%Y-%m-%dT%H:%M:%S")
            for name in temporal
        ),
        *(pl.col(name).fill_nan(None) for name in numbers),
    )
    return plain.to_dicts()


def with_tips(frame: pl.DataFrame, columns: Iterable[str]) -> pl.DataFrame:
    """The frame with a text column `tip_<name>` for each column a tooltip shows."""
    return frame.with_columns(
        pl.Series(
            f"tip_{name}",
            [in_words(name, value) for value in frame[name].to_list()],
            dtype=pl.String,
        )
        for name in columns
    )


def tips(columns: Iterable[str]) -> list[alt.Tooltip]:
    """Tooltip of the columns prepared by `with_tips`: titles and units of the schema."""
    return [alt.Tooltip(f"tip_{name}:N", title=tip_title(name)) for name in columns]


def in_words(column: str, value: object) -> str:
    """One value as a clinician reads it: codes in words, dates by day, missing as a dash."""
    if value is None:
        return NOT_KNOWN
    if isinstance(value, bool):
        return say("yes") if value else say("no")
    if isinstance(value, datetime):
        return say_moment(value)
    if isinstance(value, date):
        return say_date(value)
    if isinstance(value, float):
        return say_number(value)
    if isinstance(value, list):
        return ", ".join(in_words(column, item) for item in value) or NOT_KNOWN
    return _code_in_words(column, str(value))


def _code_in_words(column: str, code: str) -> str:
    if column == "analyte_code":
        return analyte_title(code)
    if column == "unit_code":
        return unit_text(code)
    declared = COLUMNS.get(column)
    if declared is None or declared.vocabulary is None:
        return code
    if declared.vocabulary == "certainty":
        return f"{certainty_word(code)}: {word('certainty', code)}"
    return capital_word(declared.vocabulary, code)


def tip_title(column: str) -> str:
    """What a line of a tooltip is about, with its unit."""
    if column in _TITLES:
        return _TITLES[column]()
    return title_with_unit(column) if column in COLUMNS else declared_text(_plain(column))


def _plain(column: str) -> str:
    return column.replace("_", " ").capitalize()


# Texts made for a tooltip, which no table holds.
_TITLES: dict[str, Callable[[], str]] = {
    "counting": lambda: say("Counting"),
    "why": lambda: say("Why not"),
    "day": lambda: say("Date"),
    "milestone": lambda: say("Milestone"),
    "lesion_sites": lambda: say("Lesions"),
    "result": lambda: say("Result"),
    "unit": lambda: say("Unit"),
    "reading": lambda: say("Reading"),
    "assays": lambda: say("Assays"),
}


def certainty_word(code: str) -> str:
    """The code as a word: its meaning says what it rests on."""
    words = {
        "confirmed": say("confirmed"),
        "probable": say("probable"),
        "uncertain": say("uncertain"),
    }
    return words.get(code, code)
