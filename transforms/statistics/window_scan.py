"""The scan behind the window rule: sequential inside a person, so compiled."""

from collections.abc import Callable
from functools import cache

from transforms.statistics.arrays import Flags, Numbers, Whole

OrderCheck = Callable[[Whole, Numbers], bool]
Scan = Callable[[Whole, Numbers, float, Flags], None]


# Under so many rows the interpreter has ended before a compiler would be loaded.
FEW_ROWS = 500_000


def scans_for(rows: int) -> tuple[OrderCheck, Scan]:
    """`in_order` and `mark_counted`, compiled where that is worth it."""
    return (in_order, mark_counted) if rows < FEW_ROWS else _compiled()


@cache
def _compiled() -> tuple[OrderCheck, Scan]:
    """Compiled at the first use and kept on disk."""
    from numba import njit

    compile_once = njit(cache=True)
    return compile_once(in_order), compile_once(mark_counted)


def in_order(person: Whole, day: Numbers) -> bool:
    """Whether the rows are in order of person and day."""
    disorder = False
    for row in range(1, person.size):
        after, before = person[row], person[row - 1]
        # no early exit and no `or`: without branches this loop is vectorised
        disorder |= (after < before) | ((after == before) & (day[row] < day[row - 1]))
    return not disorder


def mark_counted(person: Whole, day: Numbers, window: float, counted: Flags) -> None:
    """Mark the counted events in place; rows in order of person and day, at least one."""
    previous, due = person[0], day[0]
    for row in range(person.size):
        who, today = person[row], day[row]
        counts = (who != previous) | (today >= due)
        counted[row] = counts
        due = today + window if counts else due
        previous = who
