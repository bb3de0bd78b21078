"""Ratios or shares with their limits, a row each: points on an axis, and what they rest on."""

from dataclasses import dataclass

import altair as alt
import polars as pl

from dashboard.charts.inline import inline
from dashboard.charts.layered import layered
from dashboard.language import say, say_number, say_percent
from dashboard.palette import INK

ROW_HEIGHT = 40
LABEL_LIMIT = 560
RATIO_ENDS = (0.1, 10.0)


@dataclass(frozen=True)
class Scale:
    """The horizontal axis: a ratio on a logarithmic one around 1, or a quantity from 0."""

    title: str
    is_ratio: bool = False
    is_share: bool = False
    decimals: int = 2


def forest_chart(
    rows: pl.DataFrame, scale: Scale, colour: str, *, has_labels: bool = True
) -> alt.LayerChart:
    """What is each row's figure, how sure is it, and what does it rest on?

    In: label, value, lower, upper, counts (text under the reading), instead (why there is no
    value, null when there is one). Rows keep their order. A limit beyond the axis is cut at its
    end, the reading tells it whole.
    """
    drawn = _with_reading(rows, scale)
    base = alt.Chart(inline(drawn)).encode(y=_rows(rows["label"].to_list(), has_labels))
    tooltip = [
        alt.Tooltip("label:N", title=say("Row")),
        alt.Tooltip("reading:N", title=scale.title),
        alt.Tooltip("counts:N", title=say("Counted")),
    ]
    limits = base.mark_rule(color=colour, strokeWidth=2, clip=True).encode(
        x=alt.X("lower:Q"), x2="upper"
    )
    points = base.mark_point(filled=True, size=90, color=colour, opacity=1, clip=True).encode(
        x=_axis(drawn, scale), tooltip=tooltip
    )
    readings = base.mark_text(align="left", dx=4, dy=-11, fontSize=11, fontWeight="bold").encode(
        x=alt.value(0), text="reading:N"
    )
    counts = base.mark_text(align="left", dx=4, dy=12, fontSize=10).encode(
        x=alt.value(0), text="counts:N"
    )
    layers = [points, limits, readings, counts]
    if scale.is_ratio:
        layers.append(_no_difference())
    return layered(*layers, height=ROW_HEIGHT * max(1, rows.height))


def _with_reading(rows: pl.DataFrame, scale: Scale) -> pl.DataFrame:
    told = [
        in_words(row["value"], row["lower"], row["upper"], scale) or row["instead"] or "–"
        for row in rows.iter_rows(named=True)
    ]
    return rows.with_columns(reading=pl.Series(told, dtype=pl.String))


def in_words(
    value: float | None, lower: float | None, upper: float | None, scale: Scale
) -> str | None:
    """A figure and its limits as a reader writes them; None without a figure."""
    if value is None:
        return None
    if lower is None or upper is None:
        return _written(value, scale)
    return say(
        "{estimate} ({lower} to {upper})",
        estimate=_written(value, scale),
        lower=_written(lower, scale),
        upper=_written(upper, scale),
    )


def _written(value: float, scale: Scale) -> str:
    return say_percent(value) if scale.is_share else say_number(value, scale.decimals)


def _rows(labels: list[str], has_labels: bool) -> alt.Y:
    return alt.Y(
        "label:N",
        scale=alt.Scale(domain=labels),
        axis=alt.Axis(
            title=None, labels=has_labels, labelLimit=LABEL_LIMIT, ticks=False, domain=False
        ),
    )


def _axis(drawn: pl.DataFrame, scale: Scale) -> alt.X:
    if scale.is_ratio:
        return alt.X(
            "value:Q",
            scale=alt.Scale(type="log", domain=list(RATIO_ENDS), nice=False),
            axis=alt.Axis(title=scale.title, values=[0.1, 0.25, 0.5, 1, 2, 4, 10], format="~r"),
        )
    return alt.X(
        "value:Q",
        scale=alt.Scale(domain=[0, _end(drawn, scale)], nice=False),
        axis=alt.Axis(title=scale.title, tickCount=5, format=".0%" if scale.is_share else "~r"),
    )


def _end(drawn: pl.DataFrame, scale: Scale) -> float:
    found = pl.concat([drawn["value"], drawn["upper"]]).max()
    highest = float(found) * 1.05 if isinstance(found, int | float) and found > 0 else 1.0
    return min(1.0, highest) if scale.is_share else highest


def _no_difference() -> alt.Chart:
    line: alt.Chart = (
        alt.Chart(inline(pl.DataFrame({"one": [1.0]})))
        .mark_rule(color=INK, strokeDash=[4, 4])
        .encode(x=alt.X("one:Q"))
    )
    return line
