"""Drawings of the population page that are forests."""

import polars as pl
import streamlit as st

from dashboard import store
from dashboard.charts.benchmark_ribbon import ribbon_chart
from dashboard.charts.forest import Scale, forest_chart
from dashboard.charts.hazard_rows import (
    adjusted_odds,
    crude_odds,
    hazards,
    marker_rows,
    published_odds,
    value_hazards,
)
from dashboard.drawings import Specification, speaking, specification
from dashboard.language import say
from dashboard.palette import OURS, PUBLISHED_VALUE
from dashboard.queries import population
from dashboard.store import Version

ADJUSTED_TABLE = "published.bone_metastasis_by_mutation_adjusted"


@st.cache_data(max_entries=16, show_spinner=False)
def event_hazards(version: Version, endpoint: str, language: str) -> Specification:
    with speaking(language):
        rows = hazards(store.ask(version, population.event_hazards, endpoint), "event_comparison")
        scale = Scale(say("Hazard ratio"), is_ratio=True)
        return specification(forest_chart(rows, scale, OURS))


@st.cache_data(max_entries=8, show_spinner=False)
def death_hazards(version: Version, language: str) -> Specification:
    with speaking(language):
        rows = hazards(store.ask(version, population.death_hazards), "death_comparison")
        scale = Scale(say("Hazard ratio"), is_ratio=True)
        return specification(forest_chart(rows, scale, OURS))


@st.cache_data(max_entries=8, show_spinner=False)
def death_hazards_by_value(version: Version, language: str) -> Specification:
    with speaking(language):
        rows = value_hazards(store.ask(version, population.death_hazards_by_value))
        scale = Scale(say("Hazard ratio"), is_ratio=True)
        return specification(forest_chart(rows, scale, OURS))


@st.cache_data(max_entries=16, show_spinner=False)
def marker_rate(version: Version, endpoint: str, language: str) -> Specification:
    with speaking(language):
        rows = marker_rows(
            store.ask(version, population.marker_outcomes, endpoint),
            "rate_per_100_patient_years",
            "rate_lower",
            "rate_upper",
        )
        scale = Scale(say("Events for 100 patient-years"), decimals=1)
        return specification(forest_chart(rows, scale, OURS))


@st.cache_data(max_entries=16, show_spinner=False)
def marker_survival(version: Version, endpoint: str, language: str) -> Specification:
    with speaking(language):
        rows = marker_rows(
            store.ask(version, population.marker_outcomes, endpoint),
            "median_survival_months",
            "median_lower_months",
            "median_upper_months",
        )
        scale = Scale(say("Median survival (months)"), decimals=1)
        return specification(forest_chart(rows, scale, OURS, has_labels=False))


@st.cache_data(max_entries=8, show_spinner=False)
def mutations_crude(version: Version, language: str) -> Specification:
    with speaking(language):
        rows = crude_odds(store.ask(version, population.mutations))
        scale = Scale(say("Ours, crude: odds ratio"), is_ratio=True)
        return specification(forest_chart(rows, scale, OURS))


@st.cache_data(max_entries=8, show_spinner=False)
def mutations_adjusted(version: Version, language: str) -> Specification:
    with speaking(language):
        rows = adjusted_odds(store.ask(version, population.mutations))
        scale = Scale(say("Ours, adjusted: odds ratio"), is_ratio=True)
        return specification(forest_chart(rows, scale, OURS, has_labels=False))


@st.cache_data(max_entries=8, show_spinner=False)
def mutations_published(version: Version, language: str) -> Specification:
    with speaking(language):
        rows = published_odds(
            store.ask(version, population.mutations),
            store.ask(version, population.benchmarks),
            ADJUSTED_TABLE,
        )
        scale = Scale(say("Published, adjusted: odds ratio"), is_ratio=True)
        return specification(forest_chart(rows, scale, PUBLISHED_VALUE, has_labels=False))


@st.cache_data(max_entries=16, show_spinner=False)
def ribbon(version: Version, unit: str, language: str) -> Specification:
    with speaking(language):
        values = store.ask(version, population.benchmarks).filter(
            pl.col("benchmark_unit") == unit, pl.col("our_table").is_not_null()
        )
        return specification(ribbon_chart(values, unit))
