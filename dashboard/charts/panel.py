"""What the panels of a timeline share: picking a mark, guides, bands, axes on the left.

A view that has a name can be picked: each of its marks carries `record`, the key of what
stands behind it.
"""

from collections.abc import Sequence

import polars as pl

from dashboard.charts.time_axis import LEFT_MARGIN, TimeAxis
from dashboard.charts.vega_lite import Spec, as_said, column, layered, mark, view
from dashboard.palette import MISSING

PICK = "pick"
RECORD = "record"
# A mark that stands for several records names them all.
RECORDS_APART = "\n"


def when_picked(then: object, otherwise: object) -> Spec:
    """A channel that shows which mark the reader opened."""
    return {"condition": {"param": PICK, "empty": False, "value": then}, "value": otherwise}


def thicker_when_picked(width: float) -> Spec:
    """An outline that shows which mark the reader opened."""
    return when_picked(width + 3, width)


def _lane_axis(grid: bool) -> Spec:
    """Lane names, written once: what follows # only tells apart the rows of one lane."""
    return {
        "title": None,
        "labelExpr": "test(/#[1-9]/, datum.label) ? '' : split(datum.label, '#')[0]",
        "labelLimit": LEFT_MARGIN - 10,
        "ticks": False,
        "domain": False,
        "grid": grid,
        "minExtent": LEFT_MARGIN,
        "maxExtent": LEFT_MARGIN,
    }


def lane_y(lanes: Sequence[str], *, field: str = "lane", grid: bool = True) -> Spec:
    """The vertical channel of marks in lanes, the field saying which."""
    return column(field, scale={"domain": list(lanes)}, axis=_lane_axis(grid))


def value_y(field: str, domain: Sequence[float], title: Sequence[str], height: int) -> Spec:
    """The vertical channel of a laboratory panel, its title written across the left margin."""
    axis: Spec = {
        "title": list(title),
        "titleAngle": 0,
        "titleAlign": "left",
        "titleAnchor": "middle",
        "titleBaseline": "middle",
        "titleX": -LEFT_MARGIN,
        "titleY": height / 2,
        "titleLimit": LEFT_MARGIN,
        "tickCount": max(2, height // 30),
        # else the lowest figure of a panel and the highest of the next one touch
        "labelFlush": True,
        "minExtent": LEFT_MARGIN,
        "maxExtent": LEFT_MARGIN,
        "grid": True,
    }
    scale = {"domain": list(domain), "zero": False, "nice": False}
    return column(field, "quantitative", scale=scale, axis=axis)


def guides(frame: pl.DataFrame, axis: TimeAxis) -> Spec:
    """What goes through every panel: lines that carry counted events down, breaks of the axis.

    In: `day` (date) and `colour`, a row an event.
    """
    return layered([_breaks(axis), _lines(frame, axis)])


def _breaks(axis: TimeAxis) -> Spec:
    ends = {
        "at": [axis.drawn_day(gap.starts) for gap in axis.gaps],
        "until": [axis.drawn_day(gap.ends) for gap in axis.gaps],
    }
    return view(
        pl.DataFrame(ends, schema={"at": pl.Float64, "until": pl.Float64}),
        mark("rect", clip=True, color=MISSING, opacity=0.3),
        {"x": axis.x(), "x2": {"field": "until"}},
    )


def _lines(frame: pl.DataFrame, axis: TimeAxis) -> Spec:
    return view(
        frame.select("colour", at=axis.position("day")),
        mark("rule", clip=True, strokeDash=[3, 3], opacity=0.55),
        {"x": axis.x(), "color": as_said("colour")},
    )


def band(low: float | None, high: float | None, domain: Sequence[float], colour: str) -> Spec:
    """A reference interval across the panel; open ends stop at the edge of the panel.

    Nothing is drawn when neither end is known: no band is not a wide band.
    """
    known = low is not None or high is not None
    limits = pl.DataFrame(
        {
            "low": [domain[0] if low is None else max(low, domain[0])],
            "high": [domain[1] if high is None else min(high, domain[1])],
        }
    ).filter(pl.lit(known))
    ends: Spec = {"y": column("low", "quantitative"), "y2": {"field": "high"}}
    return view(limits, mark("rect", color=colour, opacity=0.18), ends)
