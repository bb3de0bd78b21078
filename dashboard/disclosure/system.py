"""The counts of a table and how they add up, as a reader who subtracts sees them."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

import polars as pl

from warehouse.schema import Table
from warehouse.schema.disclosure import Arms, Disclosure, Narrower, Steps, Strata

EVERYBODY = "all"
Row = dict[str, object]
Place = tuple[str, object]  # a column, and the row or the rows that hold the cell


@dataclass(frozen=True)
class Addition:
    """The cells `parts` add up to the cell `whole`; all are places in `System.values`.

    `is_of_groups`: the parts are rows a reader may choose, one after the other; what they leave of
    the whole is what a chain of such choices tells.
    """

    whole: int
    parts: tuple[int, ...]
    is_of_groups: bool = False


@dataclass
class System:
    """Cells with their counts, which of them no table shows, and what adds up to what.

    `behind`: a cell, and that of the people it was counted of.
    """

    values: list[int] = field(default_factory=list)
    unshown: set[int] = field(default_factory=set)
    additions: list[Addition] = field(default_factory=list)
    behind: list[tuple[int, int]] = field(default_factory=list)
    places: dict[Place, int] = field(default_factory=dict)

    def add(self, value: int) -> int:
        self.values.append(value)
        return len(self.values) - 1

    def add_unshown(self, value: int) -> int:
        cell = self.add(value)
        self.unshown.add(cell)
        return cell

    def adds_up(
        self, whole: int, parts: list[int], *, is_complete: bool, is_of_groups: bool = False
    ) -> None:
        """Declare that the parts, and those in none of them, are the whole.

        Parts that hold more than the whole overlap, whatever was declared: they say nothing.
        """
        rest = self.values[whole] - sum(self.values[part] for part in parts)
        if not parts or rest < 0 or (is_complete and rest):
            return
        others = [] if is_complete else [self.add_unshown(rest)]
        self.additions.append(Addition(whole, (*parts, *others), is_of_groups))


def system_of(table: Table, declared: Disclosure, frame: pl.DataFrame) -> System:
    """The cells of a table's counts and their additions, as declared."""
    rows = frame.rows(named=True)
    system = System()
    keys = {column: _key(column, declared) for column in declared.counts}
    for number, row in enumerate(rows):
        for column in declared.counts:
            _place(system, (column, keys[column](number, row)), row[column])
    finder = _Finder(system, keys)
    rests = _add_rows(finder, declared, rows)
    if declared.strata:
        _add_strata(finder, rests, declared.strata, table, rows)
    _add_behind(finder, declared, rows)
    for narrower in declared.narrower:
        _add_narrower(finder, narrower, table, rows)
    if declared.arms:
        _add_arms(finder, declared.arms, rows)
    if declared.steps:
        _add_steps(finder, declared.steps, rows)
    return system


def _key(column: str, declared: Disclosure) -> Callable[[int, Row], object]:
    by = dict(declared.same).get(column)

    def key(number: int, row: Row) -> object:
        return number if by is None else tuple(row[name] for name in by)

    return key


def _place(system: System, place: Place, value: object) -> None:
    if isinstance(value, int) and place not in system.places:
        system.places[place] = system.add(value)


@dataclass(frozen=True)
class _Finder:
    """Cells by column and row; None where the row holds no count."""

    system: System
    keys: dict[str, Callable[[int, Row], object]]

    def cell(self, column: str, number: int, row: Row) -> int | None:
        return self.system.places.get((column, self.keys[column](number, row)))


def _add_rows(finder: _Finder, declared: Disclosure, rows: list[Row]) -> dict[tuple[str, int], int]:
    """Sums within rows, and of each share those of the whole who are not in the part: the cells
    of the latter by the column of the part and the row."""
    system, rests = finder.system, {}
    for number, row in enumerate(rows):
        for total in declared.sums:
            whole = finder.cell(total.whole, number, row)
            parts = [finder.cell(part, number, row) for part in total.parts]
            if whole is not None:
                known = [part for part in parts if part is not None]
                system.adds_up(whole, known, is_complete=total.is_complete)
        for share in declared.shares:
            whole = finder.cell(share.whole, number, row)
            part = finder.cell(share.part, number, row)
            if whole is not None and part is not None:
                system.adds_up(whole, [part], is_complete=False)
                rests[share.part, number] = len(system.values) - 1
    return rests


def _add_strata(
    finder: _Finder,
    rests: dict[tuple[str, int], int],
    strata: Strata,
    table: Table,
    rows: list[Row],
) -> None:
    """Parts add up to everybody, and those not counted of each part to those of everybody."""
    for everybody, parts, is_complete in _divided(strata, table, rows):
        for column in strata.columns:
            cells = [finder.cell(column, number, rows[number]) for number in (everybody, *parts)]
            _add_parts(finder.system, cells, is_complete=is_complete)
            uncounted = [rests.get((column, number)) for number in (everybody, *parts)]
            _add_parts(finder.system, uncounted, is_complete=is_complete)


def _add_behind(finder: _Finder, declared: Disclosure, rows: list[Row]) -> None:
    for number, row in enumerate(rows):
        for behind in declared.behind:
            count = finder.cell(behind.count, number, row)
            people = finder.cell(behind.people, number, row)
            if count is not None and people is not None:
                finder.system.behind.append((count, people))


def _add_narrower(finder: _Finder, narrower: Narrower, table: Table, rows: list[Row]) -> None:
    """Each row of fewer people is in that of more."""
    others = [name for name in table.key if name != narrower.by]
    wide = {
        tuple(row[name] for name in others): (number, row)
        for number, row in enumerate(rows)
        if row[narrower.by] == narrower.wide
    }
    for number, row in enumerate(rows):
        within = wide.get(tuple(row[name] for name in others))
        if row[narrower.by] != narrower.narrow or within is None:
            continue
        for column in narrower.columns:
            cells = [finder.cell(column, *within), finder.cell(column, number, row)]
            _add_parts(finder.system, cells, is_complete=False)


def _add_parts(system: System, cells: list[int | None], *, is_complete: bool) -> None:
    whole, *parts = cells
    known = [part for part in parts if part is not None]
    if whole is not None and len(known) == len(parts):
        system.adds_up(whole, known, is_complete=is_complete, is_of_groups=True)


def _divided(
    strata: Strata, table: Table, rows: list[Row]
) -> Iterator[tuple[int, list[int], bool]]:
    """The row of everybody, the rows of a stratum of the same figure, and whether all are in."""
    figure = [name for name in table.key if name not in ("stratum", "stratum_value")]
    found: dict[tuple[object, ...], dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for number, row in enumerate(rows):
        found[tuple(row[name] for name in figure)][str(row["stratum"])].append(number)
    for by_stratum in found.values():
        if EVERYBODY not in by_stratum:
            continue
        everybody = by_stratum[EVERYBODY][0]
        for stratum in (*strata.complete, *strata.partial):
            if stratum in by_stratum:
                yield everybody, by_stratum[stratum], stratum in strata.complete
        for stratum in strata.overlapping:
            for part in by_stratum.get(stratum, []):
                yield everybody, [part], False


def _add_arms(finder: _Finder, arms: Arms, rows: list[Row]) -> None:
    groups: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for number, row in enumerate(rows):
        groups[tuple(row[name] for name in arms.by)].append(number)
    for numbers in groups.values():
        whole = finder.cell(arms.total, numbers[0], rows[numbers[0]])
        parts = [finder.cell(arms.part, number, rows[number]) for number in numbers]
        _add_parts(finder.system, [whole, *parts], is_complete=True)


def _add_steps(finder: _Finder, steps: Steps, rows: list[Row]) -> None:
    order = sorted(range(len(rows)), key=lambda number: _place_of(rows[number], steps.order))
    for before, after in pairwise(order):
        whole = finder.cell(steps.count, before, rows[before])
        kept = finder.cell(steps.count, after, rows[after])
        gone = finder.cell(steps.left_out, after, rows[after])
        if whole is not None and kept is not None and gone is not None:
            finder.system.adds_up(whole, [kept, gone], is_complete=True)


def _place_of(row: Row, column: str) -> int:
    place = row[column]
    assert isinstance(place, int), "steps are numbered"
    return place
