"""Where a shortened axis is labelled, and what a label of an axis says."""

from collections.abc import Iterator
from datetime import datetime, timedelta

_ROUND_DAYS = (10, 30, 60, 90, 180, 365)
_MOST_TICKS = 14
_WEEK = timedelta(days=7)

Ticks = tuple[list[datetime], list[datetime]]


def calendar_ticks(zero: datetime, start: datetime, end: datetime, span: timedelta) -> Ticks:
    """First days of months, and for a close look every week of the axis.

    Coarse ticks are every month, or every third one when there would be too many.
    """
    every = 1 if span <= timedelta(days=31 * _MOST_TICKS) else 3
    months = [moment for moment in _months(start, end) if (moment.month - 1) % every == 0]
    return months, list(_every(_WEEK, zero, start, end))


def day_ticks(zero: datetime, start: datetime, end: datetime, span: timedelta) -> Ticks:
    """Round numbers of days from zero, and for a close look every tenth day."""
    step = next((days for days in _ROUND_DAYS if span.days / days <= _MOST_TICKS), 365)
    coarse = _every(timedelta(days=step), zero, start, end)
    return list(coarse), list(_every(timedelta(days=10), zero, start, end))


def _months(start: datetime, end: datetime) -> Iterator[datetime]:
    year, month = start.year, start.month
    while (moment := datetime(year, month, 1)) <= end:
        if moment >= start:
            yield moment
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)


def _every(step: timedelta, zero: datetime, start: datetime, end: datetime) -> Iterator[datetime]:
    moment = zero - ((zero - start) // step) * step
    while moment <= end:
        yield moment
        moment += step


def date_label(moment: str) -> str:
    """Expression of a label: the month, with the year under the first and under each January.

    Days when zoomed in. In: an expression that gives a date.
    """
    return (
        f"[timeFormat({moment}, date({moment}) == 1 ? '%b' : '%d %b'), "
        f"datum.index == 0 || (month({moment}) == 0 && date({moment}) == 1) "
        f"? timeFormat({moment}, '%Y') : '']"
    )


def day_label(day: str) -> str:
    """Expression of a label: a whole number of days."""
    return f"format(round({day}), ',')"
