"""The timeline of the patient page: what to show, the chart, and the events as a table."""

from collections.abc import Sequence

import polars as pl
import streamlit as st

from dashboard.charts.analyte_panel import analytes_measured
from dashboard.charts.event_lanes import with_counting
from dashboard.charts.panel import PICK, RECORD
from dashboard.charts.time_axis import LEFT_MARGIN
from dashboard.charts.timeline import Clock, Period, TimelineChoices
from dashboard.choices import one_of, several_of
from dashboard.drawings import patient as drawings
from dashboard.figure import header, pickable_table, picked_row, stacked
from dashboard.labels import analyte_title, capital_word
from dashboard.language import spoken
from dashboard.queries.history import History
from dashboard.queries.sources import Record
from dashboard.source_rows import open_record
from dashboard.store import Version
from dashboard.verdicts import with_verdicts
from warehouse.schema import VOCABULARIES

TIMELINE = "timeline"
EVENTS = "events"
_CLOCKS: dict[str, Clock] = {"Calendar dates": "calendar", "Days since bone metastasis": "days"}
_PERIODS: dict[str, Period] = {
    "All": "all",
    "Since bone metastasis": "since bone metastasis",
    "Last 12 months": "last 12 months",
}
_EVENT_COLUMNS = [
    ("occurred_on", "Date", 100),
    ("event_day", "Day", 60),
    ("counting", "", 90),
    ("why", "Why not", 330),
    ("verdict", "Verdict", 200),
]
_LEGEND = (
    "**Events** ▲ filled: counted · △ hollow: not counted · grey: excluded, reason on the mark. "
    "**Imaging** ● bone metastasis · ○ none · grey inside: equivocal. "
    "**Bone agents** ❙ given · ○ held.  \n"
    "**Results** ● valid · ○ albumin 1 to 7 days away, or sample not drawn as the marker asks · "
    "▽ △ only a limit (< or >) · ✚ grey: not computable or excluded. "
    "Green band: reference interval. Drag to move, Ctrl + wheel to zoom, double click to go back; "
    "**click a mark to open its source rows**."
)


def endpoint_choice() -> str:
    """Which endpoint counts; hypercalcaemia is in SRE5 only."""
    meanings, offered = VOCABULARIES["endpoint"].meanings, ["SRE5", "SRE4", "SSE"]
    explained = "  \n".join(f"**{code}**: {meanings[code]}" for code in offered)
    return one_of("Endpoint", offered, "endpoint", explained)


def draw_timeline(version: Version, history: History) -> None:
    """The choices above the chart, the chart, its legend."""
    choices = _choices(history)
    stacked(
        drawings.timeline(version, history.patient_id, choices, spoken()),
        TIMELINE,
        "Timeline of skeletal events, treatments, imaging and laboratory results",
        LEFT_MARGIN,
        on_pick=lambda: _open_mark(history.patient_id),
        pick=PICK,
    )
    st.caption(_LEGEND)


def _choices(history: History) -> TimelineChoices:
    measured = {code: analyte_title(code) for code in analytes_measured(history.results)}
    with st.container(horizontal=True):
        counted = endpoint_choice()
        read_in = one_of("Time", list(_CLOCKS), "clock")
        shown = one_of("Period", list(_PERIODS), "period")
        chosen = several_of(
            "More results",
            list(measured),
            "analytes",
            measured,
            "Choose analytes" if measured else "No other result",
        )
    return TimelineChoices(counted, _CLOCKS[read_in], _PERIODS[shown], chosen)


def _open_mark(patient_id: str) -> None:
    points = st.session_state[TIMELINE]["selection"].get(PICK, [])
    picked = [point[RECORD] for point in points if point.get(RECORD)]
    open_record(patient_id, picked[-1] if picked else None)


def draw_events(history: History) -> None:
    """The same events as rows, with the reason why each counts or not."""
    st.subheader("Skeletal events")
    if history.events.is_empty():
        st.write("No skeletal event is known of this patient in this version.")
        return
    endpoint = str(st.session_state["endpoint"])
    events = with_verdicts(with_counting(history.events, endpoint), history.patient_id)
    pickable_table(
        _in_words(events),
        EVENTS,
        "Skeletal events of the patient",
        lambda: _open_event(history.patient_id, events["event_id"].to_list()),
        {name: header(name, title, width) for name, title, width in _EVENT_COLUMNS},
    )
    st.caption("Choose a row to open its source rows above.")


def _in_words(events: pl.DataFrame) -> pl.DataFrame:
    kind = pl.col("event_kind").map_elements(
        lambda code: capital_word("event_kind", code), return_dtype=pl.String
    )
    site = pl.col("bone_site").map_elements(
        lambda code: capital_word("bone_site", code), return_dtype=pl.String
    )
    # Few events have a verdict: its column comes where there is one.
    verdict = [] if events["verdict"].null_count() == events.height else ["verdict"]
    return events.select(
        "occurred_on",
        "event_day",
        kind,
        site,
        "counting",
        "why",
        *verdict,
        "is_symptomatic",
        "certainty",
    )


def _open_event(patient_id: str, event_ids: Sequence[str]) -> None:
    row = picked_row(EVENTS)
    open_record(patient_id, str(Record("event", event_ids[row])) if row is not None else None)
