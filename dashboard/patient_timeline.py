"""The timeline of the patient page: what to show, the chart, and the events as a table."""

from collections.abc import Sequence
from functools import partial

import polars as pl
import streamlit as st

from dashboard.charts.analyte_panel import analytes_measured
from dashboard.charts.event_lanes import counting_in_words, with_counting
from dashboard.charts.inline import certainty_word, in_words
from dashboard.charts.panel import PICK, RECORD
from dashboard.charts.time_axis import LEFT_MARGIN
from dashboard.charts.timeline import Clock, Gaps, Period, TimelineChoices
from dashboard.choices import one_of, several_of
from dashboard.drawings import patient as drawings
from dashboard.figure import header, heading, pickable_table, picked_row, stacked
from dashboard.labels import analyte_title, word
from dashboard.language import say, spoken, spoken_words
from dashboard.queries.history import History
from dashboard.queries.sources import Record
from dashboard.short_words import short_kind
from dashboard.source_rows import open_record
from dashboard.store import Version
from dashboard.verdicts import with_verdicts

TIMELINE = "timeline"
EVENTS = "events"
_CLOCKS: tuple[Clock, ...] = ("calendar", "days")
_PERIODS: tuple[Period, ...] = ("all", "since bone metastasis", "last 12 months")
# Reasons have room for their whole sentence, and verdicts for theirs where there are any.
_WHY_WIDTHS = {True: 366, False: 516}
_GAPS: tuple[Gaps, ...] = ("at length", "shortened")


def endpoint_choice() -> str:
    """Which endpoint counts; hypercalcaemia is in SRE5 only."""
    offered = ["SRE5", "SRE4", "SSE"]
    explained = "  \n".join(f"**{code}**: {word('endpoint', code)}" for code in offered)
    return one_of(say("Endpoint"), offered, "endpoint", explained)


def draw_timeline(version: Version, history: History) -> None:
    """The choices above the chart, the chart with its legend, how to move in it."""
    choices = _choices(history)
    st.caption(
        say(
            "Drag across the overview to zoom, drag a panel to move, Ctrl + wheel to zoom, double "
            "click to go back. **Click a mark to open the records behind it.**"
        )
    )
    stacked(
        drawings.timeline(version, history.patient_id, choices, spoken()),
        TIMELINE,
        say("Timeline of skeletal events, treatments, imaging and laboratory results"),
        LEFT_MARGIN,
        on_pick=lambda: _open_mark(history.patient_id),
        pick=PICK,
        rows=with_counting(history.events, choices.endpoint),
    )


def _choices(history: History) -> TimelineChoices:
    measured = {code: analyte_title(code) for code in analytes_measured(history.results)}
    gaps = {"at length": say("At their length"), "shortened": say("Shortened")}
    with st.container(horizontal=True):
        counted = endpoint_choice()
        clock, period = _time_choices(has_index=not history.cohort.is_empty())
        drawn = one_of(say("Long empty stretches"), list(_GAPS), "gaps", words=gaps)
        chosen = several_of(
            say("More results"),
            list(measured),
            "analytes",
            measured,
            say("Choose analytes") if measured else say("No other result"),
        )
    return TimelineChoices(
        endpoint=counted,
        clock=clock,
        period=period,
        gaps=next(choice for choice in _GAPS if choice == drawn),
        analytes=chosen,
    )


def _time_choices(*, has_index: bool) -> tuple[Clock, Period]:
    """What time is read in, and how much of it; from bone metastasis on only where there is one.

    Where there is none, the choices made for another patient are kept for the next who has one.
    """
    clocks = {"calendar": say("Calendar dates"), "days": say("Days since bone metastasis")}
    periods = {
        "all": say("All"),
        "since bone metastasis": say("Since bone metastasis"),
        "last 12 months": say("Last 12 months"),
    }
    if not has_index:
        shown = one_of(say("Period"), ["all", "last 12 months"], "period_alone", words=periods)
        return "calendar", next(period for period in _PERIODS if period == shown)
    read_in = one_of(say("Time"), list(_CLOCKS), "clock", words=clocks)
    shown = one_of(say("Period"), list(_PERIODS), "period", words=periods)
    clock = next(clock for clock in _CLOCKS if clock == read_in)
    return clock, next(period for period in _PERIODS if period == shown)


def _open_mark(patient_id: str) -> None:
    points = st.session_state[TIMELINE]["selection"].get(PICK, [])
    picked = [point[RECORD] for point in points if point.get(RECORD)]
    open_record(patient_id, picked[-1] if picked else None)


def draw_events(history: History) -> None:
    """The same events as rows, with the reason why each counts or not."""
    heading(say("Skeletal events"), "derived.skeletal_event")
    if history.events.is_empty():
        st.write(say("No skeletal event is known of this patient in this version."))
        return
    endpoint = str(st.session_state["endpoint"])
    events = with_verdicts(with_counting(history.events, endpoint), history.patient_id)
    shown = _in_words(events)
    pickable_table(
        shown,
        EVENTS,
        say("Skeletal events of the patient"),
        lambda: _open_event(history.patient_id, events["event_id"].to_list()),
        {
            "occurred_on": header("occurred_on", say("Date"), 92),
            "event_day": header("event_day", say("Day"), 56),
            "event_kind": header("event_kind", None, 116),
            "bone_site": header("bone_site", None, 108),
            "counting": header("counting", say("Counting"), 92),
            "why": header("why", say("Why not"), _WHY_WIDTHS["verdict" in shown.columns]),
            "verdict": header("verdict", say("Verdict"), 150),
            "is_symptomatic": header("is_symptomatic", say("Symptoms"), 88),
            "certainty": header("certainty", None, 86),
        },
    )
    st.caption(say("Choose a row to open its source rows above."))


def _in_words(events: pl.DataFrame) -> pl.DataFrame:
    said = {
        "event_kind": spoken_words(pl.col("event_kind"), short_kind),
        "bone_site": spoken_words(pl.col("bone_site"), partial(in_words, "bone_site")),
    }
    symptoms = [in_words("is_symptomatic", known) for known in events["is_symptomatic"]]
    # Its meaning is under the header: on every row it would push the verdict off the screen.
    certainty = spoken_words(pl.col("certainty"), certainty_word)
    counting = spoken_words(pl.col("counting"), counting_in_words)
    # Few events have a verdict: its column comes where there is one.
    verdict = [] if events["verdict"].null_count() == events.height else ["verdict"]
    return events.select(
        "occurred_on",
        "event_day",
        said["event_kind"],
        said["bone_site"],
        counting,
        "why",
        *verdict,
        pl.Series("is_symptomatic", symptoms, dtype=pl.String),
        certainty,
    )


def _open_event(patient_id: str, event_ids: Sequence[str]) -> None:
    row = picked_row(EVENTS)
    open_record(patient_id, str(Record("event", event_ids[row])) if row is not None else None)
