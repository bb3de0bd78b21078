"""What the feeds brought: a calendar of the nights, and what became of every row."""

import polars as pl
import streamlit as st

from dashboard import store
from dashboard.choices import one_of
from dashboard.drawings import quality as drawings
from dashboard.figure import heading, single, table
from dashboard.language import say, say_count, spoken, spoken_words
from dashboard.queries import quality
from dashboard.store import Version
from dashboard.verdict_words import file_refusal_in_words


def draw_feeds(version: Version) -> None:
    """The calendar, then the ledger of rows."""
    _draw_calendar(version)
    _draw_ledger(version)


def _draw_calendar(version: Version) -> None:
    heading(say("Feeds by night"), "ops.feed_night")
    nights = store.ask(version, quality.feed_nights)
    if nights.is_empty():
        st.info(say('No feed is declared nightly yet: a mapping says `cadence = "nightly"`.'))
        return
    words = {
        "delivery": say("Delivery"),
        "completeness": say("Completeness"),
        "freshness": say("Freshness"),
        "volume": say("Volume"),
    }
    reading = one_of(say("Read"), list(words), "calendar_reading", words=words)
    st.caption(_question(reading))
    single(
        drawings.feed_calendar(version, reading, spoken()),
        "feed_calendar",
        say("Feeds by night"),
        rows=nights,
    )


def _question(reading: str) -> str:
    grey = say("Grey with a cross: nothing was delivered, so nothing is known of that night.")
    return {
        "delivery": say("Which feed did not come, and when?"),
        "completeness": say(
            "Which share of the values that a row must have was there? A row is read until its "
            "first empty one, and then rejected."
        ),
        "freshness": say(
            "Every feed here is expected each night. How many days behind was its newest extract? "
            "A cross: none ever came."
        ),
        "volume": say(
            "Does the number of rows differ by more than 40 % from the median of the same weekday "
            "of the 28 nights before (three of them at least)?"
        ),
    }[reading] + ("" if reading == "freshness" else " " + grey)


def _draw_ledger(version: Version) -> None:
    heading(say("Ledger: what became of every row"), "ops.file")
    feeds = store.ask(version, quality.feeds)
    if feeds.is_empty():
        st.info(say("No file has been delivered."))
        return
    unaccounted = int(feeds["unaccounted"].abs().sum())
    if unaccounted:
        st.error(
            say_count(
                "{count} row is unaccounted for: accepted, rejected, superseded and duplicate "
                "rows do not add up to the rows delivered.",
                "{count} rows are unaccounted for: accepted, rejected, superseded and duplicate "
                "rows do not add up to the rows delivered.",
                unaccounted,
            )
        )
    else:
        st.write(
            say(
                "✓ Every row is accounted for: rows = accepted + rejected + superseded + "
                "duplicate, for every file."
            )
        )
    single(
        drawings.row_fates(version, spoken()),
        "row_fates",
        say("What became of the rows of each feed"),
        rows=feeds,
    )
    table(feeds, say("Ledger by feed"), _titles(), height=38 + 35 * feeds.height)
    with st.expander(say("By file")):
        files = store.ask(version, quality.files)
        table(
            files.with_columns(spoken_words(pl.col("refusal"), file_refusal_in_words)),
            say("Ledger by file"),
            _titles(),
            height=420,
        )


def _titles() -> dict[str, str]:
    return {
        "unaccounted": say("Unaccounted for"),
        "file_count": say("Files"),
        "refused_file_count": say("Refused files"),
        "extract_at": say("Last extract"),
    }
