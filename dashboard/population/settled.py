"""Up to when patients are followed, and which feeds were incomplete since, in words."""

from datetime import date, timedelta

import polars as pl
import streamlit as st

from dashboard import store
from dashboard.charts.unsettled import spells
from dashboard.language import say, say_date
from dashboard.queries import population
from dashboard.store import Version
from warehouse.schema.definitions import number


def say_settled(version: Version) -> None:
    """Under a curve by time of follow-up, which has no place to shade the last days in."""
    night = store.night_of(version)
    if night is None:
        return
    days = int(number("data_lag_days"))
    until = night - timedelta(days=days)
    late = spells(store.ask(version, population.incomplete_feeds))
    told = [
        say(
            "Patients are followed until {day}: the last {days} days before the night are "
            "provisional and not counted.",
            day=say_date(until),
            days=days,
        )
    ]
    followed, provisional = (
        late.filter(pl.col("start") <= until),
        late.filter(pl.col("start") > until),
    )
    if not followed.is_empty():
        told.append(
            say("Incomplete before that, events may be missing: {feeds}.", feeds=_named(followed))
        )
    if not provisional.is_empty():
        told.append(
            say("Incomplete in those provisional days: {feeds}.", feeds=_named(provisional))
        )
    st.caption(" ".join(told))


def _named(late: pl.DataFrame) -> str:
    return ", ".join(_spell(feed, start, end) for feed, _, start, end in late.rows())


def _spell(feed: str, start: date, end: date) -> str:
    if start == end:
        return say("{feed} on {day}", feed=feed, day=say_date(start))
    return say("{feed} from {start} to {end}", feed=feed, start=say_date(start), end=say_date(end))
