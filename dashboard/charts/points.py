"""Marks of one day in the lanes of treatment and imaging."""

import altair as alt
import polars as pl

from dashboard.charts.inline import defined, inline
from dashboard.charts.lanes import lane_y
from dashboard.charts.panel import RECORD, thicker_when_picked
from dashboard.charts.same_day import one_a_day, signs
from dashboard.charts.time_axis import TimeAxis
from dashboard.labels import capital_word

POINT_SIZE = 70


def record_of_row(table: str) -> pl.Expr:
    """The record a mark opens: a row of a source system."""
    return pl.format("row|{}:{}:{}", pl.lit(table), "source_system", "source_row_id")


def words(vocabulary: str, column: str) -> pl.Expr:
    """Codes of a column in words, as the beginning of a sentence."""
    return pl.col(column).map_elements(
        lambda code: capital_word(vocabulary, code), return_dtype=pl.String
    )


def points(
    frame: pl.DataFrame,
    axis: TimeAxis,
    lanes: list[str],
    columns: tuple[str, ...],
    name: str,
    meaning: str,
) -> list[alt.Chart]:
    """One mark a lane and day, its looks said by the row, and how many there are beside it.

    In: `day`, `lane`, `shape`, `fill`, `outline`, `sign`, `record` and the tooltip texts.
    """
    placed = one_a_day(frame.with_columns(at=axis.position("day")).drop("day"), columns)
    assert RECORD in placed.columns
    marks = (
        alt.Chart(inline(placed))
        .mark_point(clip=True, size=POINT_SIZE, opacity=1)
        .encode(
            x=axis.x(),
            y=lane_y(lanes),
            shape=alt.Shape("shape:N", scale=None),
            fill=alt.Fill("fill:N", scale=None),
            stroke=alt.Stroke("outline:N", scale=None),
            strokeWidth=thicker_when_picked(1.5),
        )
        .properties(name=name)
    )
    return [defined(marks, columns, meaning), signs(placed, axis.x(), lane_y(lanes))]
