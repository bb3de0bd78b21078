"""Expectations that were not met lately, night by night."""

from datetime import date

import altair as alt
import polars as pl

from dashboard.charts.inline import inline, tips, with_tips
from dashboard.charts.layered import layered
from dashboard.charts.provisional_nights import AXIS_OFFSET, provisional_nights
from dashboard.language import say, spoken_words
from dashboard.palette import BAD, BAR_LABEL, FAIR, MISSING, POOR
from dashboard.verdict_words import in_words, observed_in_words

ROW_HEIGHT = 40
VERDICT_TIPS = ("as_of_on", "table_name", "expectation", "state", "failed_count", "observed")
_BETWEEN = " | "  # a label is a place and what is expected of it, one under the other
_COLOURS = {"met": FAIR, "warning": POOR, "critical": BAD, "not_judged": MISSING}


def verdict_nights_chart(
    verdicts: pl.DataFrame, nights: pl.Series, as_of: date | None
) -> alt.LayerChart:
    """Since when is an expectation not met, and does it get worse?

    In: as_of_on, table_name, column_name, expectation, verdict_severity, is_met, failed_count,
    observed; the nights judged; the night the version is of, before which the last days are
    marked as provisional. A cell a night, with the rows that failed; a night that did not
    ask is grey: nothing is known of it.
    """
    drawn = with_tips(_with_state(_every_night(verdicts, nights)), VERDICT_TIPS).with_columns(
        night=pl.col("as_of_on").dt.to_string("%Y-%m-%d")
    )
    asked = drawn["asked"].unique().sort().to_list()
    base = alt.Chart(inline(drawn)).encode(
        x=alt.X(
            "night:O",
            scale=alt.Scale(paddingInner=0.06, paddingOuter=0),
            axis=alt.Axis(
                title=say("Night"),
                labelExpr="timeFormat(toDate(datum.value + 'T00:00:00'), '%d %b')",
                labelAngle=0,
                labelOverlap=True,
                ticks=False,
                domain=False,
                offset=AXIS_OFFSET,
            ),
        ),
        y=alt.Y(
            "asked:N",
            scale=alt.Scale(domain=asked, paddingInner=0.12, paddingOuter=0),
            axis=alt.Axis(
                title=None,
                labelExpr=f"split(datum.label, '{_BETWEEN}')",
                labelFlush=False,
                labelLimit=460,
                ticks=False,
                domain=False,
            ),
        ),
        tooltip=tips(VERDICT_TIPS),
    )
    words = _words()
    colour = alt.Color(
        "state:N",
        scale=alt.Scale(domain=[words[code] for code in _COLOURS], range=list(_COLOURS.values())),
        legend=alt.Legend(
            orient="top", title=None, symbolType="square", symbolSize=160, labelLimit=300
        ),
    )
    cells = base.mark_rect(cornerRadius=3).encode(color=colour)
    counts = base.mark_text(color=BAR_LABEL, fontSize=11).encode(
        text=alt.Text("failed_count:Q", format=",d")
    )
    failed = counts.transform_filter("datum.failed_count > 0")
    height = ROW_HEIGHT * max(1, len(asked))
    return layered(cells, failed, *provisional_nights(nights, as_of, height), height=height)


def _every_night(verdicts: pl.DataFrame, nights: pl.Series) -> pl.DataFrame:
    """A row an expectation and night, also where the night did not ask."""
    asked = verdicts.with_columns(
        asked=pl.concat_str(
            pl.concat_str("table_name", "column_name", separator=".", ignore_nulls=True),
            spoken_words(pl.col("expectation"), in_words),
            separator=_BETWEEN,
        ),
        expectation=spoken_words(pl.col("expectation"), in_words),
        observed=spoken_words(pl.col("observed"), observed_in_words),
    )
    once = asked.select("asked", "table_name", "expectation").unique("asked", maintain_order=True)
    every = once.join(pl.DataFrame({"as_of_on": nights.unique().sort()}), how="cross")
    told = asked.drop("table_name", "expectation")
    return every.join(told, on=["asked", "as_of_on"], how="left").sort("asked", "as_of_on")


def _with_state(every: pl.DataFrame) -> pl.DataFrame:
    code = (
        pl.when(pl.col("is_met").is_null())
        .then(pl.lit("not_judged"))
        .when("is_met")
        .then(pl.lit("met"))
        .otherwise("verdict_severity")
    )
    return every.with_columns(code=code).with_columns(
        state=pl.col("code").replace_strict(_words(), return_dtype=pl.String)
    )


def _words() -> dict[str, str]:
    return {
        "met": say("met"),
        "warning": say("not met, published all the same"),
        "critical": say("not met, refuses publication"),
        "not_judged": say("not asked that night"),
    }
