"""The labels of the time axis, and the true length of what is drawn shorter."""

from dashboard.charts.time_axis import TimeAxis
from dashboard.charts.vega_lite import Rows, Spec, column, mark, panel, tip, view
from dashboard.language import say, say_count, say_date

_ROOM = 16


def ruler(axis: TimeAxis) -> Spec:
    """A panel of its own, so that labels stay at the bottom whatever panels are shown above.

    A shortened stretch carries a break sign and its true number of days.
    """
    ends: Rows = [{"at": end} for end in axis.domain]
    labels = view(ends, mark("point", opacity=0, size=0), {"x": axis.x(labels=True)})
    return panel(labels, _breaks(axis), height=_ROOM if axis.gaps else 1)


def _breaks(axis: TimeAxis) -> Spec:
    middles: Rows = [
        {
            "at": (axis.drawn_day(gap.starts) + axis.drawn_day(gap.ends)) / 2,
            "length": "// " + say_count("{count} day", "{count} days", gap.days),
            "between": f"{say_date(gap.starts.date())} – {say_date(gap.ends.date())}",
        }
        for gap in axis.gaps
    ]
    encoding: Spec = {
        "x": axis.x(labels=True),
        "y": {"value": _ROOM / 2},
        "text": column("length"),
        "tooltip": [tip("between", say("Nothing dated"))],
    }
    return view(middles, mark("text", clip=True, baseline="middle", fontSize=10), encoding)
