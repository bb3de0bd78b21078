"""Periods of the calendar that are not to be read like the others, shaded on every chart."""

from datetime import date, timedelta

import altair as alt
import polars as pl

from dashboard.charts.inline import inline
from dashboard.language import say
from dashboard.palette import MISSING, PROVISIONAL
from warehouse.schema.definitions import number

Period = tuple[date, date, str, str]
_SCHEMA = {"start": pl.Date, "end": pl.Date, "colour": pl.String, "why": pl.String}
_DAY = timedelta(days=1)


def unsettled(
    incomplete_feeds: pl.DataFrame, as_of: date | None, since: date | None
) -> pl.DataFrame:
    """Periods not to be read like the others: start, end, colour, why; none that ended by `since`.

    In: feed, night_on, is_missing of each night on which a feed brought nothing, or much less than
    usual; the night the version is of; the first day drawn, None when nothing is. The last
    `data_lag_days` before the night are provisional; nights in a row without a feed are one period.
    """
    periods = [] if as_of is None else [_provisional(as_of)]
    periods += _incomplete(incomplete_feeds)
    drawn = [] if since is None else [period for period in periods if period[1] > since]
    return pl.DataFrame(drawn, schema=_SCHEMA, orient="row")


def _provisional(as_of: date) -> Period:
    days = timedelta(days=int(number("data_lag_days")))
    return (as_of - days, as_of + _DAY, PROVISIONAL, provisional_in_words())


def provisional_in_words() -> str:
    """What is said of the last days before the night."""
    return say("Provisional: last {days} days", days=int(number("data_lag_days")))


def _incomplete(feeds: pl.DataFrame) -> list[Period]:
    return [
        (start, end + _DAY, MISSING, _why(feed, is_missing))
        for feed, is_missing, start, end in spells(feeds).rows()
    ]


def _why(feed: str, is_missing: bool) -> str:
    if is_missing:
        return say("{feed}: not delivered", feed=feed)
    return say("{feed}: far fewer rows than usual", feed=feed)


def spells(incomplete_feeds: pl.DataFrame) -> pl.DataFrame:
    """Nights in a row without a feed, or with little of it: feed, is_missing, start, end."""
    of_feed = ("feed", "is_missing")
    ordered = incomplete_feeds.sort(*of_feed, "night_on").with_columns(
        is_new=(pl.col("night_on").diff().over(of_feed) > _DAY).fill_null(True)
    )
    counted = ordered.with_columns(spell=pl.col("is_new").cum_sum())
    return (
        counted.group_by("spell", maintain_order=True)
        .agg(
            pl.col(of_feed).first(),
            start=pl.col("night_on").min(),
            end=pl.col("night_on").max(),
        )
        .drop("spell")
    )


def shades(periods: pl.DataFrame, top: float | None = None, step: float = 0.0) -> list[alt.Chart]:
    """The periods behind what is drawn, over the whole height.

    With `top`, a value of the vertical axis, their reasons are written under each other from there,
    `step` apart, ending where the period begins. A night is thinner than a pixel: its outline keeps
    it seen.
    """
    if periods.is_empty():
        return []
    placed = periods.with_row_index("place").with_columns(
        top=pl.lit(top, pl.Float64) - pl.col("place") * step
    )
    base = alt.Chart(inline(placed)).encode(tooltip=[alt.Tooltip("why:N", title=say("Why"))])
    shaded = base.mark_rect(opacity=0.28, strokeWidth=1.5, strokeOpacity=0.9, clip=True).encode(
        x=alt.X("start:T"),
        x2="end",
        color=alt.Color("colour:N", scale=None),
        stroke=alt.Stroke("colour:N", scale=None),
    )
    if top is None:
        return [shaded]
    words = base.mark_text(align="right", baseline="top", dx=-6, dy=3, fontSize=11).encode(
        x=alt.X("start:T"), y=alt.Y("top:Q"), text="why:N"
    )
    return [shaded, words]
