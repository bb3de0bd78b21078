"""Drawings of the quality page."""

import polars as pl
import streamlit as st

from dashboard import store
from dashboard.charts.care_indicators import care_indicators_chart
from dashboard.charts.care_quarters import care_quarters_chart
from dashboard.charts.night_calendar import night_calendar
from dashboard.charts.row_fates import row_fates_chart
from dashboard.charts.rule_bars import by_rule, rule_bars, with_severity
from dashboard.charts.verdict_nights import verdict_nights_chart
from dashboard.drawings import Specification, speaking, specification
from dashboard.language import say
from dashboard.queries import care, population, quality, verdicts
from dashboard.store import Version
from warehouse.schema import INDICATORS


@st.cache_data(max_entries=16, show_spinner=False)
def feed_calendar(version: Version, reading: str, language: str) -> Specification:
    with speaking(language):
        nights = store.ask(version, quality.feed_nights)
        return specification(night_calendar(nights, reading, store.night_of(version)))


@st.cache_data(max_entries=8, show_spinner=False)
def verdict_nights(version: Version, language: str) -> Specification:
    with speaking(language):
        nights = store.ask(version, verdicts.nights_judged)["as_of_on"]
        failed = store.ask(version, verdicts.verdict_nights)
        return specification(verdict_nights_chart(failed, nights, store.night_of(version)))


@st.cache_data(max_entries=8, show_spinner=False)
def care_indicators(version: Version, period: str, language: str) -> Specification:
    with speaking(language):
        known = store.ask(version, care.care_indicators, period).filter(
            pl.col("proportion").is_not_null()
        )
        return specification(care_indicators_chart(known))


@st.cache_data(max_entries=32, show_spinner=False)
def care_quarters(version: Version, code: str, language: str) -> Specification:
    with speaking(language):
        return specification(
            care_quarters_chart(
                store.ask(version, care.care_quarters, code),
                INDICATORS[code].target,
                store.ask(version, population.incomplete_feeds),
                store.night_of(version),
            )
        )


@st.cache_data(max_entries=8, show_spinner=False)
def row_fates(version: Version, language: str) -> Specification:
    with speaking(language):
        return specification(row_fates_chart(store.ask(version, quality.feeds)))


@st.cache_data(max_entries=8, show_spinner=False)
def rejections(version: Version, language: str) -> Specification:
    with speaking(language):
        counted = with_severity(store.ask(version, quality.rejections))
        return specification(rule_bars(counted, say("Rows rejected")))


@st.cache_data(max_entries=8, show_spinner=False)
def findings(version: Version, language: str) -> Specification:
    with speaking(language):
        counted = by_rule(store.ask(version, quality.findings))
        return specification(rule_bars(counted, say("Rows kept and pointed at")))
