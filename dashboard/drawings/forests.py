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
)
from dashboard.drawings import Specification, speaking, specification
from dashboard.language import say
from dashboard.palette import OURS, PUBLISHED_VALUE
from dashboard.store import Version

CRUDE_TABLE = "published.bone_metastasis_by_mutation"
ADJUSTED_TABLE = "published.bone_metastasis_by_mutation_adjusted"


@st.cache_data(max_entries=16, show_spinner=False)
def event_hazards(version: Version, endpoint: str, language: str) -> Specification:
    with speaking(language):
        rows = hazards(store.event_hazards(version, endpoint), "event_comparison")
        scale = Scale(say("Hazard ratio"), is_ratio=True)
        return specification(forest_chart(rows, scale, OURS))


@st.cache_data(max_entries=8, show_spinner=False)
def death_hazards(version: Version, language: str) -> Specification:
    with speaking(language):
        rows = hazards(store.death_hazards(version), "death_comparison")
        scale = Scale(say("Hazard ratio"), is_ratio=True)
        return specification(forest_chart(rows, scale, OURS))


@st.cache_data(max_entries=16, show_spinner=False)
def marker_rate(version: Version, endpoint: str, language: str) -> Specification:
    with speaking(language):
        rows = marker_rows(
            store.marker_outcomes(version, endpoint),
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
            store.marker_outcomes(version, endpoint),
            "median_survival_months",
            "median_lower_months",
            "median_upper_months",
        )
        scale = Scale(say("Median survival (months)"), decimals=1)
        return specification(forest_chart(rows, scale, OURS, has_labels=False))


@st.cache_data(max_entries=8, show_spinner=False)
def mutations_crude(version: Version, language: str) -> Specification:
    with speaking(language):
        rows = crude_odds(store.mutations(version))
        scale = Scale(say("Ours, crude: odds ratio"), is_ratio=True)
        return specification(forest_chart(rows, scale, OURS))


@st.cache_data(max_entries=8, show_spinner=False)
def mutations_adjusted(version: Version, language: str) -> Specification:
    with speaking(language):
        rows = adjusted_odds(store.mutations(version))
        scale = Scale(say("Ours, adjusted: odds ratio"), is_ratio=True)
        return specification(forest_chart(rows, scale, OURS, has_labels=False))


@st.cache_data(max_entries=8, show_spinner=False)
def mutations_published(version: Version, language: str) -> Specification:
    with speaking(language):
        rows = published_odds(store.mutations(version), store.benchmarks(version), ADJUSTED_TABLE)
        scale = Scale(say("Published, adjusted: odds ratio"), is_ratio=True)
        return specification(forest_chart(rows, scale, PUBLISHED_VALUE, has_labels=False))


@st.cache_data(max_entries=16, show_spinner=False)
def ribbon(version: Version, unit: str, language: str) -> Specification:
    with speaking(language):
        values = store.benchmarks(version).filter(
            pl.col("benchmark_unit") == unit, pl.col("our_table").is_not_null()
        )
        return specification(ribbon_chart(values, unit))
