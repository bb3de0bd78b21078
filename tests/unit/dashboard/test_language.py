"""What a reader of each language sees: words, dates, numbers."""

from datetime import date, datetime
from pathlib import Path

import polars as pl
import pytest

from dashboard.language import (
    chart_locale,
    preferred,
    say,
    say_count,
    say_date,
    say_moment,
    say_number,
    say_percent,
    speak,
    speaking,
    spoken,
    spoken_words,
)


@pytest.mark.parametrize(
    ("language", "day", "moment", "number", "share"),
    [
        ("en", "3 Aug 2026", "3 Aug 2026 08:05", "12,345.68", "47.9\N{NO-BREAK SPACE}%"),
        (
            "fr",
            "3 août 2026",
            "3 août 2026 08:05",
            "12\N{NARROW NO-BREAK SPACE}345,68",
            "47,9\N{NO-BREAK SPACE}%",
        ),
    ],
)
def test_dates_and_numbers_are_written_as_the_language_does(
    language: str, day: str, moment: str, number: str, share: str
) -> None:
    with speaking(language):
        assert say_date(date(2026, 8, 3)) == day
        assert say_moment(datetime(2026, 8, 3, 8, 5)) == moment
        assert say_number(12345.678, 2) == number
        assert say_percent(0.479) == share


def test_a_number_has_the_decimals_it_has_or_those_asked_for() -> None:
    assert [say_number(2.5), say_number(30.0), say_number(2.5, 2)] == ["2.5", "30", "2.50"]


def test_a_language_is_spoken_for_a_while_only() -> None:
    with speaking("fr"):
        assert spoken() == "fr"
        with speaking("en"):
            assert spoken() == "en"
        assert spoken() == "fr"
    assert spoken() == "en"


def test_a_language_nobody_translated_falls_back_to_english() -> None:
    with speaking("en"):
        speak("xx")
        assert spoken() == "en"
        assert say("no such message of {name}", name="ours") == "no such message of ours"


@pytest.mark.parametrize(
    ("locale", "language"),
    [("fr-CA", "fr"), ("fr", "fr"), ("FR_fr", "fr"), ("de-DE", "en"), ("", "en"), (None, "en")],
)
def test_the_browser_says_which_language_to_begin_with(locale: str | None, language: str) -> None:
    assert preferred(locale) == language


def test_a_count_is_written_with_its_number() -> None:
    assert say_count("{count} patient", "{count} patients", 1) == "1 patient"
    assert say_count("{count} patient", "{count} patients", 1200) == "1,200 patients"


def test_charts_begin_the_week_on_sunday_and_the_year_in_january() -> None:
    with speaking("fr"):
        time = chart_locale()["time"]
    assert isinstance(time, dict)
    assert (time["days"][0], time["days"][1]) == ("dimanche", "lundi")
    assert (time["months"][0], time["shortMonths"][11]) == ("janvier", "déc.")


def test_columns_are_told_in_the_language_whatever_thread_polars_works_in() -> None:
    """Two columns of words in one step are worked on beside each other, in other threads."""
    frame = pl.DataFrame({"code": ["a"] * 3})
    with speaking("fr"):
        words = frame.select(
            first=spoken_words(pl.col("code"), lambda _: spoken()),
            second=spoken_words(pl.col("code"), lambda _: spoken()),
        )
    assert set(words["first"]) | set(words["second"]) == {"fr"}


def test_no_column_is_told_otherwise() -> None:
    pages = (Path(__file__).parents[3] / "dashboard").rglob("*.py")
    asking = {path.name for path in pages if ".map_elements(" in path.read_text("utf-8")}
    assert asking == {"language.py"}
