"""From a number of the population to the rows that made it, for those who may see them."""

from functools import partial

import polars as pl
import streamlit as st

from dashboard import store
from dashboard.charts.inline import in_words
from dashboard.door import purpose_is_known
from dashboard.figure import header, pickable_table, picked_row
from dashboard.labels import short_patient
from dashboard.language import say, say_count, spoken_words
from dashboard.queries.behind import event_rows
from dashboard.role import Right, visitor
from dashboard.short_words import short_kind
from dashboard.store import Version

_KIND, _ROWS, _TO_OPEN = "rows_behind_kind", "rows_behind", "patient_behind"


def draw_rows_behind(version: Version, endpoint: str, kinds: list[str]) -> None:
    """One click lists the rows of a kind, each with its file and line; a second opens a patient."""
    if not store.may(Right.SOURCE_ROWS):
        return
    kind = st.segmented_control(
        say("Rows of the extracts behind a number"), kinds, key=_KIND, format_func=short_kind
    )
    home = store.home_shown()
    if not isinstance(kind, str) or not purpose_is_known(home, visitor(home)):
        return
    rows = store.ask(version, event_rows, endpoint, kind)
    st.caption(
        say_count(
            "{count} row in force made them. Choose it to open the patient.",
            "{count} rows in force made them. Choose one to open its patient.",
            rows.height,
        )
    )
    if not rows.is_empty():
        _draw_rows(rows)


def _draw_rows(rows: pl.DataFrame) -> None:
    pickable_table(
        rows.with_columns(
            spoken_words(pl.col("patient_id"), short_patient),
            spoken_words(pl.col("bone_site"), partial(in_words, "bone_site")),
        ),
        _ROWS,
        say("Rows of the extracts behind a number"),
        lambda: _remember(rows),
        {
            "patient_id": header("patient_id", say("Patient"), 110),
            "occurred_on": header("occurred_on", say("Date"), 100),
            "bone_site": header("bone_site", None, 140),
            "source_row": header("source_row", say("Source row"), 330),
            "file_name": header("file_name", None, 290),
            "source_line": header("source_line", say("Line"), 80),
        },
        height=min(420, 38 + 35 * rows.height),
    )
    patient = st.session_state.pop(_TO_OPEN, None)
    if patient:
        st.switch_page("screens/patient.py", query_params={"id": patient})


def _remember(rows: pl.DataFrame) -> None:
    row = picked_row(_ROWS)
    if row is not None:
        st.session_state[_TO_OPEN] = rows["patient_id"][row]
