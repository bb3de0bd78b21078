"""The one horizontal axis every panel of a timeline shares."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Literal

import polars as pl

from dashboard.charts.gaps import Gap
from dashboard.charts.ticks import calendar_ticks, date_label, day_label, day_ticks
from dashboard.language import say

# Room for lane names and panel titles, the same in every panel so that they line up.
LEFT_MARGIN = 190

# What the reader asked to see: the brush of the overview strip first, else the panels as moved.
OVERVIEW, ZOOM = "overview", "zoom"
SHOWN = f"{OVERVIEW}.at || {ZOOM}.at"

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class TimeAxis:
    """Calendar dates from `start` to `end`, or days since `origin` when there is one.

    Time is drawn at its length except in `gaps`, each drawn shorter; then the axis counts drawn
    days, and its labels say the true ones.
    """

    start: datetime
    end: datetime
    origin: date | None = None
    gaps: tuple[Gap, ...] = field(default=())

    @property
    def type(self) -> Literal["temporal", "quantitative"]:
        return "temporal" if self._is_plain_calendar else "quantitative"

    @property
    def _is_plain_calendar(self) -> bool:
        return self.origin is None and not self.gaps

    @property
    def span(self) -> timedelta:
        """The time drawn: shortened gaps count for what they take on the axis."""
        return self.end - self.start - sum((gap.removed for gap in self.gaps), timedelta())

    @property
    def domain(self) -> list[str] | list[float]:
        """The two ends, as the scale of the chart takes them."""
        if self._is_plain_calendar:
            return [f"{moment:%Y-%m-%dT%H:%M:%S}" for moment in (self.start, self.end)]
        return [self.drawn_day(moment) for moment in (self.start, self.end)]

    @property
    def zero(self) -> datetime:
        """The moment days are counted from."""
        return _midnight(self.origin or self.start)

    def drawn_day(self, moment: datetime) -> float:
        """Where a moment falls, in drawn days; only for an axis that counts days."""
        removed = sum((_share_passed(gap, moment) * gap.removed for gap in self.gaps), timedelta())
        return (moment - self.zero - removed) / _DAY

    def position(self, column: str) -> pl.Expr:
        """Where a date or time column falls on the axis."""
        moment = pl.col(column).cast(pl.Datetime("us"))
        if self._is_plain_calendar:
            return moment.dt.strftime("%Y-%m-%dT%H:%M:%S")
        true_days = _in_days(moment - self.zero)
        passed = [
            (_in_days(moment - gap.starts) / (gap.days or 1)).clip(0, 1) * (gap.removed / _DAY)
            for gap in self.gaps
        ]
        return true_days - pl.sum_horizontal(passed) if passed else true_days

    def x(self, name: str = "at", *, labels: bool = False) -> dict[str, object]:
        """The horizontal channel of a field made by `position`, following what is shown."""
        scale = {**self._scale, "domainRaw": {"expr": SHOWN}}
        return {"field": name, "type": self.type, "scale": scale, "axis": self._axis(labels)}

    def whole_x(self) -> dict[str, object]:
        """The horizontal channel of the overview: always the whole of the axis."""
        return {"field": "at", "type": self.type, "scale": self._scale, "axis": None}

    @property
    def _scale(self) -> dict[str, object]:
        return {"domain": self.domain, "nice": False, "zero": False}

    def pixels_between(self, first: str, last: str) -> str:
        """Expression of a chart: how far apart two fields of a mark are drawn."""
        as_number = "+toDate" if self.type == "temporal" else ""
        ends = ", ".join(
            f"+toDate('{end}')" if isinstance(end, str) else repr(end) for end in self.domain
        )
        length = f"{as_number}(datum.{last}) - {as_number}(datum.{first})"
        return f"width * ({length}) / span({SHOWN} || [{ends}])"

    def _axis(self, labels: bool) -> dict[str, object]:
        title = say("Time since bone metastasis (days)") if self.origin else None
        axis: dict[str, object] = {
            "title": title if labels else None,
            "labels": labels,
            "ticks": labels,
            "domain": labels,
            "grid": True,
            "gridOpacity": 0.5,
            "labelOverlap": "greedy",
            "orient": "bottom",
            "labelFlush": False,
            "labelExpr": self._label(),
        }
        # Ticks of a shortened axis are named: whole months, or round days, are not round there.
        return {**axis, "values": self._ticks()} if self.gaps else axis

    def _label(self) -> str:
        if self._is_plain_calendar:
            return date_label("datum.value")
        true_day = self._true_day()
        if self.origin is not None:
            return day_label(true_day)
        year, month, day = self.zero.year, self.zero.month - 1, self.zero.day
        return date_label(f"datetime({year}, {month}, {day} + round({true_day}))")

    def _true_day(self) -> str:
        """Expression of a label: the days from zero that a drawn day stands for."""
        restored = [
            f"(datum.value >= {self.drawn_day(gap.ends)!r} ? {gap.removed / _DAY!r} : 0)"
            for gap in self.gaps
        ]
        return " + ".join(["datum.value", *restored])

    def _ticks(self) -> dict[str, str]:
        moments = [calendar_ticks, day_ticks][self.origin is not None]
        coarse, fine = (
            [round(self.drawn_day(moment), 4) for moment in found if not self._is_in_gap(moment)]
            for found in moments(self.zero, self.start, self.end, self.span)
        )
        return {"expr": f"span({SHOWN} || {self.domain}) < 100 ? {fine} : {coarse}"}

    def _is_in_gap(self, moment: datetime) -> bool:
        return any(gap.starts < moment < gap.ends for gap in self.gaps)


def _share_passed(gap: Gap, moment: datetime) -> float:
    return min(1.0, max(0.0, (moment - gap.starts) / (gap.ends - gap.starts)))


def _in_days(length: pl.Expr) -> pl.Expr:
    return length.dt.total_seconds() / _DAY.total_seconds()


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)


def time_axis(days: pl.Series, origin: date | None, gaps: tuple[Gap, ...] = ()) -> TimeAxis:
    """An axis that holds every one of the dates, with a little room at both ends.

    A patient without any date gets the axis of one arbitrary month, so that the empty panels
    can still be drawn.
    """
    first, last = days.min(), days.max()
    if not isinstance(first, date) or not isinstance(last, date):
        first = last = date(2000, 1, 1)
    drawn = last - first - sum((gap.removed for gap in gaps), timedelta())
    room = max(drawn * 0.025, timedelta(days=14))
    return TimeAxis(_midnight(first) - room, _midnight(last) + room, origin, gaps)
