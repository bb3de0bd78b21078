"""A patient's timeline: events, treatments and laboratory panels on one zoomable axis."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

import polars as pl

from dashboard.charts.analyte_panel import analyte_panel
from dashboard.charts.calcium_panel import calcium_panel, has_ionised, ionised_panel
from dashboard.charts.event_lanes import counted_days, event_lanes, with_counting
from dashboard.charts.gaps import long_gaps
from dashboard.charts.milestone_lane import milestone_lane, milestones
from dashboard.charts.overview import HEIGHT as OVERVIEW_HEIGHT
from dashboard.charts.overview import overview_strip
from dashboard.charts.panel import PICK, RECORD, guides
from dashboard.charts.ruler import ruler
from dashboard.charts.time_axis import OVERVIEW, ZOOM, TimeAxis, time_axis
from dashboard.charts.timeline_legend import timeline_legend
from dashboard.charts.treatment_lanes import treatment_lanes
from dashboard.charts.vega_lite import SCHEMA, Spec, names_in
from dashboard.queries.history import History

Clock = Literal["calendar", "days"]
Period = Literal["all", "since bone metastasis", "last 12 months"]
Gaps = Literal["at length", "shortened"]


@dataclass(frozen=True)
class TimelineChoices:
    """What the reader asked to see."""

    endpoint: str = "SRE5"
    clock: Clock = "calendar"
    period: Period = "all"
    gaps: Gaps = "at length"
    analytes: tuple[str, ...] = ()


def timeline(history: History, choices: TimelineChoices) -> Spec:
    """One patient, everything on one axis.

    Every panel follows what is shown: dragging across the overview chooses it, dragging a panel
    moves it, Ctrl and wheel zooms, a double click goes back. A click on a mark selects `record`,
    the key of what stands behind it.
    """
    course = milestones(history.cohort, history.patient)
    days = _every_date(history, course, choices.analytes)
    axis = _axis(history, days, choices)
    events = with_counting(history.events, choices.endpoint)
    drawn_guides = guides(counted_days(events), axis)
    panels = [
        milestone_lane(course, axis, drawn_guides),
        event_lanes(events, axis, drawn_guides),
        treatment_lanes(history, axis, drawn_guides),
        calcium_panel(history, axis, drawn_guides),
        *([ionised_panel(history, axis, drawn_guides)] if has_ionised(history) else []),
        *(analyte_panel(code, history, axis, drawn_guides) for code in choices.analytes),
    ]
    return _on_one_axis(overview_strip(days, events, axis), panels, axis)


def _on_one_axis(strip: Spec, panels: list[Spec], axis: TimeAxis) -> Spec:
    # One view a panel carries the selections: Vega-Lite then hears every mark of that panel.
    views = [name for drawn in panels for name in names_in(drawn)[:1]]
    return {
        "$schema": SCHEMA,
        "vconcat": [strip, *panels, ruler(axis), timeline_legend()],
        "spacing": 8,
        # The overview shows the whole while the panels show a part: each has a scale of its own,
        # and those of the panels follow the same two selections.
        "resolve": {"scale": {"x": "independent"}},
        "params": [_pick(views), _overview(names_in(strip)[:1]), _zoom(views)],
    }


def _pick(views: list[str]) -> Spec:
    select = {"type": "point", "fields": [RECORD], "on": "click", "clear": "dblclick"}
    return {"name": PICK, "select": select, "views": views}


def _overview(views: list[str]) -> Spec:
    # A panel that is moved or zoomed takes over from the brush. The strip is the first panel, so
    # whatever starts lower is about a panel.
    below = f"y() > {OVERVIEW_HEIGHT}"
    moved = f"[pointerdown[{below}], window:pointerup] > window:pointermove"
    wheeled = f"wheel[{below} && (event.ctrlKey || event.metaKey)]"
    clear = f"dblclick, {moved}, {wheeled}"
    select = {"type": "interval", "encodings": ["x"], "clear": clear}
    return {"name": OVERVIEW, "select": select, "views": views}


def _zoom(views: list[str]) -> Spec:
    # Ctrl with the wheel: a bare wheel belongs to the page, which is taller than the screen.
    wheel = "wheel![event.ctrlKey || event.metaKey]"
    select = {"type": "interval", "encodings": ["x"], "zoom": wheel}
    return {"name": ZOOM, "select": select, "bind": "scales", "views": views}


def _axis(history: History, days: pl.Series, choices: TimelineChoices) -> TimeAxis:
    index = history.cohort["index_on"].to_list()
    origin = index[0] if index and choices.clock == "days" else None
    shown = _within(days, choices.period, index)
    first, last = shown.min(), shown.max()
    inside = days.filter((days >= first) & (days <= last)) if isinstance(first, date) else days
    gaps = long_gaps(inside) if choices.gaps == "shortened" else ()
    return time_axis(shown, origin, gaps)


def _within(days: pl.Series, period: Period, index: list[date]) -> pl.Series:
    last = days.max()
    if period == "since bone metastasis" and index:
        return pl.concat([days.filter(days >= index[0]), pl.Series(index, dtype=pl.Date)])
    if period == "last 12 months" and isinstance(last, date):
        return pl.Series([last - timedelta(days=365), last], dtype=pl.Date)
    return days


def _every_date(history: History, course: pl.DataFrame, analytes: tuple[str, ...]) -> pl.Series:
    chosen = history.results.filter(pl.col("analyte_code").is_in(analytes))
    dated = [
        course["day"],
        history.events["occurred_on"],
        history.courses["started_on"],
        history.courses["ended_on"],
        history.surgeries["performed_on"],
        history.doses["administered_on"],
        history.missed_doses["due_on"],
        history.exposures["covered_until_on"],
        history.lines["started_on"],
        history.lines["ended_on"],
        history.exams["examined_on"],
        history.lesions["examined_on"],
        history.calcium["sampled_at"].cast(pl.Date),
        history.alerts["sampled_at"].cast(pl.Date),
        chosen["sampled_at"].cast(pl.Date),
    ]
    return pl.concat([days.alias("day") for days in dated]).drop_nulls()
