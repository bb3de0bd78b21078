"""Bars in lanes: treatments that last, side by side when they overlap."""

from datetime import datetime, timedelta

import altair as alt
import polars as pl

from dashboard.charts.inline import defined, inline
from dashboard.charts.panel import RECORD, lane_axis, thicker_when_picked
from dashboard.charts.time_axis import TimeAxis
from dashboard.labels import table_meaning
from dashboard.palette import BAR_LABEL

LANE_HEIGHT = 24
BAR_HEIGHT = 16
# A one-day course is a bar of no width: every bar starts with a mark of this many pixels.
LEAST_BAR_WIDTH = 5
# A label beside a narrow bar takes about this share of the width of the chart.
_LABEL_SHARE = 0.16


def in_rows(bars: pl.DataFrame, lane: str, room: timedelta) -> pl.DataFrame:
    """Give each bar the first row of its lane that is free, so that none hides another.

    In: `started` and `ended` (datetimes). Out: the same, by start, with `lane`: `RT#0`, `RT#1`.
    A row is free again `room` after the bar before it starts, and not before that bar ends.
    """
    ordered = bars.sort("started", maintain_order=True)
    free_from: list[datetime] = []
    rows: list[int] = []
    for started, ended in ordered.select("started", "ended").iter_rows():
        row = next((i for i, free in enumerate(free_from) if free <= started), len(free_from))
        free_from[row : row + 1] = [max(ended, started + room)]
        rows.append(row)
    return ordered.with_columns(
        pl.Series("lane", [f"{lane}#{row}" for row in rows], dtype=pl.String)
    )


def label_room(axis: TimeAxis) -> timedelta:
    """Time a label covers at the scale of the whole chart."""
    return axis.span * _LABEL_SHARE


def lanes_of(frames: list[pl.DataFrame]) -> list[str]:
    """The rows of the lanes, from top to bottom."""
    found = [lane for frame in frames for lane in sorted(set(frame["lane"].to_list()))]
    return list(dict.fromkeys(found))


def lane_y(lanes: list[str]) -> alt.Y:
    return alt.Y("lane:N", scale=alt.Scale(domain=lanes), axis=lane_axis())


def bars(
    frame: pl.DataFrame,
    axis: TimeAxis,
    lanes: list[str],
    columns: tuple[str, ...],
    name: str,
    table: str,
    *,
    label_inside: bool = True,
) -> list[alt.Chart]:
    """Bars of the rows of a table, with a label, and tooltips of `columns`.

    In: `started`, `ended`, `lane`, `colour`, `label`, `record` and the tooltip texts.
    A label inside is cut at the end of its bar; a label beside starts where the bar ends.
    """
    base = _base(frame, axis, lanes, columns, table)
    colour = alt.Color("colour:N", scale=None)
    return [
        base.mark_bar(
            clip=True, height=BAR_HEIGHT, cornerRadius=2, stroke=BAR_LABEL, strokeOpacity=0.6
        )
        .encode(x2=alt.X2("until"), color=colour, strokeWidth=thicker_when_picked(0))
        .properties(name=name),
        base.mark_tick(
            clip=True, orient="vertical", thickness=LEAST_BAR_WIDTH, height=BAR_HEIGHT
        ).encode(color=colour),
        _labels(base, axis) if label_inside else _labels_beside(base, axis),
    ]


def washes(
    frame: pl.DataFrame,
    axis: TimeAxis,
    lanes: list[str],
    columns: tuple[str, ...],
    name: str,
    table: str,
) -> alt.Chart:
    """Pale bars under other marks. In: as for `bars`."""
    wash: alt.Chart = (
        _base(frame, axis, lanes, columns, table)
        .mark_bar(clip=True, height=BAR_HEIGHT, opacity=0.35, stroke=BAR_LABEL)
        .encode(
            x2=alt.X2("until"),
            color=alt.Color("colour:N", scale=None),
            strokeWidth=thicker_when_picked(0),
        )
        .properties(name=name)
    )
    return wash


def _base(
    frame: pl.DataFrame, axis: TimeAxis, lanes: list[str], columns: tuple[str, ...], table: str
) -> alt.Chart:
    placed = frame.with_columns(at=axis.position("started"), until=axis.position("ended"))
    kept = placed.select(
        "at", "until", "lane", "colour", "label", RECORD, *(f"tip_{column}" for column in columns)
    )
    base = alt.Chart(inline(kept)).encode(x=axis.x(), y=lane_y(lanes))
    return defined(base, columns, table_meaning(table))


def _labels(base: alt.Chart, axis: TimeAxis) -> alt.Chart:
    width = f"{axis.pixels_between('at', 'until')} - 10"
    text: alt.Chart = base.mark_text(
        clip=True, align="left", dx=6, color=BAR_LABEL, limit=alt.expr(f"max(1, {width})")
    ).encode(text=alt.Text("label:N"))
    return text


def _labels_beside(base: alt.Chart, axis: TimeAxis) -> alt.Chart:
    text: alt.Chart = base.mark_text(clip=True, align="left", dx=LEAST_BAR_WIDTH + 4).encode(
        x=axis.x("until"), text=alt.Text("label:N")
    )
    return text
