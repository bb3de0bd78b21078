"""Laboratory results on a timeline: what is shown filled, hollow, grey or out of reach."""

import altair as alt
import polars as pl

from dashboard.charts.inline import defined, inline
from dashboard.charts.panel import RECORD, thicker_when_picked
from dashboard.charts.time_axis import TimeAxis
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


def trend(points: pl.DataFrame, axis: TimeAxis, y: alt.Y, by: str | None = None) -> alt.Chart:
    """A line through results in time order; one line a value of `by` (a method, say).

    In: `at` and the field of `y`.
    """
    chart: alt.Chart = (
        alt.Chart(inline(points))
        .mark_line(clip=True, color=RESULT, strokeWidth=1.4, opacity=0.8)
        .encode(x=axis.x(), y=y, order=alt.Order("at", type=axis.type))
    )
    if by:
        chart = chart.encode(detail=alt.Detail(f"{by}:N"))
    return chart


def result_points(
    frame: pl.DataFrame,
    axis: TimeAxis,
    y: alt.Y,
    columns: tuple[str, ...],
    name: str,
    meaning: str,
) -> alt.Chart:
    """One mark a result, its looks said by the row, and in its tooltip what such a mark is.

    In: `at`, the field of `y`, `shape`, `fill`, `outline`, `record` and the tooltip texts.
    """
    assert RECORD in frame.columns
    points: alt.Chart = (
        alt.Chart(inline(frame))
        .mark_point(clip=True, size=POINT_SIZE, opacity=1)
        .encode(
            x=axis.x(),
            y=y,
            shape=alt.Shape("shape:N", scale=None),
            fill=alt.Fill("fill:N", scale=None),
            stroke=alt.Stroke("outline:N", scale=None),
            strokeWidth=thicker_when_picked(1.5),
        )
        .properties(name=name)
    )
    return defined(points, columns, meaning)
