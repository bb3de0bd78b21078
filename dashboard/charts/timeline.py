"""A patient's timeline: events, treatments and laboratory panels on one zoomable axis."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

import altair as alt
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


def timeline(history: History, choices: TimelineChoices) -> alt.VConcatChart:
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


def _on_one_axis(
    strip: alt.LayerChart, panels: list[alt.LayerChart], axis: TimeAxis
) -> alt.VConcatChart:
    # The overview shows the whole while the panels show a part: each has a scale of its own, and
    # those of the panels follow the same two selections.
    apart = alt.Resolve(scale=alt.ScaleResolveMap(x="independent"))
    # Said at once: Altair copies every panel each time a property is set on the stack.
    chart = alt.VConcatChart(
        vconcat=[strip, *panels, ruler(axis), timeline_legend()], spacing=8, resolve=apart
    )
    # Altair numbers the names of the views when it stacks them, so they are read back here.
    # One layer a panel carries both selections: Vega-Lite then hears every mark of that panel.
    named = [_first_named(drawn) for drawn in chart.vconcat if isinstance(drawn, alt.LayerChart)]
    whole, *views = [name for name in named if name is not None]
    chart.params = [_pick(views), _overview(whole), _zoom(views)]
    return chart


def _first_named(chart: alt.LayerChart) -> str | None:
    return next((layer.name for layer in chart.layer if isinstance(layer.name, str)), None)


def _pick(views: list[str]) -> alt.TopLevelSelectionParameter:
    select = alt.PointSelectionConfig(type="point", fields=[RECORD], on="click", clear="dblclick")
    return alt.TopLevelSelectionParameter(name=PICK, select=select, views=views)


def _overview(view: str) -> alt.TopLevelSelectionParameter:
    # A panel that is moved or zoomed takes over from the brush. The strip is the first panel, so
    # whatever starts lower is about a panel.
    below = f"y() > {OVERVIEW_HEIGHT}"
    moved = f"[pointerdown[{below}], window:pointerup] > window:pointermove"
    wheeled = f"wheel[{below} && (event.ctrlKey || event.metaKey)]"
    select = alt.IntervalSelectionConfig(
        type="interval", encodings=["x"], clear=f"dblclick, {moved}, {wheeled}"
    )
    return alt.TopLevelSelectionParameter(name=OVERVIEW, select=select, views=[view])


def _zoom(views: list[str]) -> alt.TopLevelSelectionParameter:
    # Ctrl with the wheel: a bare wheel belongs to the page, which is taller than the screen.
    select = alt.IntervalSelectionConfig(
        type="interval", encodings=["x"], zoom="wheel![event.ctrlKey || event.metaKey]"
    )
    return alt.TopLevelSelectionParameter(name=ZOOM, select=select, bind="scales", views=views)


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
