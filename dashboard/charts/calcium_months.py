"""Corrected calcium of the cohort, month by month, and what of it is not yet known."""

from datetime import date

import altair as alt
import polars as pl

from dashboard.charts.inline import inline, tips, with_tips
from dashboard.charts.layered import panel, stacked
from dashboard.charts.unsettled import shades, unsettled
from dashboard.labels import title_with_unit
from dashboard.language import say
from dashboard.palette import ABOVE_LIMIT, MISSING, REFERENCE_BAND, RESULT
from warehouse.schema import ANALYTES

LEFT_MARGIN = 110
SPREAD_HEIGHT = 230
COUNT_HEIGHT = 110
LABEL_STEP = 0.09  # mmol/L, the height of a line of words
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
    months: pl.DataFrame, incomplete_feeds: pl.DataFrame, as_of: date | None
) -> alt.VConcatChart:
    """Does the calcium of the cohort move, and how much of it could be corrected at all?

    In: rows of published.calcium_by_month; incomplete feeds and the night, as `unsettled` takes
    them. Above: median, middle half, 5th to 95th centile. Below: results corrected, and in grey
    those without albumin. Shaded: the last days, which are provisional, and nights on which a feed
    was incomplete, the feed named.
    """
    drawn = with_tips(months, SPREAD_TIPS)
    first = months["month_on"].min()
    periods = unsettled(incomplete_feeds, as_of, first if isinstance(first, date) else None)
    return stacked(_spread(drawn, periods), _counts(drawn, periods), spacing=12)


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
    layers = [median, band, whole, middle, *shades(periods, high, LABEL_STEP)]
    return panel(*layers, height=SPREAD_HEIGHT)


def _lowest(drawn: pl.DataFrame, at_most: float) -> float:
    found = drawn["calcium_p05_mmol_l"].min()
    return min(at_most, float(found) if isinstance(found, int | float) else at_most) - 0.1


def _highest(drawn: pl.DataFrame, at_least: float) -> float:
    found = drawn["calcium_p95_mmol_l"].max()
    return max(at_least, float(found) if isinstance(found, int | float) else at_least) + 0.1


def _counts(drawn: pl.DataFrame, periods: pl.DataFrame) -> alt.LayerChart:
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
    return panel(corrected, without, high, *shades(periods), height=COUNT_HEIGHT)
