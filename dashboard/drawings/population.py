"""Drawings of the population page."""

import streamlit as st

from dashboard import store
from dashboard.charts.attrition import attrition_chart
from dashboard.charts.body_map import body_map
from dashboard.charts.burden import incidence_chart, mean_count_chart, naive_chart, rate_chart
from dashboard.charts.calcium_months import calcium_months_chart
from dashboard.charts.event_kinds import event_kinds_chart
from dashboard.charts.recurrence import recurrence_chart
from dashboard.charts.survival import survival_chart
from dashboard.drawings import Specification, speaking, specification
from dashboard.queries import population
from dashboard.store import Version


@st.cache_data(max_entries=64, show_spinner=False)
def incidence(
    version: Version, endpoint: str, origin: str, stratum: str, language: str
) -> Specification:
    with speaking(language):
        rows = store.ask(version, population.curves, endpoint, origin, stratum)
        at_risk = store.ask(version, population.at_risk, endpoint, origin, stratum)
        return specification(incidence_chart(rows, at_risk, stratum, origin))


@st.cache_data(max_entries=64, show_spinner=False)
def mean_count(
    version: Version, endpoint: str, origin: str, stratum: str, language: str
) -> Specification:
    with speaking(language):
        rows = store.ask(version, population.curves, endpoint, origin, stratum)
        at_risk = store.ask(version, population.at_risk, endpoint, origin, stratum)
        return specification(mean_count_chart(rows, at_risk, stratum, origin))


@st.cache_data(max_entries=64, show_spinner=False)
def naive(
    version: Version, endpoint: str, origin: str, stratum: str, language: str
) -> Specification:
    with speaking(language):
        rows = store.ask(version, population.curves, endpoint, origin, stratum)
        at_risk = store.ask(version, population.at_risk, endpoint, origin, stratum)
        return specification(naive_chart(rows, at_risk, stratum, origin))


@st.cache_data(max_entries=64, show_spinner=False)
def rate(
    version: Version, endpoint: str, origin: str, stratum: str, language: str
) -> Specification:
    with speaking(language):
        return specification(
            rate_chart(store.ask(version, population.rates, endpoint, origin, stratum), stratum)
        )


@st.cache_data(max_entries=16, show_spinner=False)
def recurrence(version: Version, endpoint: str, language: str) -> Specification:
    with speaking(language):
        rows = store.ask(version, population.curves, endpoint, "first_event", "all")
        at_risk = store.ask(version, population.at_risk, endpoint, "first_event", "all")
        return specification(recurrence_chart(rows, at_risk))


@st.cache_data(max_entries=16, show_spinner=False)
def survival(version: Version, comparison: str, language: str) -> Specification:
    with speaking(language):
        return specification(survival_chart(store.ask(version, population.survival, comparison)))


@st.cache_data(max_entries=8, show_spinner=False)
def attrition(version: Version, language: str) -> Specification:
    with speaking(language):
        return specification(attrition_chart(store.ask(version, population.attrition)))


@st.cache_data(max_entries=16, show_spinner=False)
def sites(version: Version, content: str, language: str) -> Specification:
    with speaking(language):
        return specification(body_map(store.ask(version, population.sites, content)))


@st.cache_data(max_entries=16, show_spinner=False)
def event_kinds(version: Version, endpoint: str, language: str) -> Specification:
    with speaking(language):
        return specification(
            event_kinds_chart(store.ask(version, population.events_by_kind, endpoint))
        )


@st.cache_data(max_entries=8, show_spinner=False)
def calcium_months(version: Version, language: str) -> Specification:
    with speaking(language):
        return specification(
            calcium_months_chart(
                store.ask(version, population.calcium_by_month),
                store.ask(version, population.incomplete_feeds),
                store.night_of(version),
            )
        )
