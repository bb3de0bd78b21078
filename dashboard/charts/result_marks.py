"""Laboratory results on a timeline: what is shown filled, hollow, grey or out of reach."""

import polars as pl

from dashboard.charts.panel import RECORD, thicker_when_picked
from dashboard.charts.time_axis import TimeAxis
from dashboard.charts.vega_lite import Spec, Told, as_said, column, mark, view
from dashboard.palette import RESULT

POINT_SIZE = 42


def padded(values: pl.Series, *at_least: float) -> tuple[float, float]:
    """A vertical range that holds the values and the given limits, with some room."""
    known = [*values.drop_nulls().to_list(), *at_least]
    if not known:
        return 0.0, 1.0
    low, high = min(known), max(known)
    room = (high - low) * 0.08 or abs(high) * 0.1 or 1.0
    return low - room, high + room


def trend(points: pl.DataFrame, axis: TimeAxis, y: Spec, by: str | None = None) -> Spec:
    """A line through results in time order; one line a value of `by` (a method, say).

    In: `at` and the field of `y`.
    """
    encoding: Spec = {"x": axis.x(), "y": y, "order": column("at", axis.type)}
    if by:
        encoding["detail"] = column(by)
    line = mark("line", clip=True, color=RESULT, strokeWidth=1.4, opacity=0.8)
    return view(points, line, encoding)


def result_points(frame: pl.DataFrame, axis: TimeAxis, y: Spec, told: Told, name: str) -> Spec:
    """One mark a result, its looks said by the row, and in its tooltip what such a mark is.

    In: `at`, the field of `y`, `shape`, `fill`, `outline`, `record` and the tooltip texts.
    """
    assert RECORD in frame.columns
    encoding: Spec = {
        "x": axis.x(),
        "y": y,
        "shape": as_said("shape"),
        "fill": as_said("fill"),
        "stroke": as_said("outline"),
        "strokeWidth": thicker_when_picked(1.5),
    }
    drawn = mark("point", clip=True, size=POINT_SIZE, opacity=1)
    return view(frame, drawn, encoding, name=name, told=told)
