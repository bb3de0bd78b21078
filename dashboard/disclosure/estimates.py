"""Shares, rates and ratios of the counts that are shown; nothing of the counts that are not.

An exact share gives its counts away: 0.3793 is 11 of 29. So each is computed again from rounded
counts, its limits moved with it, or it goes with the count that is withheld.
"""

from collections.abc import Iterable
from math import exp, log, sqrt

from dashboard.disclosure.rounding import rounded, significant
from warehouse.schema.disclosure import Figures, Odds, Portion, Rate, Share

Row = dict[str, object]
Number = float | None
_PER = 100
_NORMAL = 1.959964  # 95 % limits


def disclose_share(row: Row, share: Share) -> None:
    """The share of the rounded counts, with Wilson's limits."""
    part, whole = row[share.part], row[share.whole]
    names = (share.estimate, *share.limits)
    if not isinstance(part, int) or not isinstance(whole, int) or not whole:
        _take_away(row, names)
        return
    lower, upper = wilson(part, whole)
    row.update(zip(names, (part / whole, lower, upper), strict=True))


def wilson(part: int, whole: int) -> tuple[float, float]:
    """Score limits of a share (Wilson 1927), as the warehouse computes those of exact counts."""
    share, square = part / whole, _NORMAL**2
    centre = (part + square / 2) / (whole + square)
    half = sqrt(square * (whole * share * (1 - share) + square / 4)) / (whole + square)
    return (centre - half if part else 0.0, centre + half if part < whole else 1.0)


def disclose_rate(row: Row, rate: Rate) -> None:
    """Events for 100 years, both rounded; the limits are as far from it as they were."""
    count, people, years = row[rate.count], row[rate.people], _number(row[rate.years])
    exact = _number(row[rate.estimate])
    limits = [name for pair in rate.limits for name in pair]
    if not isinstance(count, int) or not isinstance(people, int) or years is None:
        _take_away(row, (rate.years, rate.estimate, *limits))
        return
    row[rate.years] = float(rounded(round(years)))
    row[rate.estimate] = shown = _per_100(count, row[rate.years])
    for name in limits:
        limit = _number(row[name])
        row[name] = None if None in (shown, exact, limit) else _moved(limit, exact, shown)


def _per_100(count: int, years: object) -> Number:
    return _PER * count / years if isinstance(years, float) and years else None


def _moved(limit: Number, exact: Number, shown: Number) -> Number:
    if limit is None or exact is None or shown is None:
        return None
    return significant(limit * shown / exact, 2) if exact else significant(limit, 1)


def disclose_odds(row: Row, odds: Odds) -> None:
    """The odds ratio of the rounded counts with Woolf's limits; none was shown, none is made."""
    counts = (odds.events, odds.people, odds.other_events, odds.others)
    table = [value for value in (row[name] for name in counts) if isinstance(value, int)]
    was_shown = _number(row[odds.ratio]) is not None
    _take_away(row, (odds.ratio, *odds.limits))
    if len(table) < len(counts):
        row.update(dict.fromkeys(odds.goes_along, None))
        return
    events, people, other_events, others = table
    cells = (events, people - events, other_events, others - other_events)
    if was_shown and min(cells) > 0:
        row.update(zip((odds.ratio, *odds.limits), _woolf(*cells), strict=True))


def _woolf(with_event: int, without: int, other_with: int, other_without: int) -> tuple[float, ...]:
    ratio = with_event * other_without / (without * other_with)
    error = sqrt(1 / with_event + 1 / without + 1 / other_with + 1 / other_without)
    return ratio, exp(log(ratio) - _NORMAL * error), exp(log(ratio) + _NORMAL * error)


def disclose_portion(row: Row, portion: Portion) -> None:
    """An estimate as if it were of a rounded number out of the rounded whole."""
    whole, exact = row[portion.whole], _number(row[portion.estimate])
    limits = portion.limits or ()
    if not isinstance(whole, int) or not whole or exact is None:
        _take_away(row, (portion.estimate, *limits))
        return
    shown = as_if_counted(exact, whole)
    row[portion.estimate] = shown
    for name in limits:
        row[name] = shifted(_number(row[name]), exact, shown)


def as_if_counted(estimate: float, whole: int) -> float:
    """The estimate moved to the nearest 5 of `whole` people."""
    step = 5 / whole
    return round(estimate / step) * step


def shifted(limit: Number, exact: float, shown: float) -> Number:
    """A limit as far from the estimate as it was, to two digits, and not below 0."""
    if limit is None:
        return None
    return max(0.0, significant(limit + shown - exact, 2))


def disclose_figures(row: Row, figures: Figures) -> None:
    """Few digits; nothing at all when a count behind them is withheld."""
    if any(row[name] is None for name in figures.rests_on):
        _take_away(row, figures.columns)
        if figures.flag:
            row[figures.flag] = True
        return
    for name in figures.columns:
        value = row[name]
        if isinstance(value, float):
            row[name] = significant(value, figures.digits)


def _take_away(row: Row, names: Iterable[str]) -> None:
    row.update(dict.fromkeys(names))


def _number(value: object) -> Number:
    return float(value) if isinstance(value, int | float) else None
