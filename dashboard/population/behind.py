"""From a number of the population to the rows that made it, for those who may see them."""

from collections.abc import Callable, Mapping
from functools import partial

import polars as pl
import streamlit as st

from dashboard import store
from dashboard.charts.inline import in_words
from dashboard.door import purpose_is_known
from dashboard.figure import header, pickable_table, picked_row
from dashboard.labels import short_patient
from dashboard.language import say, say_count, spoken_words
from dashboard.role import Right, visitor

# What a list tells of its own, beside whom, when and where from.
_OWN = ("bone_site", "corrected_calcium_mmol_l", "baseline_value")
_TO_OPEN = "patient_behind"
# More numbers than these are a list to choose of, not buttons on a line.
_MOST_BUTTONS = 8


def draw_rows_behind(
    key: str, words: Mapping[str, str], find: Callable[[str], pl.DataFrame]
) -> None:
    """One click lists the rows behind a number, each with its file and line; a second opens a
    patient. Only for whoever may see source rows.

    `words` are the numbers by their codes; `find` asks for the rows of one.
    """
    if not words or not store.may(Right.SOURCE_ROWS):
        return
    chosen = _choose(f"rows_behind_{key}", words)
    home = store.home_shown()
    if not isinstance(chosen, str) or not purpose_is_known(home, visitor(home)):
        return
    rows = find(chosen)
    st.caption(
        say_count(
            "{count} row in force made them. Choose it to open the patient.",
            "{count} rows in force made them. Choose one to open its patient.",
            rows.height,
        )
    )
    if not rows.is_empty():
        _draw_rows(rows, f"rows_behind_{key}_listed")


def _choose(key: str, words: Mapping[str, str]) -> str | None:
    title, codes = say("Rows of the extracts behind a number"), list(words)
    if len(codes) <= _MOST_BUTTONS:
        return st.segmented_control(
            title, codes, key=key, format_func=lambda code: words.get(code, code)
        )
    return st.selectbox(
        title,
        codes,
        index=None,
        key=key,
        placeholder=say("Choose"),
        format_func=lambda code: words.get(code, code),
    )


def _draw_rows(rows: pl.DataFrame, key: str) -> None:
    pickable_table(
        rows.with_columns(
            spoken_words(pl.col("patient_id"), short_patient),
            *(
                spoken_words(pl.col(name), partial(in_words, name))
                for name in rows.columns
                if name == "bone_site"
            ),
        ),
        key,
        say("Rows of the extracts behind a number"),
        lambda: _remember(rows, key),
        {
            "patient_id": header("patient_id", say("Patient"), 110),
            "occurred_on": header("occurred_on", say("Date"), 100),
            **{name: header(name, None, 140) for name in _OWN if name in rows.columns},
            "source_row": header("source_row", say("Source row"), 330),
            "file_name": header("file_name", None, 290),
            "source_line": header("source_line", say("Line"), 80),
        },
        height=min(420, 38 + 35 * rows.height),
    )
    patient = st.session_state.pop(_TO_OPEN, None)
    if patient:
        st.switch_page("screens/patient.py", query_params={"id": patient})


def _remember(rows: pl.DataFrame, key: str) -> None:
    row = picked_row(key)
    if row is not None:
        st.session_state[_TO_OPEN] = rows["patient_id"][row]
