"""Which cells are withheld, so that no subtraction gives a small count away.

Secondary suppression with an audit (Hundepool et al., Statistical Disclosure Control, 2012, §4):
first every count from 1 to 10, then a group wherever those shown leave 1 to 10 people of a wider
one, or one hidden group, then more for as long as what is shown leaves a small count fewer than
`CHOICES` values to take.

Nobody's session is followed: a chain of choices whose difference is from 1 to 10 cannot be made,
in whatever order, by whomever and over how many days, since its narrowest group is never shown.
"""

from collections.abc import Iterator
from enum import Enum

from dashboard.disclosure.rounding import (
    ANY,
    LARGE,
    SMALL,
    SMALLEST_SHOWN,
    Interval,
    is_small,
    left_open,
    rounded,
)
from dashboard.disclosure.system import Addition, System

CHOICES = 5  # of the ten a withheld count may be: fewer would say what it is about
_PASSES = 50


class Seen(Enum):
    """How a cell is shown."""

    ROUNDED = "rounded"
    SMALL = "small"
    KEPT_BACK = "kept back"


def protect(system: System) -> list[Seen]:
    """How each cell of the system is shown."""
    seen = [Seen.SMALL if is_small(value) else Seen.ROUNDED for value in system.values]
    for cell in system.unshown:
        seen[cell] = Seen.KEPT_BACK
    _hide_counts_of_nearly_all(system, seen)
    linked = list(_linked(system))
    before = None
    while before != seen:
        before = list(seen)
        _hide_with_their_people(system, seen)
        for additions in linked:
            _protect(system, additions, seen)
    return seen


def _hide_with_their_people(system: System, seen: list[Seen]) -> None:
    """Eleven events of three patients tell of three patients."""
    for count, people in system.behind:
        if seen[people] is not Seen.ROUNDED and system.values[count]:
            _hide(count, seen)


def _hide_counts_of_nearly_all(system: System, seen: list[Seen]) -> None:
    """27 of 30 says that 3 are not: where so few are left, what they are left of is hidden."""
    for addition in system.additions:
        *parts, last = addition.parts
        is_few = last in system.unshown and is_small(system.values[last])
        if is_few and len(parts) == 1 and system.values[parts[0]]:
            _hide(parts[0], seen)


def _linked(system: System) -> Iterator[list[Addition]]:
    """The additions in groups that share no cell."""
    group_of = list(range(len(system.values)))

    def root(cell: int) -> int:
        while group_of[cell] != cell:
            group_of[cell] = group_of[group_of[cell]]
            cell = group_of[cell]
        return cell

    for addition in system.additions:
        for part in addition.parts:
            group_of[root(part)] = root(addition.whole)
    groups: dict[int, list[Addition]] = {}
    for addition in system.additions:
        groups.setdefault(root(addition.whole), []).append(addition)
    yield from groups.values()


def _protect(system: System, additions: list[Addition], seen: list[Seen]) -> None:
    cells = {cell for addition in additions for cell in (addition.whole, *addition.parts)}
    if not any(is_small(system.values[cell]) for cell in cells):
        return
    while True:
        cell = next(_too_near(system, additions, seen), None)
        if cell is None:
            cell = _to_widen(system, additions, seen)
        if cell is None:
            return
        _hide(cell, seen)


def _too_near(system: System, additions: list[Addition], seen: list[Seen]) -> Iterator[int]:
    """The smallest group of each wider one that those shown come too near to."""
    for addition in additions:
        shown = [part for part in addition.parts if seen[part] is Seen.ROUNDED]
        if addition.is_of_groups and _are_too_near(system, addition, shown, seen):
            counted = sorted((system.values[part], part) for part in shown if system.values[part])
            yield from (part for _, part in counted[:1])


def _are_too_near(system: System, addition: Addition, shown: list[int], seen: list[Seen]) -> bool:
    """They leave 1 to 10 of the wider one; or a single hidden group; or, of one that is hidden
    itself, so few that they stand for it beside what is wider still."""
    hidden = set(addition.parts).difference(shown)
    difference = sum(system.values[part] for part in hidden)
    if seen[addition.whole] is not Seen.ROUNDED:
        return difference < SMALLEST_SHOWN
    # Where some are in no group that is shown, they hide a single one already.
    return is_small(difference) or (len(hidden) == 1 and not system.unshown & hidden)


def _still_shown(system: System, additions: list[Addition], seen: list[Seen]) -> list[int]:
    """Cells that may still be hidden, smallest first: parts, and only then what they add up to.

    A zero is no secret, and hides nothing.
    """
    wholes = {addition.whole for addition in additions}
    parts = {part for addition in additions for part in addition.parts} - wholes
    return [
        cell
        for group in (parts, wholes)
        for cell in sorted(group, key=lambda cell: (system.values[cell], cell))
        if seen[cell] is Seen.ROUNDED and system.values[cell]
    ]


def _to_widen(system: System, additions: list[Addition], seen: list[Seen]) -> int | None:
    """A cell to hide because a small count is left too few choices; None when none is."""
    known = intervals(system, additions, seen)
    for cell, interval in known.items():
        if is_small(system.values[cell]) and interval.choices < CHOICES:
            around = [one for one in additions if cell in (one.whole, *one.parts)]
            shown = _still_shown(system, around, seen) or _still_shown(system, additions, seen)
            if shown:
                return shown[0]
    return None


def _hide(cell: int, seen: list[Seen]) -> None:
    if seen[cell] is Seen.ROUNDED:
        seen[cell] = Seen.KEPT_BACK


def intervals(system: System, additions: list[Addition], seen: list[Seen]) -> dict[int, Interval]:
    """What each cell may be for somebody who adds and subtracts everything that is shown."""
    known = {
        cell: _at_first(system, cell, seen)
        for addition in additions
        for cell in (addition.whole, *addition.parts)
    }
    for _ in range(_PASSES):
        before = dict(known)
        for addition in additions:
            _narrow(addition, known)
        if known == before:
            break
    return known


def _at_first(system: System, cell: int, seen: list[Seen]) -> Interval:
    if cell in system.unshown:
        return ANY
    if seen[cell] is Seen.ROUNDED:
        return left_open(rounded(system.values[cell]))
    return SMALL if seen[cell] is Seen.SMALL else LARGE


def _narrow(addition: Addition, known: dict[int, Interval]) -> None:
    """The whole is the sum of its parts, and each part what the others leave of the whole."""
    low = sum(known[part].low for part in addition.parts)
    high = sum(known[part].high for part in addition.parts)
    whole = known[addition.whole]
    whole = Interval(max(whole.low, low), min(whole.high, high))
    known[addition.whole] = whole
    for part in addition.parts:
        own = known[part]
        others_low = sum(known[other].low for other in addition.parts if other != part)
        others_high = sum(known[other].high for other in addition.parts if other != part)
        known[part] = Interval(
            max(own.low, whole.low - others_high), min(own.high, whole.high - others_low)
        )
