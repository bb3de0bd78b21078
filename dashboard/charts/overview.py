"""A strip of the whole history, to choose the part that the panels show."""

import altair as alt
import polars as pl

from dashboard.charts.event_lanes import COUNTED
from dashboard.charts.inline import inline
from dashboard.charts.layered import panel
from dashboard.charts.panel import lane_axis
from dashboard.charts.time_axis import OVERVIEW, ZOOM, TimeAxis
from dashboard.language import say
from dashboard.palette import EVENT_KINDS, INK, MISSING

HEIGHT = 34


def overview_strip(days: pl.Series, events: pl.DataFrame, axis: TimeAxis) -> alt.LayerChart:
    """Where in time does this patient have something?

    Grey: a day with anything at all. Coloured: an event, pale when it is not counted. Dragging
    across the strip zooms every panel; the brush can be dragged and, with the wheel, widened.
    """
    lane = alt.Y("lane:N", axis=lane_axis(), scale=alt.Scale(domain=[_lane()]))
    return panel(_days(days, axis, lane), _events(events, axis, lane), _shown(axis), height=HEIGHT)


def _lane() -> str:
    return say("Overview: drag to zoom")


def _days(days: pl.Series, axis: TimeAxis, lane: alt.Y) -> alt.Chart:
    dated = pl.DataFrame({"day": days.unique().sort()}).select(
        at=axis.position("day"), lane=pl.lit(_lane())
    )
    ticks: alt.Chart = (
        alt.Chart(inline(dated))
        .mark_tick(orient="vertical", thickness=1, height=12, color=MISSING)
        .encode(x=axis.whole_x(), y=lane)
        .properties(name=OVERVIEW)
    )
    return ticks


def _events(events: pl.DataFrame, axis: TimeAxis, lane: alt.Y) -> alt.Chart:
    marks = events.select(
        at=axis.position("occurred_on"),
        lane=pl.lit(_lane()),
        colour=pl.col("event_kind").replace_strict(EVENT_KINDS, return_dtype=pl.String),
        opacity=pl.when(pl.col("counting") == COUNTED).then(1.0).otherwise(0.45),
    )
    ticks: alt.Chart = (
        alt.Chart(inline(marks))
        .mark_tick(orient="vertical", thickness=3, height=24)
        .encode(
            x=axis.whole_x(),
            y=lane,
            color=alt.Color("colour:N", scale=None),
            opacity=alt.Opacity("opacity:Q", scale=None),
        )
    )
    return ticks


def _shown(axis: TimeAxis) -> alt.Chart:
    """What the panels show when they were moved or zoomed themselves."""
    moved = f"!{OVERVIEW}.at && {ZOOM}.at"
    window: alt.Chart = (
        alt.Chart(alt.InlineData(values=[{}]))
        .transform_calculate(
            at=f"{moved} ? {ZOOM}.at[0] : null", until=f"{moved} ? {ZOOM}.at[1] : null"
        )
        .transform_filter("isValid(datum.at)")
        .mark_rect(clip=True, opacity=0.2, color=INK)
        .encode(x=axis.whole_x(), x2=alt.X2("until"))
    )
    return window
