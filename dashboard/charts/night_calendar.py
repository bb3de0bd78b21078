"""Feeds by night: what came, how complete, how fresh, how much of the usual."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import altair as alt
import polars as pl

from dashboard.charts.inline import inline, tips, with_tips
from dashboard.charts.layered import layered
from dashboard.charts.provisional_nights import AXIS_OFFSET, provisional_nights
from dashboard.language import say
from dashboard.palette import (
    BAD,
    BAR_LABEL,
    DELIVERED,
    FAIR,
    GOOD,
    MISSING,
    NOT_RECORDED,
    PARTLY_REJECTED,
    POOR,
)

ROW_HEIGHT = 30
NIGHTS_SHOWN = 45
NIGHT_TIPS = (
    "feed",
    "night_on",
    "file_count",
    "rows_in",
    "rows_rejected",
    "usual_row_count",
    "extract_age_days",
    "required_value_count",
    "missing_value_count",
    "state",
)
_IN_COLOUR = "missing"


@dataclass(frozen=True)
class Reading:
    """One way to look at the nights: what each cell may say, its colour, and how it is found.

    states: code to colour. words: code to the words of the legend, in the language spoken.
    """

    states: dict[str, str]
    words: Callable[[], dict[str, str]]
    state: Callable[[], pl.Expr]


def _delivery() -> pl.Expr:
    return (
        pl.when(pl.col("rows_rejected").fill_null(0) > 0)
        .then(pl.lit("some_rejected"))
        .otherwise(pl.lit("delivered"))
    )


def _completeness() -> pl.Expr:
    share = pl.col("missing_value_count") / pl.col("required_value_count")
    return (
        pl.when(share.is_null() | share.is_nan())
        .then(pl.lit("unknown"))
        .when(share == 0)
        .then(pl.lit("complete"))
        .when(share < 0.001)
        .then(pl.lit("nearly"))
        .when(share < 0.01)
        .then(pl.lit("gaps"))
        .otherwise(pl.lit("many_gaps"))
    )


def _freshness() -> pl.Expr:
    age = pl.col("extract_age_days")
    return (
        pl.when(age.is_null())
        .then(pl.lit("unknown"))
        .when(age == 0)
        .then(pl.lit("tonight"))
        .when(age == 1)
        .then(pl.lit("one_night"))
        .when(age <= 3)
        .then(pl.lit("few_nights"))
        .otherwise(pl.lit("old"))
    )


def _volume() -> pl.Expr:
    above = pl.col("rows_in") > pl.col("usual_row_count")
    return (
        pl.when(pl.col("is_volume_unusual").is_null())
        .then(pl.lit("no_usual"))
        .when(~pl.col("is_volume_unusual"))
        .then(pl.lit("usual"))
        .when(above)
        .then(pl.lit("more"))
        .otherwise(pl.lit("less"))
    )


READINGS: dict[str, Reading] = {
    "delivery": Reading(
        {"delivered": DELIVERED, "some_rejected": PARTLY_REJECTED, _IN_COLOUR: MISSING},
        lambda: {
            "delivered": say("delivered"),
            "some_rejected": say("some rows rejected"),
            _IN_COLOUR: say("nothing delivered"),
        },
        _delivery,
    ),
    "completeness": Reading(
        {
            "complete": GOOD,
            "nearly": FAIR,
            "gaps": POOR,
            "many_gaps": BAD,
            "unknown": NOT_RECORDED,
            _IN_COLOUR: MISSING,
        },
        lambda: {
            "complete": say("every required value"),
            "nearly": say("under 0.1 % missing"),
            "gaps": say("under 1 % missing"),
            "many_gaps": say("1 % missing or more"),
            "unknown": say("not recorded"),
            _IN_COLOUR: say("nothing delivered"),
        },
        _completeness,
    ),
    "freshness": Reading(
        {
            "tonight": GOOD,
            "one_night": FAIR,
            "few_nights": POOR,
            "old": BAD,
            "unknown": NOT_RECORDED,
            _IN_COLOUR: MISSING,
        },
        lambda: {
            "tonight": say("on time: extract of the night"),
            "one_night": say("1 night late"),
            "few_nights": say("2 or 3 nights late"),
            "old": say("later still"),
            "unknown": say("not recorded"),
            _IN_COLOUR: say("nothing delivered"),
        },
        _freshness,
    ),
    "volume": Reading(
        {"usual": GOOD, "less": BAD, "more": POOR, "no_usual": NOT_RECORDED, _IN_COLOUR: MISSING},
        lambda: {
            "usual": say("as usual"),
            "less": say("over 40 % fewer rows"),
            "more": say("over 40 % more rows"),
            "no_usual": say("nothing usual to compare with yet"),
            _IN_COLOUR: say("nothing delivered"),
        },
        _volume,
    ),
}


def with_state(nights: pl.DataFrame, reading: str) -> pl.DataFrame:
    """Say what each feed did each night: `code`, one of the states of the reading, and `state`,
    the same in words. A night without delivery is missing, whatever is read; only the age of the
    newest extract is known even then."""
    chosen = READINGS[reading]
    is_unknown = pl.col("is_missing") & (pl.lit(reading != "freshness") | _never_came())
    code = pl.when(is_unknown).then(pl.lit(_IN_COLOUR)).otherwise(chosen.state())
    return nights.with_columns(code=code).with_columns(
        state=pl.col("code").replace_strict(chosen.words(), return_dtype=pl.String)
    )


def _never_came() -> pl.Expr:
    return pl.col("extract_age_days").is_null()


def night_calendar(nights: pl.DataFrame, reading: str, as_of: date | None) -> alt.LayerChart:
    """Which feed did not come, and when? Or came late, empty, or other than usual?

    In: rows of ops.feed_night; a key of READINGS; the night the version is of, before which the
    last days are marked as provisional. The last 45 nights. Nothing delivered has a
    cross, and is grey: it is not known what the night held, which is not a failure of the rows.
    """
    chosen = READINGS[reading]
    shown = nights["night_on"].unique().sort().tail(NIGHTS_SHOWN)
    within = nights.filter(pl.col("night_on").is_in(shown.implode()))
    drawn = with_tips(with_state(within, reading), NIGHT_TIPS).with_columns(
        night=pl.col("night_on").dt.to_string("%Y-%m-%d"), age=_age(within)
    )
    feeds = drawn["feed"].unique().sort().to_list()
    base = alt.Chart(inline(drawn)).encode(x=_x(), y=_y(feeds), tooltip=tips(NIGHT_TIPS))
    words = chosen.words()
    scale = alt.Scale(
        domain=[words[code] for code in chosen.states], range=list(chosen.states.values())
    )
    legend = alt.Legend(
        orient="top", title=None, symbolType="square", symbolSize=160, labelLimit=300, columns=6
    )
    cells = base.mark_rect(cornerRadius=3).encode(
        color=alt.Color("state:N", scale=scale, legend=legend)
    )
    ages = base.mark_text(color=BAR_LABEL, fontSize=11).encode(text="age:N")
    crosses = base.mark_text(text="✕", color=BAR_LABEL, fontSize=11).transform_filter(
        "datum.is_missing"
    )
    written = ages if reading == "freshness" else crosses
    height = ROW_HEIGHT * max(1, len(feeds))
    return layered(cells, written, *provisional_nights(shown, as_of, height), height=height)


def _age(nights: pl.DataFrame) -> pl.Series:
    """Days between the night and its newest extract; a cross where none is known."""
    ages = nights["extract_age_days"].to_list()
    words = ["✕" if age is None else say("{days} d", days=age) if age else "" for age in ages]
    return pl.Series(words, dtype=pl.String)


def _x() -> alt.X:
    return alt.X(
        "night:O",
        scale=alt.Scale(paddingInner=0.06, paddingOuter=0),
        axis=alt.Axis(
            title=say("Night"),
            labelExpr="timeFormat(toDate(datum.value + 'T00:00:00'), '%d %b')",
            labelAngle=0,
            labelAlign="center",
            labelFlush=False,
            labelOverlap=True,
            ticks=False,
            domain=False,
            offset=AXIS_OFFSET,
        ),
    )


def _y(feeds: list[str]) -> alt.Y:
    return alt.Y(
        "feed:N",
        scale=alt.Scale(domain=feeds, paddingInner=0.12, paddingOuter=0),
        axis=alt.Axis(title=None, labelFlush=False, labelLimit=240, ticks=False, domain=False),
    )
