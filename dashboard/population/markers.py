"""What bone markers and other facts say of events and of death."""

import polars as pl
import streamlit as st

from dashboard import store
from dashboard.disclosure.reasons import with_reasons
from dashboard.drawings import forests
from dashboard.figure import heading, single, table
from dashboard.labels import capital_word
from dashboard.language import say, spoken
from dashboard.population.choice import Choice
from dashboard.queries import population
from dashboard.store import Version


def draw_markers(version: Version, choice: Choice) -> None:
    """Strata of markers against events and death, month 3, then the hazards."""
    _draw_outcomes(version, choice.endpoint)
    _draw_landmarks(version)
    _draw_event_hazards(version, choice.endpoint)
    _draw_death_hazards(version)


def _draw_outcomes(version: Version, endpoint: str) -> None:
    heading(
        say("Markers at baseline, events and survival"),
        "published.marker_outcome",
        definitions=["marker_outcome_months"],
    )
    st.caption(
        say(
            "Do patients with a high marker have more events, and die sooner? Descriptive: the "
            "strata differ in treatment and disease. Not recommended for routine follow-up."
        )
    )
    rows = store.ask(version, population.marker_outcomes, endpoint)
    if rows.is_empty():
        st.info(say("No marker at baseline is published for {endpoint}.", endpoint=endpoint))
        return
    columns = st.columns([1.35, 1], gap="small")
    with columns[0]:
        single(
            forests.marker_rate(version, endpoint, spoken()),
            "marker_rate",
            say("Events for 100 patient-years by stratum of a marker"),
            rows=rows,
        )
    with columns[1]:
        single(
            forests.marker_survival(version, endpoint, spoken()),
            "marker_survival",
            say("Median survival by stratum of a marker"),
            rows=rows,
        )


def _draw_landmarks(version: Version) -> None:
    heading(say("Markers at month 3"), "published.marker_landmark")
    st.caption(say("Did an elevated marker come back, and how long do they live from then on?"))
    rows = store.ask(version, population.marker_landmarks)
    if rows.is_empty():
        st.info(say("No marker at month 3 is published."))
        return
    shown = ["analyte_code", "landmark_treatment", "landmark_class", "patient_count",
             "baseline_class_count", "proportion", "lower", "upper", "landmark_patient_count",
             "death_count", "median_survival_months", "hazard_ratio", "hazard_ratio_lower",
             "hazard_ratio_upper"]  # fmt: skip
    words = ("landmark_treatment", "landmark_class")
    table(
        with_reasons(rows, shown).with_columns(
            pl.Series(name, [capital_word(name, code) for code in rows[name]], dtype=pl.String)
            for name in words
        ),
        say("Markers normal or elevated at month 3, and survival"),
    )


def _draw_event_hazards(version: Version, endpoint: str) -> None:
    heading(
        say("Hazard of events"),
        "published.event_hazard",
        definitions=["comparison_minimum_patients", "comparison_minimum_events"],
    )
    st.caption(say("Crude and confounded: agents are given to those thought at risk."))
    rows = store.ask(version, population.event_hazards, endpoint)
    if rows.is_empty():
        st.info(say("No comparison of events is published."))
        return
    single(
        forests.event_hazards(version, endpoint, spoken()),
        "event_hazards",
        say("Crude hazard ratios of events"),
        rows=rows,
    )


def _draw_death_hazards(version: Version) -> None:
    heading(
        say("Hazard of death"),
        "published.death_hazard",
        definitions=["comparison_minimum_patients", "comparison_minimum_events"],
    )
    st.caption(say("Crude and confounded: a fact tells of death, it does not say what causes it."))
    rows = store.ask(version, population.death_hazards)
    if rows.is_empty():
        st.info(say("No comparison of deaths is published."))
        return
    single(
        forests.death_hazards(version, spoken()),
        "death_hazards",
        say("Crude hazard ratios of death"),
        rows=rows,
    )
