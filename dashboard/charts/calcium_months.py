"""Corrected calcium of the cohort, month by month, and what of it is not yet known."""

from datetime import date, timedelta

import altair as alt
import polars as pl

from dashboard.charts.inline import inline, tips, with_tips
from dashboard.charts.layered import panel, stacked
from dashboard.labels import title_with_unit
from dashboard.language import say
from dashboard.palette import ABOVE_LIMIT, MISSING, PROVISIONAL, REFERENCE_BAND, RESULT
from warehouse.schema import ANALYTES
from warehouse.schema.definitions import number

LEFT_MARGIN = 110
SPREAD_HEIGHT = 230
COUNT_HEIGHT = 110
LABEL_STEP = 0.09  # mmol/L, the height of a line of words
Period = tuple[date, date, str, str]
SPREAD_TIPS = (
    "month_on",
    "calcium_median_mmol_l",
    "calcium_p25_mmol_l",
    "calcium_p75_mmol_l",
    "calcium_p05_mmol_l",
    "calcium_p95_mmol_l",
    "patient_count",
    "result_count",
    "not_computable_count",
    "hypercalcaemia_patient_count",
    "crisis_patient_count",
)


def calcium_months_chart(
    months: pl.DataFrame, missing_feeds: pl.DataFrame, as_of: date | None
) -> alt.VConcatChart:
    """Does the calcium of the cohort move, and how much of it could be corrected at all?

    In: rows of published.calcium_by_month; feed, night_on of each delivery that did not come; the
    night the version is of. Above: median, middle half, 5th to 95th centile. Below: results
    corrected, and in grey those without albumin. Shaded: the last days, which are provisional,
    and nights without a delivery, the feed named.
    """
    drawn = with_tips(months, SPREAD_TIPS)
    return stacked(
        _spread(drawn, unsettled(months, missing_feeds, as_of)), _counts(drawn), spacing=12
    )


def unsettled(
    months: pl.DataFrame, missing_feeds: pl.DataFrame, as_of: date | None
) -> pl.DataFrame:
    """Periods not to be read like the others: start, end, colour, why; within the months drawn.

    The last `data_lag_days` before the night are provisional; nights in a row without a feed are
    one period.
    """
    periods = [_provisional(as_of)] if as_of is not None and not months.is_empty() else []
    first = months["month_on"].min()
    periods += [
        period
        for period in _without_delivery(missing_feeds)
        if isinstance(first, date) and period[1] > first
    ]
    return pl.DataFrame(
        periods,
        schema={"start": pl.Date, "end": pl.Date, "colour": pl.String, "why": pl.String},
        orient="row",
    )


def _provisional(as_of: date) -> Period:
    days = int(number("data_lag_days"))
    text = say("Provisional: last {days} days", days=days)
    return (as_of - timedelta(days=days), as_of + timedelta(days=1), PROVISIONAL, text)


def _without_delivery(missing_feeds: pl.DataFrame) -> list[Period]:
    """Nights in a row without a feed, each period with the name of the feed."""
    ordered = missing_feeds.sort("feed", "night_on").with_columns(
        is_new=(pl.col("night_on").diff().over("feed") > timedelta(days=1)).fill_null(True)
    )
    spells = (
        ordered.with_columns(spell=pl.col("is_new").cum_sum())
        .group_by("spell", maintain_order=True)
        .agg(
            pl.col("feed").first(),
            start=pl.col("night_on").min(),
            end=pl.col("night_on").max(),
        )
    )
    return [
        (start, end + timedelta(days=1), MISSING, say("{feed}: not delivered", feed=feed))
        for feed, start, end in spells.select("feed", "start", "end").rows()
    ]


def _x(*, labels: bool) -> alt.X:
    # The unit makes a bar as wide as its month; marks without width stand in its middle.
    return alt.X(
        "month_on:T",
        timeUnit="yearmonth",
        bandPosition=0.5,
        axis=alt.Axis(
            title=say("Month of sampling") if labels else None,
            labels=labels,
            ticks=labels,
            labelOverlap=True,
            format="%b %Y",
        ),
    )


def _left(title: str) -> alt.Axis:
    return alt.Axis(
        title=title, minExtent=LEFT_MARGIN, maxExtent=LEFT_MARGIN, titleX=-60, tickCount=5
    )


def _spread(drawn: pl.DataFrame, periods: pl.DataFrame) -> alt.LayerChart:
    calcium = ANALYTES["CA_TOTAL"]
    low = _lowest(drawn, calcium.reference_low or 2.15)
    high = _highest(drawn, calcium.reference_high or 2.6)
    y = alt.Y(
        "calcium_median_mmol_l:Q",
        scale=alt.Scale(domain=[low, high], zero=False, nice=False),
        axis=_left(title_with_unit("corrected_calcium_mmol_l")),
    )
    band = (
        alt.Chart(
            inline(pl.DataFrame({"low": [calcium.reference_low], "high": [calcium.reference_high]}))
        )
        .mark_rect(color=REFERENCE_BAND, opacity=0.18)
        .encode(y=alt.Y("low:Q"), y2="high")
    )
    base = alt.Chart(inline(drawn)).encode(x=_x(labels=False))
    whole = base.mark_area(color=RESULT, opacity=0.15).encode(
        y=alt.Y("calcium_p05_mmol_l:Q"), y2="calcium_p95_mmol_l"
    )
    middle = base.mark_area(color=RESULT, opacity=0.3).encode(
        y=alt.Y("calcium_p25_mmol_l:Q"), y2="calcium_p75_mmol_l"
    )
    median = base.mark_line(color=RESULT, strokeWidth=2, point=alt.OverlayMarkDef(size=28)).encode(
        y=y, tooltip=tips(SPREAD_TIPS)
    )
    layers = [median, band, whole, middle, *_shades(periods, high)]
    return panel(*layers, height=SPREAD_HEIGHT)


def _shades(periods: pl.DataFrame, top: float) -> list[alt.Chart]:
    """The periods behind the lines, their reasons written under each other, ending at the period.

    A night is thinner than a pixel: its outline keeps it seen.
    """
    if periods.is_empty():
        return []
    placed = periods.with_row_index("place").with_columns(
        top=pl.lit(top) - pl.col("place") * LABEL_STEP
    )
    base = alt.Chart(inline(placed)).encode(tooltip=[alt.Tooltip("why:N", title=say("Why"))])
    shaded = base.mark_rect(opacity=0.28, strokeWidth=1.5, strokeOpacity=0.9).encode(
        x=alt.X("start:T"),
        x2="end",
        color=alt.Color("colour:N", scale=None),
        stroke=alt.Stroke("colour:N", scale=None),
    )
    words = base.mark_text(align="right", baseline="top", dx=-6, dy=3, fontSize=11).encode(
        x=alt.X("start:T"), y=alt.Y("top:Q"), text="why:N"
    )
    return [shaded, words]


def _lowest(drawn: pl.DataFrame, at_most: float) -> float:
    found = drawn["calcium_p05_mmol_l"].min()
    return min(at_most, float(found) if isinstance(found, int | float) else at_most) - 0.1


def _highest(drawn: pl.DataFrame, at_least: float) -> float:
    found = drawn["calcium_p95_mmol_l"].max()
    return max(at_least, float(found) if isinstance(found, int | float) else at_least) + 0.1


def _counts(drawn: pl.DataFrame) -> alt.LayerChart:
    counted = drawn.with_columns(
        corrected_count=pl.col("result_count") - pl.col("not_computable_count").fill_null(0)
    )
    base = alt.Chart(inline(counted)).encode(x=_x(labels=True), tooltip=tips(SPREAD_TIPS))
    corrected = base.mark_bar(color=RESULT).encode(
        y=alt.Y("corrected_count:Q", axis=_left(say("Calcium results")))
    )
    without = base.mark_bar(color=MISSING).encode(y=alt.Y("corrected_count:Q"), y2="result_count")
    high = (
        base.mark_text(color=ABOVE_LIMIT, dy=-7, fontWeight="bold")
        .encode(
            y=alt.Y("result_count:Q"),
            text="hypercalcaemia_patient_count:Q",
        )
        .transform_filter("datum.hypercalcaemia_patient_count > 0")
    )
    return panel(corrected, without, high, height=COUNT_HEIGHT)
