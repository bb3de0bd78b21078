"""Curves that move in steps of eleven events or more, on whole months.

Rule: an event is shown on the end of its month, and held back until at least 11 events have
happened since the step before; the curve ends at the last month with 11 at risk; what it says is
rounded as if 5 people were one. So no month tells of 1 to 10 events (the rule of OpenSAFELY's
`round_km`: events are delayed until a threshold is reached). Anything finer can be turned back
into the history of each patient (Guyot 2012).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from math import ceil

from dashboard.disclosure.estimates import Row, as_if_counted, shifted
from dashboard.disclosure.rounding import SMALLEST_SHOWN, rounded
from warehouse.schema.definitions import names, number
from warehouse.schema.disclosure import Curve

_HALF_DAY = 0.5  # the day of a month is the nearest whole one


@dataclass(frozen=True)
class Month:
    """A curve at the end of a month, and at least so many events since the month before."""

    day: float
    row: Row
    at_risk: int
    events: float


def disclose_curves(rows: list[Row], curve: Curve) -> list[Row]:
    """The rows of every curve that stay, changed; in the order they came."""
    shown = []
    for _, one in groupby(rows, key=lambda row: tuple(row[name] for name in curve.by)):
        shown += _disclosed(sorted(one, key=lambda row: _float(row[curve.day])), curve)
    return shown


def _disclosed(rows: list[Row], curve: Curve) -> list[Row]:
    months = _while_many_are_at_risk(list(_by_month(rows, curve)))
    if not months:
        return []
    whole = rounded(max(month.at_risk for month in months))
    if all(month.row[curve.estimate] == curve.start for month in months):
        return [_told(month, month.row, whole, curve) for month in months]
    steps = list(_steps(months))
    if not steps:
        return []
    return [_told(month, row, whole, curve) for month, row in _shown(months, steps, curve)]


def _shown(months: list[Month], steps: list[Month], curve: Curve) -> Iterator[tuple[Month, Row]]:
    """The steps, the last month, and the months at which a number at risk is written that is told
    nowhere else; each with the row of the step it rests on."""
    steps_on = {step.day for step in steps}
    days = {months[-1].day, *steps_on, *(_days_at_risk() if curve.keeps_at_risk else ())}
    row = {**months[0].row, curve.estimate: curve.start, **dict.fromkeys(curve.limits)}
    for month in months:
        row = month.row if month.day in steps_on else row
        if month.day in days:
            yield month, row


def _days_at_risk() -> Iterator[float]:
    return (_day(int(month)) for month in names("at_risk_months"))


def _day(month: int) -> float:
    return float(round(month * number("days_per_month")))


def _by_month(rows: list[Row], curve: Curve) -> Iterator[Month]:
    """Each month on which the curve says something, with its last row.

    A row gives the estimate after its day and the number at risk before it. An estimate that
    moves by a share of the people at risk tells of that many events, or more once some have gone.
    """
    days_per_month = number("days_per_month")
    before, last_at_risk, events, pending = curve.start, _int(rows[0][curve.at_risk]), 0.0, 0.0
    del events
    for month, own in groupby(
        rows, key=lambda row: ceil((_float(row[curve.day]) - _HALF_DAY) / days_per_month)
    ):
        for row in own:
            at_risk = _int(row[curve.at_risk])
            estimate = _float(row[curve.estimate])
            pending += abs(estimate - before) * min(at_risk, last_at_risk)
            before, last_at_risk, last = estimate, at_risk, row
        yield Month(_day(max(month, 0)), last, at_risk, pending)
        pending = 0.0


def _while_many_are_at_risk(months: list[Month]) -> list[Month]:
    """Up to the last month with 11 at risk; late entry may bring them only after a while."""
    many = [place for place, month in enumerate(months) if month.at_risk >= SMALLEST_SHOWN]
    return months[: many[-1] + 1] if many else []


def _steps(months: list[Month]) -> Iterator[Month]:
    events = 0.0
    for month in months:
        events += month.events
        if events >= SMALLEST_SHOWN and month.at_risk >= SMALLEST_SHOWN:
            yield month
            events = 0.0


def _told(month: Month, source: Row, whole: int, curve: Curve) -> Row:
    exact = _float(source[curve.estimate])
    gone = as_if_counted(abs(exact - curve.start), whole)
    shown = curve.start - gone if curve.start else gone
    limits = {name: shifted(_limit(source[name]), exact, shown) for name in curve.limits}
    if curve.start:
        limits = {
            name: None if value is None else min(value, 1.0) for name, value in limits.items()
        }
    is_told = curve.keeps_at_risk and month.at_risk >= SMALLEST_SHOWN
    return {
        **source,
        curve.day: month.day,
        curve.at_risk: rounded(month.at_risk) if is_told else None,
        curve.estimate: shown,
        **limits,
    }


def _float(value: object) -> float:
    assert isinstance(value, int | float), "a curve has a day and an estimate on every row"
    return float(value)


def _int(value: object) -> int:
    assert isinstance(value, int), "a curve has a number at risk on every row"
    return value


def _limit(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None
