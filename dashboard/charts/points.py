"""Marks of one day in the lanes of treatment and imaging."""

import polars as pl

from dashboard.charts.panel import RECORD, lane_y, thicker_when_picked
from dashboard.charts.same_day import one_a_day, signs
from dashboard.charts.time_axis import TimeAxis
from dashboard.charts.vega_lite import Spec, Told, as_said, mark, view
from dashboard.labels import capital_word
from dashboard.language import spoken_words

POINT_SIZE = 70


def record_of_row(table: str) -> pl.Expr:
    """The record a mark opens: a row of a source system."""
    return pl.format("row|{}:{}:{}", pl.lit(table), "source_system", "source_row_id")


def words(vocabulary: str, column: str) -> pl.Expr:
    """Codes of a column in words, as the beginning of a sentence."""
    return spoken_words(pl.col(column), lambda code: capital_word(vocabulary, code))


def points(
    frame: pl.DataFrame,
    axis: TimeAxis,
    lanes: list[str],
    columns: tuple[str, ...],
    name: str,
    meaning: str,
) -> list[Spec]:
    """One mark a lane and day, its looks said by the row, and how many there are beside it.

    In: `day`, `lane`, `shape`, `fill`, `outline`, `sign`, `record` and the tooltip texts.
    """
    placed = one_a_day(frame.with_columns(at=axis.position("day")).drop("day"), columns)
    assert RECORD in placed.columns
    x, y = axis.x(), lane_y(lanes)
    encoding: Spec = {
        "x": x,
        "y": y,
        "shape": as_said("shape"),
        "fill": as_said("fill"),
        "stroke": as_said("outline"),
        "strokeWidth": thicker_when_picked(1.5),
    }
    told = Told(columns, meaning)
    drawn = mark("point", clip=True, size=POINT_SIZE, opacity=1)
    return [view(placed, drawn, encoding, name=name, told=told), signs(placed, x, y)]
