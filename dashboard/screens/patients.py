"""Page: find a patient, and open their timeline."""

import polars as pl
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from dashboard import store
from dashboard.choices import from_list, line_of_text, several_of
from dashboard.figure import header, pickable_table, picked_row
from dashboard.labels import capital_word, short_patient
from dashboard.queries.patients import PatientFilter, matching
from warehouse.schema import CANONICAL, VOCABULARIES

LIST = "patient_list"
LIST_HEIGHT = 640
# Name, title and width: the whole row fits a screen of 1280.
_COLUMNS: list[tuple[str, str, int]] = [
    ("patient", "Patient", 108),
    ("sex", "Sex", 42),
    ("age_at_index_years", "Age", 42),
    ("histology", "Histology", 118),
    ("index_on", "Bone metastasis", 104),
    ("status", "Status", 62),
    ("event_count", "Events", 56),
    ("last_event_on", "Last event", 92),
    ("last_event_kind", "Kind of last event", 164),
    ("corrected_calcium_mmol_l", "Calcium (mmol/L)", 112),
    ("calcium_trend", "Calcium trend", 116),
    ("is_crisis", "Crisis", 52),
    ("finding_count", "Findings", 62),
]


def main() -> None:
    listed = store.patients(store.version_shown())
    st.header("Patients")
    found = matching(listed, _filter(listed))
    st.write(
        f"**{found.height:,}** of {listed.height:,} patients with bone metastasis of lung "
        "cancer. Choose a row to open the timeline."
    )
    if found.is_empty():
        st.info(
            "No patient matches. Widen a filter above."
            if listed.height
            else "The cohort of this version is empty: no patient has bone metastasis and a "
            "primary lung cancer."
        )
        return
    pickable_table(
        _in_words(found),
        LIST,
        "Patients with bone metastasis",
        lambda: _remember(found),
        _headers(),
        height=LIST_HEIGHT,
    )
    _open_remembered()
    st.caption(
        "Events: skeletal events (SRE5) that no rule excludes, prevalent ones too. "
        "Calcium: the last corrected calcium that could be computed. Findings: rows of the "
        f"patient that a data-quality rule points at. {CANONICAL['patient'].caveat}"
    )


def _filter(listed: pl.DataFrame) -> PatientFilter:
    names, status, events, crisis, histology, year = st.columns([1.2, 1, 1, 1, 1.4, 1.2])
    with names:
        starts = line_of_text("Patient", "filter_patient", "begins with…")
    with status:
        alive = from_list("Status", ["All", "Alive", "Dead"], "filter_status")
    with events:
        event = from_list("Skeletal event", ["All", "With", "Without"], "filter_event")
    with crisis:
        crises = from_list("Calcium crisis", ["All", "Ever", "Never"], "filter_crisis")
    with histology:
        words = {code: capital_word("histology", code) for code in VOCABULARIES["histology"].codes}
        histologies = several_of("Histology", list(words), "filter_histology", words)
    with year:
        years = listed["index_on"].dt.year().unique().sort(descending=True).to_list()
        chosen_years = several_of(
            "Year of bone metastasis", [str(year) for year in years], "filter_year"
        )
    return PatientFilter(
        is_alive={"Alive": True, "Dead": False}.get(alive),
        histologies=histologies,
        index_years=tuple(int(year) for year in chosen_years),
        has_event={"With": True, "Without": False}.get(event),
        has_crisis={"Ever": True, "Never": False}.get(crises),
        id_starts_with=starts,
    )


def _in_words(found: pl.DataFrame) -> pl.DataFrame:
    # The codes of histologies are words already, and shorter than their meanings.
    histology = pl.col("histology").str.replace_all("_", " ").str.to_titlecase()
    kind = pl.col("last_event_kind").map_elements(
        lambda code: capital_word("event_kind", code), return_dtype=pl.String
    )
    patient = pl.col("patient_id").map_elements(short_patient, return_dtype=pl.String)
    status = (
        pl.when(pl.col("exit_status") == "dead").then(pl.lit("Died")).otherwise(pl.lit("Alive"))
    )
    return found.with_columns(
        patient=patient, status=status, histology=histology, last_event_kind=kind
    ).select(name for name, _, _ in _COLUMNS)


def _headers() -> dict[str, ColumnConfig]:
    headers = {name: header(name, title, width) for name, title, width in _COLUMNS}
    return headers | {
        "calcium_trend": st.column_config.LineChartColumn(
            "Calcium trend",
            help="Corrected calcium (mmol/L), the last 24 results, oldest first.",
            width=116,
            y_min=1.8,
            y_max=3.6,
        )
    }


def _remember(found: pl.DataFrame) -> None:
    row = picked_row(LIST)
    if row is not None:
        st.session_state["patient_to_open"] = found["patient_id"][row]


def _open_remembered() -> None:
    patient_id = st.session_state.pop("patient_to_open", None)
    if patient_id:
        st.switch_page("screens/patient.py", query_params={"id": patient_id})


main()
