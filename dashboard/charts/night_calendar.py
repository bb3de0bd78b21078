"""Feeds by night: what came, what did not."""

import altair as alt
import polars as pl

from dashboard.charts.inline import inline, tips, with_tips
from dashboard.charts.layered import layered
from dashboard.palette import BAR_LABEL, DELIVERED, MISSING, PARTLY_REJECTED

ROW_HEIGHT = 30
NIGHTS_SHOWN = 45
NIGHT_TIPS = ("feed", "night_on", "file_count", "rows_in", "rows_rejected", "state")
NOT_DELIVERED = "nothing delivered"
STATES = {"delivered": DELIVERED, "some rows rejected": PARTLY_REJECTED, NOT_DELIVERED: MISSING}


def with_state(nights: pl.DataFrame) -> pl.DataFrame:
    """Say what each feed did each night: `state`, one of STATES."""
    return nights.with_columns(
        state=pl.when(pl.col("is_missing"))
        .then(pl.lit(NOT_DELIVERED))
        .when(pl.col("rows_rejected").fill_null(0) > 0)
        .then(pl.lit("some rows rejected"))
        .otherwise(pl.lit("delivered"))
    )


def night_calendar(nights: pl.DataFrame) -> alt.LayerChart:
    """Which feed did not come, and when?

    In: rows of ops.feed_night. The last 45 nights. Nothing delivered is grey with a cross: it
    is not known what the night held, which is not a failure of the rows.
    """
    shown = nights["night_on"].unique().sort().tail(NIGHTS_SHOWN)
    drawn = with_tips(
        with_state(nights.filter(pl.col("night_on").is_in(shown.implode()))), NIGHT_TIPS
    ).with_columns(night=pl.col("night_on").dt.to_string("%Y-%m-%d"))
    feeds = drawn["feed"].unique().sort().to_list()
    x = alt.X(
        "night:O",
        scale=alt.Scale(paddingInner=0.06, paddingOuter=0),
        axis=alt.Axis(
            title="Night",
            labelExpr="timeFormat(toDate(datum.value + 'T00:00:00'), '%d %b')",
            labelAngle=0,
            labelAlign="center",
            labelFlush=False,
            labelOverlap=True,
            ticks=False,
            domain=False,
        ),
    )
    y = alt.Y(
        "feed:N",
        scale=alt.Scale(domain=feeds, paddingInner=0.12, paddingOuter=0),
        axis=alt.Axis(title=None, labelLimit=240, ticks=False, domain=False),
    )
    base = alt.Chart(inline(drawn)).encode(x=x, y=y, tooltip=tips(NIGHT_TIPS))
    colour = alt.Color(
        "state:N",
        scale=alt.Scale(domain=list(STATES), range=list(STATES.values())),
        legend=alt.Legend(orient="top", title=None, symbolType="square", symbolSize=160),
    )
    cells = base.mark_rect(cornerRadius=3).encode(color=colour)
    crosses = base.mark_text(text="✕", color=BAR_LABEL, fontSize=11).transform_filter(
        f"datum.state === '{NOT_DELIVERED}'"
    )
    return layered(cells, crosses, height=ROW_HEIGHT * max(1, len(feeds)))
