"""The morbidity rates of the trials, beside the rate of all patients together."""

import polars as pl
import streamlit as st

from dashboard import store
from dashboard.disclosure.reasons import counted, why_withheld
from dashboard.figure import heading, offer_rows, table
from dashboard.language import say, say_number
from dashboard.population.choice import Choice
from dashboard.queries import population
from dashboard.queries.population import ORIGIN_OF_BONE_METASTASIS
from dashboard.reading import Row, count_in_words, share_in_words
from dashboard.store import Version

PERIODS = ("period_share", "period_share_lower", "period_share_upper")


def draw_morbidity(version: Version, choice: Choice) -> None:
    """Patient by patient, by periods, and with the other reading of 21 days; of the whole cohort.

    From bone metastasis only: the trials have no other origin here.
    """
    if choice.origin != ORIGIN_OF_BONE_METASTASIS:
        return
    heading(
        say("Morbidity rates, as trials report them"),
        "published.sre_morbidity",
        definitions=["morbidity_period_days", "counting_window_days"],
    )
    st.caption(
        say(
            "What would a trial have reported of these patients? Whole cohort, from bone "
            "metastasis; to be set beside trials, not beside the rate above."
        )
    )
    rows = store.ask(version, population.morbidity, choice.endpoint)
    if rows.is_empty() or rows["patient_count"][0] == 0:
        st.info(say("Nobody is under observation for it."))
        return
    told = _readings(rows.row(0, named=True))
    table(
        pl.DataFrame(told, schema=["figure", "reading", "counted"], orient="row"),
        say("Morbidity rates of the trials"),
        {
            "figure": say("Figure"),
            "reading": say("Value (95 % limits)"),
            "counted": say("Counted from"),
        },
    )
    offer_rows("morbidity", rows)


def _readings(row: Row) -> list[tuple[str, str, str]]:
    patients = say("{count} patients", count=counted(row, "patient_count"))
    return [
        (
            say("Skeletal morbidity rate: mean of each patient's own events a year"),
            _number(row, "mean_patient_rate", 2),
            say(
                "{patients}, of them {short} seen for less than a month: they make it large",
                patients=patients,
                short=counted(row, "short_stay_patient_count"),
            ),
        ),
        (
            say("Median of each patient's own events a year"),
            _number(row, "median_patient_rate", 2),
            patients,
        ),
        (
            say("Skeletal morbidity period rate: periods of 12 weeks with an event"),
            share_in_words(row, PERIODS),
            say(
                "{counted} periods",
                counted=count_in_words(row, "period_with_event_count", "period_count"),
            ),
        ),
        (
            say("Events for 100 patient-years, 21 days after any other"),
            _number(row, "rolling_rate_per_100_patient_years", 1),
            say(
                "{rolling} events; {events} by the rule of this page",
                rolling=counted(row, "rolling_event_count"),
                events=counted(row, "event_count"),
            ),
        ),
    ]


def _number(row: Row, column: str, decimals: int) -> str:
    value = row[column]
    if isinstance(value, float):
        return say_number(value, decimals)
    return why_withheld(row, column) or "–"
