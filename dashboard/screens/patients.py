"""Page: find a patient, and open their timeline."""

import polars as pl
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from dashboard import store
from dashboard.figure import header, pickable_table, picked_row
from dashboard.labels import short_patient
from dashboard.language import say, say_number, spoken_words
from dashboard.patient_filters import filters
from dashboard.queries import patients
from dashboard.queries.patient_filter import matching, ordered
from dashboard.queries.patients import SPARKLINE_LENGTH
from dashboard.short_words import short_group, short_histology, short_kind
from warehouse.schema import CANONICAL

LIST = "patient_list"
JUMP = "patient_jump"
LIST_HEIGHT = 640
# What a reader scrolls through; a browser that is sent everybody answers slowly.
ROWS_SHOWN = 1000
_TO_OPEN = "patient_to_open"


def main() -> None:
    listed = store.ask(store.version_shown(), patients.patients)
    st.header(say("Patients"))
    wanted, order = filters(listed)
    found = ordered(matching(listed, wanted), order)
    if found.is_empty():
        _say_nobody(listed)
        return
    shown = found.head(ROWS_SHOWN)
    _count_and_jump(shown, found.height, listed.height)
    pickable_table(
        _in_words(shown),
        LIST,
        say("Patients with bone metastasis"),
        lambda: _remember_row(shown),
        _headers(),
        height=LIST_HEIGHT,
    )
    _open_remembered()
    _explain()


def _say_nobody(listed: pl.DataFrame) -> None:
    st.info(
        say("No patient matches. Widen a filter above, or clear them all.")
        if listed.height
        else say(
            "The cohort of this version is empty: no patient has bone metastasis and a "
            "primary lung cancer."
        )
    )


def _count_and_jump(shown: pl.DataFrame, found: int, listed: int) -> None:
    counts, jump = st.columns([2.4, 1], vertical_alignment="bottom")
    with counts:
        st.write(
            say(
                "**{found}** of {listed} patients with bone metastasis of lung cancer.",
                found=say_number(found, 0),
                listed=say_number(listed, 0),
            )
            + " "
            + _how_many_shown(shown.height, found)
        )
    with jump:
        st.selectbox(
            say("Open a patient"),
            shown["patient_id"].to_list(),
            index=None,
            key=JUMP,
            format_func=short_patient,
            placeholder=say("type, then Enter"),
            filter_mode="prefix",
            on_change=_remember_jump,
        )


def _how_many_shown(shown: int, found: int) -> str:
    if shown == found:
        return say("Choose a row to open the timeline.")
    return say(
        "The first {shown} in this order are listed: narrow a filter, or change the order.",
        shown=say_number(shown, 0),
    )


def _explain() -> None:
    st.caption(
        say(
            "SRE5: skeletal events of that endpoint that no rule excludes, prevalent ones too. "
            "Calcium: the last corrected calcium that could be computed. Alert: the last result "
            "beyond a critical limit. Gaps: how much is not known of the patient and should "
            "be. Findings: rows of the patient that a data-quality rule points at. "
            "Keyboard: Tab to the list, arrows to a row, Shift and Space to open it."
        )
        + f" {say(CANONICAL['patient'].caveat or '')}"
    )


def _columns() -> list[tuple[str, str, int]]:
    """Name, title and width: the whole row fits a screen of 1280."""
    return [
        ("patient", say("Patient"), 100),
        ("sex", say("Sex"), 38),
        ("age_at_index_years", say("Age"), 42),
        ("histology", say("Histology"), 112),
        ("group", say("Group"), 96),
        ("index_on", say("Bone met."), 86),
        ("status", say("Status"), 56),
        ("event_count", say("SRE5"), 52),
        ("last_event_on", say("Last SRE"), 88),
        ("last_event_kind", say("Its kind"), 102),
        ("corrected_calcium_mmol_l", say("Ca (mmol/L)"), 86),
        ("calcium_trend", say("Trend"), 70),
        ("last_alert_on", say("Alert"), 86),
        ("gap_count", say("Gaps"), 66),
        ("finding_count", say("Findings"), 66),
    ]


def _in_words(found: pl.DataFrame) -> pl.DataFrame:
    is_dead = pl.col("exit_status") == "dead"
    patient = spoken_words(pl.col("patient_id"), short_patient)
    return found.with_columns(
        patient=patient,
        status=pl.when(is_dead).then(pl.lit(say("Died"))).otherwise(pl.lit(say("Alive"))),
        histology=spoken_words(pl.col("histology"), short_histology),
        group=spoken_words(pl.col("molecular_group"), short_group),
        gap_count=pl.col("gap_kinds").list.len(),
        last_event_kind=spoken_words(pl.col("last_event_kind"), short_kind),
    ).select(name for name, _, _ in _columns())


def _headers() -> dict[str, ColumnConfig]:
    headers = {name: header(name, title, width) for name, title, width in _columns()}
    return headers | {
        "calcium_trend": st.column_config.LineChartColumn(
            say("Trend"),
            help=say(
                "Corrected calcium (mmol/L), the last {count} results, oldest first. "
                "Every line is drawn from 1.8 to 3.6.",
                count=SPARKLINE_LENGTH,
            ),
            width=70,
            y_min=1.8,
            y_max=3.6,
        )
    }


def _remember_row(shown: pl.DataFrame) -> None:
    row = picked_row(LIST)
    if row is not None:
        st.session_state[_TO_OPEN] = shown["patient_id"][row]


def _remember_jump() -> None:
    st.session_state[_TO_OPEN] = st.session_state[JUMP]


def _open_remembered() -> None:
    patient_id = st.session_state.pop(_TO_OPEN, None)
    if patient_id:
        st.switch_page("screens/patient.py", query_params={"id": patient_id})


main()
