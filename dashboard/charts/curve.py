"""A step curve by month with its limits, and the number at risk under it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import altair as alt
import polars as pl

from dashboard.charts.inline import inline
from dashboard.charts.layered import PANEL_WIDTH, panel, stacked
from dashboard.language import say, say_number, say_percent
from warehouse.schema.definitions import names, number

# Room for the names of the curves, the same in both panels so that the columns line up.
LEFT_MARGIN = 150
CURVE_HEIGHT = 260
ROW_HEIGHT = 22
LEGEND_WIDTH = 420
# Told apart without any colour: the naive curves of several parts are all grey.
DASHES = ([6, 4], [2, 3], [10, 3, 2, 3], [14, 4], [1, 2], [8, 2, 1, 2, 1, 2])
LAST_MONTH = max(int(month) for month in names("at_risk_months"))


@dataclass(frozen=True)
class Look:
    """How curves are drawn: the colour of each name in the order of the legend, and the axes.

    `dashed` names are drawn dashed; `start` is the estimate on day 0, `top` the end of the axis;
    `warning` is written across the panel; `counts_followed` says who is counted under it.
    """

    colours: Mapping[str, str]
    y_title: str
    x_title: str
    top: float
    is_share: bool = True
    start: float = 0.0
    dashed: tuple[str, ...] = ()
    warning: str | None = None
    counts_followed: bool = False


def supported(curves: pl.DataFrame) -> pl.DataFrame:
    """The part of each curve that enough patients support, up to the last month told.

    In: name, day, n_risk and what is drawn. A curve ends on the last day with
    `curve_minimum_at_risk` patients at risk (domain.md §2.5); one that never has so many goes.
    """
    enough = pl.col("n_risk") >= number("curve_minimum_at_risk")
    last_supported = pl.col("day").filter(enough).max().over("name")
    return curves.filter(
        pl.col("day") <= last_supported,
        pl.col("day") <= LAST_MONTH * number("days_per_month"),
    )


def unsupported(curves: pl.DataFrame) -> list[str]:
    """Names of the curves that too few patients support to be drawn at all."""
    drawn = set(supported(curves)["name"].to_list())
    return [name for name in curves["name"].unique(maintain_order=True) if name not in drawn]


def highest(curves: pl.DataFrame, *, at_most: float | None = 1.0) -> float:
    """The end of a vertical axis that holds every estimate and limit drawn: a round number."""
    drawn = supported(curves)
    found = pl.concat([drawn["estimate"], drawn["upper"]]).max()
    tenths = int(float(found) * 10) + 1 if isinstance(found, int | float) else 10
    return tenths / 10 if at_most is None else min(at_most, tenths / 10)


def month_marks(curves: pl.DataFrame) -> list[int]:
    """Months where the axis is labelled and the number at risk is written: every third or more."""
    last = supported(curves)["day"].max()
    months = float(last) / number("days_per_month") if isinstance(last, int | float) else 0.0
    step = 3 if months <= 24 else 6
    return list(range(0, max(int(-(-months // step)), 1) * step + 1, step))


def curve_chart(curves: pl.DataFrame, numbers: pl.DataFrame, look: Look) -> alt.VConcatChart:
    """How far has each group come by each month, and how many are still there?

    In: name, day, estimate, lower, upper, n_risk; name, at_month, n_risk. Curves end where too few
    are at risk, the numbers under them go on.
    """
    drawn = supported(curves)
    marks = month_marks(curves)
    return stacked(
        _curve_panel(_with_start(drawn, look), marks, _of_drawn(drawn, look)),
        _number_panel(numbers.filter(pl.col("at_month").is_in(marks)), marks, look),
        spacing=8,
    )


def _of_drawn(drawn: pl.DataFrame, look: Look) -> Look:
    """The look without the curves that are not drawn: a legend names what can be found."""
    names = set(drawn["name"].to_list())
    return replace(
        look, colours={name: look.colours[name] for name in look.colours if name in names}
    )


def _with_start(drawn: pl.DataFrame, look: Look) -> pl.DataFrame:
    """Every curve starts on day 0, on which nobody has left."""
    columns = ("name", "day", "estimate", "lower", "upper", "n_risk")
    late = drawn.filter(pl.col("day") > 0).select(columns)
    first = late.sort("day").unique("name", keep="first", maintain_order=True)
    start = first.with_columns(
        day=pl.lit(0.0),
        estimate=pl.lit(look.start),
        lower=pl.lit(None, pl.Float64),
        upper=pl.lit(None, pl.Float64),
    )
    whole = pl.concat([start, late]).sort("name", "day")
    return _with_words(whole, look).with_columns(months=pl.col("day") / number("days_per_month"))


def _with_words(curves: pl.DataFrame, look: Look) -> pl.DataFrame:
    readings = [
        _reading(estimate, lower, upper, look)
        for estimate, lower, upper in curves.select("estimate", "lower", "upper").rows()
    ]
    months = [say_number(day / number("days_per_month"), 1) for day in curves["day"]]
    return curves.with_columns(
        tip_reading=pl.Series(readings, dtype=pl.String),
        tip_months=pl.Series(months, dtype=pl.String),
    )


def _reading(
    estimate: float | None, lower: float | None, upper: float | None, look: Look
) -> str | None:
    if estimate is None:
        return None
    if lower is None or upper is None:
        return _written(estimate, look)
    return say(
        "{estimate} ({lower} to {upper})",
        estimate=_written(estimate, look),
        lower=_written(lower, look),
        upper=_written(upper, look),
    )


def _written(value: float, look: Look) -> str:
    return say_percent(value) if look.is_share else say_number(value, 2)


def _colour(look: Look) -> alt.Color:
    return alt.Color(
        "name:N",
        scale=alt.Scale(domain=list(look.colours), range=list(look.colours.values())),
        legend=alt.Legend(
            orient="top",
            title=None,
            labelLimit=LEGEND_WIDTH,
            columns=_legend_columns(look.colours),
            symbolType="stroke",
            symbolStrokeWidth=3,
            symbolSize=300,
            symbolOpacity=1,
        ),
    )


def _legend_columns(names: Iterable[str]) -> int:
    """As many beside each other as half a narrow page has room for."""
    longest = max((len(name) for name in names), default=0)
    return 3 if longest <= 14 else 2 if longest <= 22 else 1


def _dashes(look: Look) -> alt.StrokeDash:
    dashes = [DASHES[look.dashed.index(name) % len(DASHES)] if name in look.dashed else [1, 0]
              for name in look.colours]  # fmt: skip
    return alt.StrokeDash(
        "name:N", legend=None, scale=alt.Scale(domain=list(look.colours), range=dashes)
    )


def _month_x(marks: Sequence[int], title: str | None) -> alt.X:
    return alt.X(
        "months:Q",
        scale=alt.Scale(domain=[0, marks[-1]], nice=False),
        axis=alt.Axis(
            values=list(marks),
            grid=True,
            labels=title is not None,
            ticks=title is not None,
            title=title,
        ),
    )


def _y(look: Look) -> alt.Y:
    return alt.Y(
        "estimate:Q",
        scale=alt.Scale(domain=[0, look.top], nice=False),
        axis=alt.Axis(
            title=look.y_title,
            format=".0%" if look.is_share else ".1f",
            tickCount=5,
            minExtent=LEFT_MARGIN,
            maxExtent=LEFT_MARGIN,
            titleX=-54,
        ),
    )


def _curve_panel(curves: pl.DataFrame, marks: Sequence[int], look: Look) -> alt.LayerChart:
    base = alt.Chart(inline(curves)).encode(x=_month_x(marks, look.x_title), color=_colour(look))
    limits = base.mark_area(interpolate="step-after", opacity=0.15, clip=True).encode(
        y=alt.Y("lower:Q"), y2="upper"
    )
    lines = base.mark_line(interpolate="step-after", strokeWidth=2.2, clip=True).encode(
        y=_y(look), strokeDash=_dashes(look)
    )
    readings = base.mark_point(opacity=0, size=120, clip=True).encode(
        y=_y(look),
        tooltip=[
            alt.Tooltip("name:N", title=say("Curve")),
            alt.Tooltip("tip_months:N", title=say("Months")),
            alt.Tooltip("tip_reading:N", title=look.y_title),
            alt.Tooltip("n_risk:Q", title=say("Number at risk")),
        ],
    )
    layers: list[alt.Chart] = [lines, limits, readings]
    if look.warning is not None:
        layers.append(_warning(look.warning, look.top))
    return panel(*layers, height=CURVE_HEIGHT)


def _warning(text: str, top: float) -> alt.Chart:
    written: alt.Chart = (
        alt.Chart(inline(pl.DataFrame({"at": [top]})))
        .mark_text(
            text=text.split("\n"),
            align="left",
            baseline="top",
            dx=10,
            dy=8,
            fontSize=13,
            fontWeight="bold",
        )
        .encode(x=alt.value(0), y=alt.Y("at:Q"))
    )
    return written


def _number_panel(numbers: pl.DataFrame, marks: Sequence[int], look: Look) -> alt.Chart:
    told = numbers["name"].unique(maintain_order=True).to_list()
    parts = [name for name in look.colours if name in told] or told
    rows = alt.Y(
        "name:N",
        scale=alt.Scale(domain=parts),
        axis=alt.Axis(
            title=None,
            ticks=False,
            domain=False,
            grid=False,
            labelLimit=LEFT_MARGIN - 8,
            minExtent=LEFT_MARGIN,
            maxExtent=LEFT_MARGIN,
        ),
    )
    counted = say("Number followed") if look.counts_followed else say("Number at risk")
    title = alt.TitleParams(counted, anchor="start", frame="bounds", fontSize=12)
    rows_drawn = numbers.filter(pl.col("name").is_in(parts)).rename({"at_month": "months"})
    written: alt.Chart = (
        alt.Chart(inline(rows_drawn), title=title)
        .mark_text(baseline="middle", fontSize=12)
        .encode(x=_month_x(marks, None), y=rows, text=alt.Text("n_risk:Q"))
        .properties(height=ROW_HEIGHT * max(1, len(parts)), width=PANEL_WIDTH)
    )
    return written
