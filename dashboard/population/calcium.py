"""The calcium of the cohort."""

from datetime import date

import polars as pl
import streamlit as st

from dashboard import store
from dashboard.charts.calcium_months import LEFT_MARGIN
from dashboard.disclosure.reasons import counted
from dashboard.drawings import population as drawings
from dashboard.figure import heading, stacked, table
from dashboard.labels import capital_word
from dashboard.language import say, say_date, spoken
from dashboard.parts import part_title
from dashboard.population.behind import draw_rows_behind
from dashboard.queries import population
from dashboard.queries.behind import calcium_rows
from dashboard.reading import count_in_words, share_in_words
from dashboard.store import Version


def draw_calcium(version: Version) -> None:
    """Distribution by month, what is provisional or missing, and who ever was too high."""
    heading(
        say("Corrected calcium by month"),
        "published.calcium_by_month",
        definitions=["data_lag_days"],
    )
    st.caption(
        say(
            "Does the calcium of the cohort move, and how much could be corrected? Line: median; "
            "dark: middle half; light: 5th to 95th centile; green: reference interval. Below, "
            "results corrected (blue) and without albumin (grey); the number above a bar is the "
            "patients at 3.0 mmol/L or more."
        )
    )
    months = store.ask(version, population.calcium_by_month)
    if months.is_empty():
        st.info(say("No corrected calcium is published."))
        return
    stacked(
        drawings.calcium_months(version, spoken()),
        "calcium_months",
        say("Corrected calcium of the cohort by month"),
        LEFT_MARGIN,
        rows=months,
    )
    draw_rows_behind(
        "month",
        {month.isoformat(): say_date(month) for month in reversed(months["month_on"].to_list())},
        lambda month: store.ask(version, calcium_rows, date.fromisoformat(month)),
    )
    _draw_hypercalcaemia(version)


def _draw_hypercalcaemia(version: Version) -> None:
    heading(
        say("Who ever had hypercalcaemia"),
        "published.hypercalcaemia_frequency",
        definitions=["hypercalcaemia_trial_mmol_l", "crisis_mmol_l"],
    )
    found = store.ask(version, population.hypercalcaemia)
    if found.is_empty():
        st.info(say("None is published."))
        return
    rows = list(found.iter_rows(named=True))
    told = {
        "level": [capital_word("calcium_level", row["calcium_level"]) for row in rows],
        "part": [part_title(row["stratum"], row["stratum_value"]) for row in rows],
        "counted": [count_in_words(row, "patient_count", "denominator") for row in rows],
        "share": [share_in_words(row) for row in rows],
        "unknown_count": [counted(row, "unknown_count") for row in rows],
    }
    table(
        pl.DataFrame(told),
        say("Patients who ever had hypercalcaemia, and a crisis"),
        {
            "level": say("Level"),
            "part": say("Patients of"),
            "counted": say("Patients"),
            "share": say("Share (95 % limits)"),
        },
        height=38 + 35 * found.height,
    )
