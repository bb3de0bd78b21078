"""One indicator of care, quarter by quarter."""

import json
from datetime import date

import altair as alt
import polars as pl

from dashboard.charts.inline import inline, tips, with_tips
from dashboard.charts.layered import layered
from dashboard.charts.unsettled import shades, unsettled
from dashboard.disclosure.reasons import counted
from dashboard.language import say
from dashboard.palette import INK, OURS

HEIGHT = 190
LABEL_TOP, LABEL_STEP = 0.99, 0.09
QUARTER_TIPS = (
    "quarter_on",
    "proportion",
    "lower",
    "upper",
    "numerator",
    "case_count",
    "not_judged_count",
    "is_provisional",
)


def care_quarters_chart(
    quarters: pl.DataFrame,
    target: float | None,
    incomplete_feeds: pl.DataFrame,
    as_of: date | None,
) -> alt.LayerChart:
    """Does the indicator get better, and could the difference be chance?

    In: rows of published.care_indicator_quarter of one indicator; its target; incomplete feeds and
    the night, as `unsettled` takes them. A point a quarter with Wilson's 95 % limits and its cases
    above them, hollow while provisional; the line is broken where a quarter has no case.
    """
    first = quarters["quarter_on"].min()
    periods = unsettled(incomplete_feeds, as_of, first if isinstance(first, date) else None)
    drawn = _middled(with_tips(quarters, QUARTER_TIPS))
    base = alt.Chart(inline(drawn)).encode(x=_x(drawn), tooltip=tips(QUARTER_TIPS))
    line = base.mark_line(color=OURS, strokeWidth=2, invalid="break-paths-show-path-domains")
    limits = base.mark_rule(color=OURS, strokeWidth=2, opacity=0.45).encode(
        y=alt.Y("lower:Q"), y2="upper"
    )
    points = base.mark_point(size=70, opacity=1, strokeWidth=2, color=OURS).encode(
        y=_y(),
        fill=alt.Fill(
            "is_provisional:N", scale=alt.Scale(domain=[False, True], range=[OURS, "transparent"]),
            legend=None,
        ),
    )  # fmt: skip
    cases = base.mark_text(baseline="bottom", dy=-4, fontSize=10).encode(
        y=alt.Y("upper:Q"), text="cases:N"
    )
    layers = [line.encode(y=_y()), limits, points, cases, *_targets(target)]
    return layered(*layers, *shades(periods, LABEL_TOP, LABEL_STEP), height=HEIGHT)


def _middled(quarters: pl.DataFrame) -> pl.DataFrame:
    """Marks stand in the middle of their quarter, so that the last days lie where they belong."""
    counts = [
        f"{counted(row, 'numerator')}/{counted(row, 'case_count')}" if row["case_count"] else ""
        for row in quarters.iter_rows(named=True)
    ]
    return quarters.with_columns(
        middle_on=pl.col("quarter_on") + pl.duration(days=45),
        cases=pl.Series(counts, dtype=pl.String),
    )


def _x(drawn: pl.DataFrame) -> alt.X:
    letter = json.dumps(say("Q"))
    quarter, midnight = pl.col("quarter_on"), "%Y-%m-%dT00:00:00"
    ends = drawn.select(
        first=quarter.min().dt.strftime(midnight),
        last=quarter.max().dt.offset_by("1q").dt.strftime(midnight),
    )
    return alt.X(
        "middle_on:T",
        scale=alt.Scale(domain=list(ends.row(0)), nice=False),
        axis=alt.Axis(
            title=say("Quarter in which the case opened"),
            values=[_as_date_time(day) for day in drawn["middle_on"]],
            labelExpr=f"{letter} + quarter(datum.value) + ' ' + year(datum.value)",
            labelOverlap="greedy",
            grid=False,
        ),
    )


def _as_date_time(day: date) -> alt.DateTime:
    # an axis takes its own kind of date only: any other value is left without a label
    return alt.DateTime(year=day.year, month=day.month, date=day.day)


def _y() -> alt.Y:
    return alt.Y(
        "proportion:Q",
        scale=alt.Scale(domain=[0, 1], nice=False),
        axis=alt.Axis(title=say("Share of the cases (%)"), format=".0%", tickCount=5),
    )


def _targets(target: float | None) -> list[alt.Chart]:
    if target is None:
        return []
    base = alt.Chart(inline(pl.DataFrame({"target": [target], "word": [say("target")]})))
    rule = base.mark_rule(color=INK, strokeDash=[5, 4], strokeWidth=1.5).encode(y="target:Q")
    word = base.mark_text(align="left", dx=5, fontSize=11).encode(
        x=alt.value("width"), y="target:Q", text="word:N"
    )
    return [rule, word]
