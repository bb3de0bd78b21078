"""Bars in lanes: treatments that last, side by side when they overlap."""

from datetime import datetime, timedelta

import polars as pl

from dashboard.charts.inline import rows_of
from dashboard.charts.panel import RECORD, lane_y, thicker_when_picked
from dashboard.charts.time_axis import TimeAxis
from dashboard.charts.vega_lite import Rows, Spec, Told, as_said, column, mark, view
from dashboard.labels import table_meaning
from dashboard.palette import BAR_LABEL

LANE_HEIGHT = 24
BAR_HEIGHT = 16
# A one-day course is a bar of no width: every bar starts with a mark of this many pixels.
LEAST_BAR_WIDTH = 5
# A label beside a narrow bar takes about this share of the width of the chart.
_LABEL_SHARE = 0.16
# A label after its mark is aligned left, one before it right.
AFTER, BEFORE = "left", "right"


def in_rows(bars: pl.DataFrame, lane: str, room: timedelta, axis_end: datetime) -> pl.DataFrame:
    """Give each bar the first row of its lane that is free, so that none hides another.

    In: `started` and `ended` (datetimes). Out: the same, by start, with `lane` (`RT#0`, `RT#1`)
    and `label_side`: a label that takes `room` begins (`left`) where its bar ends, or ends
    (`right`) where its bar begins when it would run off the axis. A row is free again when the
    bar before it and its label have ended.
    """
    ordered = bars.sort("started", maintain_order=True)
    free_from: list[datetime] = []
    rows: list[int] = []
    sides: list[str] = []
    for started, ended in ordered.select("started", "ended").iter_rows():
        is_late = ended + room > axis_end
        begins, ends = (started - room, ended) if is_late else (started, started + room)
        row = next((i for i, free in enumerate(free_from) if free <= begins), len(free_from))
        free_from[row : row + 1] = [max(ended, ends)]
        rows.append(row)
        sides.append(BEFORE if is_late else AFTER)
    return ordered.with_columns(
        pl.Series("lane", [f"{lane}#{row}" for row in rows], dtype=pl.String),
        pl.Series("label_side", sides, dtype=pl.String),
    )


def label_room(axis: TimeAxis) -> timedelta:
    """Time a label covers at the scale of the whole chart."""
    return axis.span * _LABEL_SHARE


def lanes_of(frames: list[pl.DataFrame]) -> list[str]:
    """The rows of the lanes, from top to bottom."""
    found = [lane for frame in frames for lane in sorted(set(frame["lane"].to_list()))]
    return list(dict.fromkeys(found))


def bars(
    frame: pl.DataFrame,
    axis: TimeAxis,
    lanes: list[str],
    columns: tuple[str, ...],
    name: str,
    table: str,
    *,
    label_inside: bool = True,
) -> list[Spec]:
    """Bars of the rows of a table, with a label, and tooltips of `columns`.

    In: `started`, `ended`, `lane`, `colour`, `label`, `record` and the tooltip texts.
    A label inside is cut at the end of its bar; a label beside starts where the bar ends.
    """
    rows, told = _rows(frame, axis, columns), Told(columns, table_meaning(table))
    place: Spec = {"x": axis.x(), "y": lane_y(lanes)}
    marked: Spec = {**place, "color": as_said("colour")}
    least = mark("tick", clip=True, orient="vertical", thickness=LEAST_BAR_WIDTH, height=BAR_HEIGHT)
    texts: Spec = {**place, "text": column("label")}
    labels = _labels(rows, axis, texts, told)
    if not label_inside:
        labels = _labels_beside(rows, axis, texts, told)
    return [
        _bars(rows, marked, name, told, stroke=BAR_LABEL, strokeOpacity=0.6, cornerRadius=2),
        view(rows, least, marked, told=told),
        *labels,
    ]


def washes(
    frame: pl.DataFrame,
    axis: TimeAxis,
    lanes: list[str],
    columns: tuple[str, ...],
    name: str,
    table: str,
) -> Spec:
    """Pale bars under other marks. In: as for `bars`."""
    marked: Spec = {"x": axis.x(), "y": lane_y(lanes), "color": as_said("colour")}
    told = Told(columns, table_meaning(table))
    return _bars(_rows(frame, axis, columns), marked, name, told, stroke=BAR_LABEL, opacity=0.35)


def _rows(frame: pl.DataFrame, axis: TimeAxis, columns: tuple[str, ...]) -> Rows:
    placed = frame.with_columns(at=axis.position("started"), until=axis.position("ended"))
    texts = (f"tip_{name}" for name in columns)
    sides = [name for name in ("label_side",) if name in placed.columns]
    return rows_of(placed.select("at", "until", "lane", "colour", "label", RECORD, *sides, *texts))


def _bars(rows: Rows, marked: Spec, name: str, told: Told, **looks: object) -> Spec:
    encoding = {**marked, "x2": {"field": "until"}, "strokeWidth": thicker_when_picked(0)}
    bar = mark("bar", clip=True, height=BAR_HEIGHT, **looks)
    return view(rows, bar, encoding, name=name, told=told)


def _labels(rows: Rows, axis: TimeAxis, encoding: Spec, told: Told) -> list[Spec]:
    width = {"expr": f"max(1, {axis.pixels_between('at', 'until')} - 10)"}
    words = mark("text", clip=True, align="left", dx=6, color=BAR_LABEL, limit=width)
    return [view(rows, words, encoding, told=told)]


def _labels_beside(rows: Rows, axis: TimeAxis, encoding: Spec, told: Told) -> list[Spec]:
    return [
        *labels_on_sides(rows, {**encoding, "x": axis.x("until")}, told, AFTER),
        *labels_on_sides(rows, {**encoding, "x": axis.x("at")}, told, BEFORE),
    ]


def labels_on_sides(rows: Rows, encoding: Spec, told: Told, *sides: str) -> list[Spec]:
    """Labels of the rows whose `label_side` is one of these, beside their marks."""
    shift = {AFTER: LEAST_BAR_WIDTH + 4, BEFORE: -LEAST_BAR_WIDTH - 2}
    return [
        view(
            rows,
            mark("text", clip=True, align=side, dx=shift[side]),
            encoding,
            told=told,
            transform=[{"filter": f"datum.label_side === '{side}'"}],
        )
        for side in sides
    ]
