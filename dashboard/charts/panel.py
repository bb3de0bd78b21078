"""What the panels of a timeline share: picking a mark, guides, bands, axes on the left.

A layer that has a name can be picked: each of its marks carries `record`, the key of what
stands behind it.
"""

from collections.abc import Sequence

import altair as alt
import polars as pl

from dashboard.charts.inline import inline
from dashboard.charts.time_axis import LEFT_MARGIN, TimeAxis
from dashboard.palette import MISSING

PICK = "pick"
RECORD = "record"
# A mark that stands for several records names them all.
RECORDS_APART = "\n"


def thicker_when_picked(width: float) -> alt.StrokeWidthValue:
    """An outline that shows which mark the reader opened."""
    return alt.StrokeWidthValue(
        width, condition={"param": PICK, "empty": False, "value": width + 3}
    )


def lane_axis() -> alt.Axis:
    """Lane names, written once: what follows # only tells apart the rows of one lane."""
    return alt.Axis(
        title=None,
        labelExpr="test(/#[1-9]/, datum.label) ? '' : split(datum.label, '#')[0]",
        labelLimit=LEFT_MARGIN - 10,
        ticks=False,
        domain=False,
        grid=True,
        minExtent=LEFT_MARGIN,
        maxExtent=LEFT_MARGIN,
    )


def value_axis(title: Sequence[str], height: int) -> alt.Axis:
    """Values of a laboratory panel, its title written across the left margin."""
    return alt.Axis(
        title=list(title),
        titleAngle=0,
        titleAlign="left",
        titleAnchor="middle",
        titleBaseline="middle",
        titleX=-LEFT_MARGIN,
        titleY=height / 2,
        titleLimit=LEFT_MARGIN,
        tickCount=max(2, height // 30),
        minExtent=LEFT_MARGIN,
        maxExtent=LEFT_MARGIN,
        grid=True,
    )


def guides(frame: pl.DataFrame, axis: TimeAxis) -> alt.LayerChart:
    """What goes through every panel: lines that carry counted events down, breaks of the axis.

    In: `day` (date) and `colour`, a row an event.
    """
    return alt.LayerChart(layer=[_breaks(axis), _lines(frame, axis)])


def _breaks(axis: TimeAxis) -> alt.Chart:
    ends = {
        "at": [axis.drawn_day(gap.starts) for gap in axis.gaps],
        "until": [axis.drawn_day(gap.ends) for gap in axis.gaps],
    }
    shaded: alt.Chart = (
        alt.Chart(inline(pl.DataFrame(ends, schema={"at": pl.Float64, "until": pl.Float64})))
        .mark_rect(clip=True, color=MISSING, opacity=0.3)
        .encode(x=axis.x(), x2=alt.X2("until"))
    )
    return shaded


def _lines(frame: pl.DataFrame, axis: TimeAxis) -> alt.Chart:
    placed = frame.select("colour", at=axis.position("day"))
    rules: alt.Chart = (
        alt.Chart(inline(placed))
        .mark_rule(clip=True, strokeDash=[3, 3], opacity=0.55)
        .encode(x=axis.x(), color=alt.Color("colour:N", scale=None))
    )
    return rules


def band(low: float | None, high: float | None, domain: Sequence[float], colour: str) -> alt.Chart:
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
    interval: alt.Chart = (
        alt.Chart(inline(limits))
        .mark_rect(color=colour, opacity=0.18)
        .encode(y=alt.Y("low:Q"), y2=alt.Y2("high"))
    )
    return interval
