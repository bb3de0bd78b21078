"""The one horizontal axis every panel of a timeline shares."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

import altair as alt
import polars as pl

# Room for lane names and panel titles, the same in every panel so that they line up.
LEFT_MARGIN = 190

_DAY = timedelta(days=1)
# Month names with the year under the first label and under each January; days when zoomed in.
_DATE_LABEL = (
    "[timeFormat(datum.value, date(datum.value) == 1 ? '%b' : '%d %b'), "
    "datum.index == 0 || (month(datum.value) == 0 && date(datum.value) == 1) "
    "? timeFormat(datum.value, '%Y') : '']"
)


@dataclass(frozen=True)
class TimeAxis:
    """Calendar dates from `start` to `end`, or days since `origin` when there is one."""

    start: datetime
    end: datetime
    origin: date | None = None

    @property
    def type(self) -> Literal["temporal", "quantitative"]:
        return "temporal" if self.origin is None else "quantitative"

    @property
    def span(self) -> timedelta:
        return self.end - self.start

    @property
    def domain(self) -> list[str] | list[float]:
        """The two ends, as the scale of the chart takes them."""
        if self.origin is None:
            return [f"{moment:%Y-%m-%dT%H:%M:%S}" for moment in (self.start, self.end)]
        zero = _midnight(self.origin)
        return [(moment - zero) / _DAY for moment in (self.start, self.end)]

    def position(self, column: str) -> pl.Expr:
        """Where a date or time column falls on the axis."""
        moment = pl.col(column).cast(pl.Datetime("us"))
        if self.origin is None:
            return moment.dt.strftime("%Y-%m-%dT%H:%M:%S")
        return (moment - _midnight(self.origin)).dt.total_seconds() / _DAY.total_seconds()

    def x(self, field: str = "at", *, labels: bool = False) -> alt.X:
        """The horizontal encoding of a field made by `position`."""
        return alt.X(
            field,
            type=self.type,
            scale=alt.Scale(domain=self.domain, nice=False),
            axis=self._axis(labels),
        )

    def _axis(self, labels: bool) -> alt.Axis:
        title = "Time since bone metastasis (days)" if self.origin else None
        return alt.Axis(
            title=title if labels else None,
            labels=labels,
            ticks=labels,
            domain=labels,
            grid=True,
            labelOverlap=True,
            orient="bottom",
            labelFlush=False,
            labelExpr=_DATE_LABEL if self.origin is None else alt.Undefined,
        )


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)


def time_axis(days: pl.Series, origin: date | None) -> TimeAxis:
    """An axis that holds every one of the dates, with a little room at both ends.

    A patient without any date gets the axis of one arbitrary month, so that the empty panels
    can still be drawn.
    """
    first, last = days.min(), days.max()
    if not isinstance(first, date) or not isinstance(last, date):
        first = last = date(2000, 1, 1)
    room = max((last - first) * 0.025, timedelta(days=14))
    return TimeAxis(_midnight(first) - room, _midnight(last) + room, origin)
