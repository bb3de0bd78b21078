"""Drawings of the quality page."""

import streamlit as st

from dashboard import store
from dashboard.charts.night_calendar import night_calendar
from dashboard.charts.row_fates import row_fates_chart
from dashboard.charts.rule_bars import by_rule, rule_bars, with_severity
from dashboard.drawings import Specification, speaking, specification
from dashboard.language import say
from dashboard.store import Version


@st.cache_data(max_entries=8, show_spinner=False)
def feed_calendar(version: Version, language: str) -> Specification:
    with speaking(language):
        return specification(night_calendar(store.feed_nights(version)))


@st.cache_data(max_entries=8, show_spinner=False)
def row_fates(version: Version, language: str) -> Specification:
    with speaking(language):
        return specification(row_fates_chart(store.feeds(version)))


@st.cache_data(max_entries=8, show_spinner=False)
def rejections(version: Version, language: str) -> Specification:
    with speaking(language):
        counted = with_severity(store.rejections(version))
        return specification(rule_bars(counted, say("Rows rejected")))


@st.cache_data(max_entries=8, show_spinner=False)
def findings(version: Version, language: str) -> Specification:
    with speaking(language):
        counted = by_rule(store.findings(version))
        return specification(rule_bars(counted, say("Rows kept and pointed at")))
