"""Treatments by bone-targeted agents counted day by day: slow, and easy to believe."""

from dataclasses import dataclass
from itertools import pairwise

GRACE = 14


@dataclass(frozen=True)
class Attempt:
    """A dose given or held on a day, and the interval planned to the next."""

    on: int
    interval: int
    is_given: bool


def slow_treatments(attempts: list[Attempt], last_day: int) -> list[tuple[int, int, int, int, int]]:
    """(first day, last day, doses, missed, days covered) of each treatment of one patient."""
    found, current = [], []
    for place, attempt in enumerate(attempts):
        current.append(attempt)
        following = attempts[place + 1].on if place + 1 < len(attempts) else None
        waited = (last_day if following is None else following) - attempt.on
        is_stop = waited > 2 * attempt.interval and waited > attempt.interval + GRACE
        if is_stop or following is None:
            end = attempt.on + attempt.interval if is_stop else last_day
            found.append((current, end, is_stop))
            current = []
    return [
        _described(tried, end, is_stop, last_day)
        for tried, end, is_stop in found
        if any(attempt.is_given for attempt in tried)
    ]


def _described(
    tried: list[Attempt], end: int, is_stop: bool, last_day: int
) -> tuple[int, int, int, int, int]:
    while not tried[0].is_given:
        tried = tried[1:]
    given = {attempt.on: attempt for attempt in tried if attempt.is_given}
    covered = 0
    for today in range(tried[0].on, end + 1):
        latest = given[max(on for on in given if on <= today)]
        covered += today <= latest.on + latest.interval + GRACE
    waits = [later.on - earlier.on for earlier, later in pairwise(tried)]
    waits.append(0 if is_stop else last_day - tried[-1].on)
    missed = sum(
        waited > attempt.interval + GRACE for attempt, waited in zip(tried, waits, strict=True)
    )
    return tried[0].on, end, len(given), missed, covered
