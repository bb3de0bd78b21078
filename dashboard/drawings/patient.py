"""Drawings of the page of one patient."""

import streamlit as st

from dashboard import store
from dashboard.charts.timeline import TimelineChoices
from dashboard.charts.timeline import timeline as timeline_chart
from dashboard.drawings import Specification, speaking
from dashboard.queries import history
from dashboard.store import Version


@st.cache_data(max_entries=200, show_spinner=False)
def timeline(
    version: Version, patient_id: str, choices: TimelineChoices, language: str
) -> Specification:
    with speaking(language):
        return timeline_chart(store.ask(version, history.history, patient_id), choices)
