"""What became of the rows of each feed."""

import altair as alt
import polars as pl

from dashboard.charts.inline import inline, tips, with_tips
from dashboard.labels import title
from dashboard.language import say, spoken_words
from dashboard.palette import ROW_FATES

ROW_HEIGHT = 30
FATE_TIPS = ("feed", "fate", "row_count", "rows_in")


def row_fates_chart(feeds: pl.DataFrame) -> alt.Chart:
    """Of the rows a feed delivered, which share counts today?

    In: feed, rows_in, rows_accepted, rows_superseded, rows_duplicate, rows_rejected. Shares,
    because feeds differ a thousandfold in size; a feed without rows has no bar.
    """
    fates = (
        feeds.filter(pl.col("rows_in") > 0)
        .unpivot(
            on=list(ROW_FATES),
            index=["feed", "rows_in"],
            variable_name="fate_column",
            value_name="row_count",
        )
        .with_columns(
            fate=spoken_words(pl.col("fate_column"), title),
            share=pl.col("row_count") / pl.col("rows_in"),
            place=pl.col("fate_column").replace_strict(
                {name: place for place, name in enumerate(ROW_FATES)}, return_dtype=pl.Int64
            ),
        )
    )
    names = feeds["feed"].to_list()
    colours = alt.Scale(domain=[title(name) for name in ROW_FATES], range=list(ROW_FATES.values()))
    bars: alt.Chart = (
        alt.Chart(inline(with_tips(fates, FATE_TIPS)))
        .mark_bar(height=18)
        .encode(
            x=alt.X(
                "share:Q",
                stack="zero",
                scale=alt.Scale(domain=[0, 1]),
                axis=alt.Axis(
                    title=say("Share of the rows delivered (%)"), format=".0%", tickCount=5
                ),
            ),
            y=alt.Y(
                "feed:N",
                scale=alt.Scale(domain=names),
                axis=alt.Axis(title=None, labelLimit=240, ticks=False, domain=False),
            ),
            color=alt.Color("fate:N", scale=colours, legend=alt.Legend(orient="top", title=None)),
            order=alt.Order("place:Q"),
            tooltip=tips(FATE_TIPS),
        )
        .properties(height=ROW_HEIGHT * max(1, len(names)))
    )
    return bars
