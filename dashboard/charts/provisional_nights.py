"""Under a calendar by night: which of its nights are provisional, as on every axis of time."""

from datetime import date, timedelta

import altair as alt
import polars as pl

from dashboard.charts.inline import inline
from dashboard.charts.unsettled import provisional_in_words
from dashboard.palette import PROVISIONAL
from warehouse.schema.definitions import number

STRIP_HEIGHT = 15
_GAP = 3
# Room for the strip between the last row and the dates.
AXIS_OFFSET = STRIP_HEIGHT + 2 * _GAP


def provisional_nights(nights: pl.Series, as_of: date | None, height: int) -> list[alt.Chart]:
    """A strip under those of the nights that are in the last `data_lag_days` before `as_of`.

    In: the nights drawn; the night the version is of; the height of the calendar, whose horizontal
    axis is `night` (text) and stands AXIS_OFFSET below.
    """
    if as_of is None:
        return []
    first = as_of - timedelta(days=int(number("data_lag_days")))
    within = nights.unique().sort().rename("night_on").to_frame().filter(pl.col("night_on") > first)
    if within.is_empty():
        return []
    told = within.select(
        night=pl.col("night_on").dt.to_string("%Y-%m-%d"), why=pl.lit(provisional_in_words())
    )
    strip = (
        alt.Chart(inline(told))
        # Pale, as on every axis of time: full, it is the colour of a warning in the cells above.
        .mark_rect(color=PROVISIONAL, opacity=0.28)
        .encode(
            x=alt.X("night:O"),
            y=alt.value(height + _GAP),
            y2=alt.value(height + _GAP + STRIP_HEIGHT),
            tooltip=[alt.Tooltip("why:N", title=None)],
        )
    )
    middle = told[(told.height - 1) // 2 : (told.height - 1) // 2 + 1]
    words = (
        alt.Chart(inline(middle))
        .mark_text(fontSize=10, baseline="middle")
        .encode(x=alt.X("night:O"), y=alt.value(height + _GAP + STRIP_HEIGHT / 2), text="why:N")
    )
    return [strip, words]
