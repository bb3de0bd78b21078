"""Who the figures are of."""

import polars as pl
import streamlit as st

from dashboard import store
from dashboard.disclosure.reasons import counted
from dashboard.drawings import population as drawings
from dashboard.figure import heading, single
from dashboard.labels import word
from dashboard.language import say, say_percent, spoken
from dashboard.queries import population
from dashboard.store import Version


def say_cohort(version: Version) -> None:
    """One line on every section: how many are left at each step."""
    steps = store.ask(version, population.attrition)
    told = [
        f"**{counted(step, 'patient_count')}** {word('attrition_step', step['attrition_step'])}"
        for step in steps.iter_rows(named=True)
    ]
    if told:
        st.caption(" → ".join(told))


def draw_cohort(version: Version) -> None:
    """The steps as bars, then who was lost."""
    heading(say("How the cohort is come to"), "published.cohort_attrition")
    st.caption(say("Who is left at each step, and why are the others not? Grey: who was left out."))
    steps = store.ask(version, population.attrition)
    if steps.filter(pl.col("patient_count").ne_missing(0)).is_empty():
        st.info(say("No patient is known yet."))
        return
    single(
        drawings.attrition(version, spoken()),
        "attrition",
        say("Patients left at each step, and why the others are not"),
        rows=steps,
    )
    _draw_completeness(version)


def _draw_completeness(version: Version) -> None:
    heading(
        say("Who was lost from sight"),
        "published.followup_completeness",
        definitions=["lost_to_follow_up_days"],
    )
    found = store.ask(version, population.completeness)
    if found.is_empty() or found["denominator"][0] == 0:
        st.info(say("No patient with bone metastasis is published."))
        return
    row = found.row(0, named=True)
    share = row["proportion"]
    st.write(
        say(
            "**{share}** ({patients} of {denominator}) are not known to have died and have not "
            "been heard of for more than six months; {deaths} have died. Those lost are censored "
            "at their last contact.",
            share=counted(row, "proportion") if share is None else say_percent(share),
            patients=counted(row, "patient_count"),
            denominator=counted(row, "denominator"),
            deaths=counted(row, "death_count"),
        )
    )
