"""A strip of the whole history, to choose the part that the panels show."""

import polars as pl

from dashboard.charts.event_lanes import COUNTED
from dashboard.charts.panel import lane_y
from dashboard.charts.time_axis import OVERVIEW, ZOOM, TimeAxis
from dashboard.charts.vega_lite import Spec, as_said, column, mark, panel, view
from dashboard.language import say
from dashboard.palette import EVENT_KINDS, INK, MISSING

HEIGHT = 34


def overview_strip(days: pl.Series, events: pl.DataFrame, axis: TimeAxis) -> Spec:
    """Where in time does this patient have something?

    Grey: a day with anything at all. Coloured: an event, pale when it is not counted. Dragging
    across the strip zooms every panel; the brush can be dragged and, with the wheel, widened.
    """
    place: Spec = {"x": axis.whole_x(), "y": lane_y([_lane()])}
    return panel(
        _days(days, axis, place), _events(events, axis, place), _shown(axis), height=HEIGHT
    )


def _lane() -> str:
    return say("Overview")


def _days(days: pl.Series, axis: TimeAxis, place: Spec) -> Spec:
    dated = pl.DataFrame({"day": days.unique().sort()}).select(
        at=axis.position("day"), lane=pl.lit(_lane())
    )
    drawn = mark("tick", orient="vertical", thickness=1, height=12, color=MISSING)
    return view(dated, drawn, place, name=OVERVIEW)


def _events(events: pl.DataFrame, axis: TimeAxis, place: Spec) -> Spec:
    marks = events.select(
        at=axis.position("occurred_on"),
        lane=pl.lit(_lane()),
        colour=pl.col("event_kind").replace_strict(EVENT_KINDS, return_dtype=pl.String),
        opacity=pl.when(pl.col("counting") == COUNTED).then(1.0).otherwise(0.45),
    )
    encoding: Spec = {
        **place,
        "color": as_said("colour"),
        "opacity": column("opacity", "quantitative", scale=None),
    }
    return view(marks, mark("tick", orient="vertical", thickness=3, height=24), encoding)


def _shown(axis: TimeAxis) -> Spec:
    """What the panels show when they were moved or zoomed themselves."""
    moved = f"!{OVERVIEW}.at && {ZOOM}.at"
    ends: list[Spec] = [
        {"calculate": f"{moved} ? {ZOOM}.at[{place}] : null", "as": name}
        for place, name in enumerate(("at", "until"))
    ]
    return view(
        [{}],
        mark("rect", clip=True, opacity=0.2, color=INK),
        {"x": axis.whole_x(), "x2": {"field": "until"}},
        transform=[*ends, {"filter": "isValid(datum.at)"}],
    )
