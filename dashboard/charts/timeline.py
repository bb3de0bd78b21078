"""A patient's timeline: events, treatments and laboratory panels on one zoomable axis."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

import altair as alt
import polars as pl

from dashboard.charts.analyte_panel import analyte_panel
from dashboard.charts.calcium_panel import calcium_panel, has_ionised, ionised_panel
from dashboard.charts.event_lanes import counted_days, event_lanes, with_counting
from dashboard.charts.inline import inline
from dashboard.charts.layered import PANEL_WIDTH, stacked
from dashboard.charts.milestone_lane import milestone_lane, milestones
from dashboard.charts.panel import PICK, RECORD, guides
from dashboard.charts.time_axis import TimeAxis, time_axis
from dashboard.charts.treatment_lanes import treatment_lanes
from dashboard.queries.history import History

ZOOM = "zoom"
Clock = Literal["calendar", "days"]
Period = Literal["all", "since bone metastasis", "last 12 months"]


@dataclass(frozen=True)
class TimelineChoices:
    """What the reader asked to see."""

    endpoint: str = "SRE5"
    clock: Clock = "calendar"
    period: Period = "all"
    analytes: tuple[str, ...] = ()


def timeline(history: History, choices: TimelineChoices) -> alt.VConcatChart:
    """One patient, everything on one axis.

    Every panel shares the horizontal scale; dragging pans, Ctrl and wheel zooms, a double click
    goes back. A click on a mark selects `record`, the key of what stands behind it.
    """
    course = milestones(history.cohort, history.patient)
    axis = _axis(history, course, choices)
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
    return _on_one_axis(panels, axis)


def _on_one_axis(panels: list[alt.LayerChart], axis: TimeAxis) -> alt.VConcatChart:
    chart = stacked(*panels, _ruler(axis), spacing=8)
    # Altair numbers the names of the views when it stacks them, so they are read back here.
    # One layer a panel carries both selections: Vega-Lite then hears every mark of that panel.
    views = [_first_named(drawn) for drawn in chart.vconcat if isinstance(drawn, alt.LayerChart)]
    chart.params = [_pick(views), _zoom(views)]
    return chart


def _first_named(chart: alt.LayerChart) -> str:
    return next(layer.name for layer in chart.layer if isinstance(layer.name, str))


def _ruler(axis: TimeAxis) -> alt.Chart:
    # The labels of the axis, in a panel of their own: they stay at the bottom whatever panels
    # are shown above.
    ends = pl.DataFrame({"at": axis.domain})
    ruler: alt.Chart = (
        alt.Chart(inline(ends))
        .mark_point(opacity=0, size=0)
        .encode(x=axis.x(labels=True))
        .properties(height=1, width=PANEL_WIDTH)
    )
    return ruler


def _pick(views: list[str]) -> alt.TopLevelSelectionParameter:
    select = alt.PointSelectionConfig(type="point", fields=[RECORD], on="click", clear="dblclick")
    return alt.TopLevelSelectionParameter(name=PICK, select=select, views=views)


def _zoom(views: list[str]) -> alt.TopLevelSelectionParameter:
    # Ctrl with the wheel: a bare wheel belongs to the page, which is taller than the screen.
    select = alt.IntervalSelectionConfig(
        type="interval", encodings=["x"], zoom="wheel![event.ctrlKey || event.metaKey]"
    )
    return alt.TopLevelSelectionParameter(name=ZOOM, select=select, bind="scales", views=views)


def _axis(history: History, course: pl.DataFrame, choices: TimelineChoices) -> TimeAxis:
    days = _every_date(history, course)
    index = history.cohort["index_on"].to_list()
    origin = index[0] if index and choices.clock == "days" else None
    return time_axis(_within(days, choices.period, index), origin)


def _within(days: pl.Series, period: Period, index: list[date]) -> pl.Series:
    last = days.max()
    if period == "since bone metastasis" and index:
        return pl.concat([days.filter(days >= index[0]), pl.Series(index, dtype=pl.Date)])
    if period == "last 12 months" and isinstance(last, date):
        return pl.Series([last - timedelta(days=365), last], dtype=pl.Date)
    return days


def _every_date(history: History, course: pl.DataFrame) -> pl.Series:
    dated = [
        course["day"],
        history.events["occurred_on"],
        history.courses["started_on"],
        history.courses["ended_on"],
        history.surgeries["performed_on"],
        history.doses["administered_on"],
        history.lines["started_on"],
        history.lines["ended_on"],
        history.exams["examined_on"],
        history.calcium["sampled_at"].cast(pl.Date),
    ]
    return pl.concat([days.alias("day") for days in dated]).drop_nulls()
