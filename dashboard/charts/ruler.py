"""The labels of the time axis, and the true length of what is drawn shorter."""

import altair as alt
import polars as pl

from dashboard.charts.inline import inline
from dashboard.charts.layered import panel
from dashboard.charts.time_axis import TimeAxis
from dashboard.language import say, say_count, say_date

_ROOM = 16


def ruler(axis: TimeAxis) -> alt.LayerChart:
    """A panel of its own, so that labels stay at the bottom whatever panels are shown above.

    A shortened stretch carries a break sign and its true number of days.
    """
    ends = pl.DataFrame({"at": axis.domain})
    labels = alt.Chart(inline(ends)).mark_point(opacity=0, size=0).encode(x=axis.x(labels=True))
    return panel(labels, _breaks(axis), height=_ROOM if axis.gaps else 1)


def _breaks(axis: TimeAxis) -> alt.Chart:
    middles = [
        {
            "at": (axis.drawn_day(gap.starts) + axis.drawn_day(gap.ends)) / 2,
            "length": "// " + say_count("{count} day", "{count} days", gap.days),
            "between": f"{say_date(gap.starts.date())} – {say_date(gap.ends.date())}",
        }
        for gap in axis.gaps
    ]
    texts: alt.Chart = (
        alt.Chart(alt.InlineData(values=middles))
        .mark_text(clip=True, baseline="middle", fontSize=10)
        .encode(
            x=axis.x(labels=True),
            y=alt.value(_ROOM / 2),
            text=alt.Text("length:N"),
            tooltip=[alt.Tooltip("between:N", title=say("Nothing dated"))],
        )
    )
    return texts
