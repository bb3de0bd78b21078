"""Drawings of the population page."""

import streamlit as st

from dashboard import store
from dashboard.charts.calcium_months import calcium_months_chart
from dashboard.charts.event_kinds import event_kinds_chart
from dashboard.charts.incidence import incidence_chart
from dashboard.drawings import Specification, speaking, specification
from dashboard.store import Version


@st.cache_data(max_entries=64, show_spinner=False)
def incidence(
    version: Version, endpoint: str, stratum: str, by_part: bool, language: str
) -> Specification:
    with speaking(language):
        rows = store.incidence(version, endpoint, stratum)
        return specification(incidence_chart(rows, by_part=by_part))


@st.cache_data(max_entries=16, show_spinner=False)
def event_kinds(version: Version, endpoint: str, language: str) -> Specification:
    with speaking(language):
        return specification(event_kinds_chart(store.events_by_kind(version, endpoint)))


@st.cache_data(max_entries=8, show_spinner=False)
def calcium_months(version: Version, language: str) -> Specification:
    with speaking(language):
        return specification(calcium_months_chart(store.calcium_by_month(version)))
