"""Somebody who reads a disclosed table, knows the rules, and subtracts: what may each count be?

Written apart from the layer, from what is printed: linear programmes over every cell, where the
layer propagates intervals.
"""

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from math import ceil, floor, inf

import numpy as np
import polars as pl
from scipy.optimize import linprog

from warehouse.schema import PUBLISHED
from warehouse.schema.disclosure import DISCLOSURES, Narrower

Cell = tuple[str, int, str]  # table, row, column
Equation = tuple[Cell, list[Cell], bool]  # a whole, its parts, nothing else is in it
Known = tuple[Cell, list[Cell]]  # a whole and all its parts, wherever they are shown
NOBODY_KNOWS = 10_000
Told = tuple[int, dict[str, object]]


def printed(row: dict[str, object], table: str, column: str) -> tuple[float, float]:
    """The whole numbers that print as this cell does."""
    value, reasons = row[column], row[f"withheld_in_{table}"]
    assert isinstance(reasons, list)
    if isinstance(value, int):
        return {0: (0, 0), 15: (11, 17)}.get(value, (value - 2, value + 2))
    if f"{column}<" in reasons:
        return (1, 10)
    return (11, NOBODY_KNOWS) if column in reasons else (0, NOBODY_KNOWS)


def choices(
    shown: pl.DataFrame, table: str, cells: list[tuple[int, str]]
) -> dict[tuple[int, str], float]:
    """How many values each count may still have; `rest of X` is what X leaves of its whole."""
    attack = _Attack({table: shown}, [])
    return {cell: attack.choices((table, *cell)) for cell in cells}


def choices_of_all(
    shown: dict[str, pl.DataFrame], cells: list[Cell], known: list[Known]
) -> dict[Cell, float]:
    """The same of several tables together, for somebody who knows what of them is the same."""
    attack = _Attack(shown, known)
    return {cell: attack.choices(cell) for cell in cells}


class _Attack:
    def __init__(self, shown: dict[str, pl.DataFrame], known: list[Known]) -> None:
        self.columns: dict[Cell, int] = {}
        self.bounds: list[tuple[float, float]] = []
        self.rows: list[tuple[list[int], list[float]]] = []
        for table, frame in shown.items():
            self._read(table, frame)
        for whole, parts in known:
            self._equal(whole, parts)

    def _read(self, table: str, shown: pl.DataFrame) -> None:
        declared, told = DISCLOSURES[table], shown.rows(named=True)
        same = dict(declared.same)
        for number, row in enumerate(told):
            for column in declared.counts:
                self._add((table, number, column), printed(row, table, column))
                if column in same:
                    twin = next(
                        n for n, r in enumerate(told) if all(r[k] == row[k] for k in same[column])
                    )
                    self._equal((table, number, column), [(table, twin, column)])
        for whole, parts, is_complete in equations(shown, table):
            rest = [] if is_complete else [self._rest_of(whole, parts)]
            self._equal(whole, parts + rest)

    def _add(self, cell: Cell, bounds: tuple[float, float]) -> None:
        self.columns[cell] = len(self.bounds)
        self.bounds.append(bounds)

    def _rest_of(self, whole: Cell, parts: list[Cell]) -> Cell:
        table, number, _ = whole
        is_within_row = len(parts) == 1 and parts[0][1] == number
        name = f"rest of {parts[0][2]}" if is_within_row else f"rest {len(self.bounds)}"
        cell = (table, number, name)
        if cell not in self.columns:
            self._add(cell, (0, NOBODY_KNOWS))
        return cell

    def _equal(self, whole: Cell, parts: list[Cell]) -> None:
        if whole in parts:
            return
        places = [self.columns[whole], *(self.columns[part] for part in parts)]
        self.rows.append((places, [1.0, *(-1.0 for _ in parts)]))

    def choices(self, cell: Cell) -> float:
        matrix = np.zeros((len(self.rows), len(self.bounds)))
        for number, (places, signs) in enumerate(self.rows):
            matrix[number, places] = signs
        ends = [self._end(matrix, self.columns[cell], sign) for sign in (1, -1)]
        return inf if ends[1] >= NOBODY_KNOWS else floor(ends[1] + 1e-6) - ceil(ends[0] - 1e-6) + 1

    def _end(self, matrix: np.ndarray, place: int, sign: int) -> float:
        aim = np.zeros(len(self.bounds))
        aim[place] = sign
        has_rows = bool(self.rows)
        found = linprog(
            aim,
            A_eq=matrix if has_rows else None,
            b_eq=np.zeros(len(self.rows)) if has_rows else None,
            bounds=self.bounds,
        )
        assert found.success, "what is printed contradicts itself"
        return float(sign * found.fun)


def equations(shown: pl.DataFrame, table: str) -> Iterator[Equation]:
    """What everybody knows to add up, by the meaning of the table."""
    declared, rows = DISCLOSURES[table], list(enumerate(shown.rows(named=True)))
    for number, _ in rows:
        for total in declared.sums:
            yield (
                (table, number, total.whole),
                [(table, number, part) for part in total.parts],
                total.is_complete,
            )
        for share in declared.shares:
            yield (table, number, share.whole), [(table, number, share.part)], False
    if declared.strata:
        rests = [f"rest of {share.part}" for share in declared.shares]
        yield from _strata(table, rows, [*declared.strata.columns, *rests])
    for narrower in declared.narrower:
        yield from _narrower(table, rows, narrower)
    if declared.arms:
        groups: dict[tuple[object, ...], list[int]] = defaultdict(list)
        for number, row in rows:
            groups[tuple(row[name] for name in declared.arms.by)].append(number)
        for numbers in groups.values():
            parts = [(table, number, declared.arms.part) for number in numbers]
            yield (table, numbers[0], declared.arms.total), parts, True
    if declared.steps:
        for (before, _), (after, _) in pairwise(rows):
            parts = [(table, after, declared.steps.count), (table, after, declared.steps.left_out)]
            yield (table, before, declared.steps.count), parts, True


def _strata(table: str, rows: list[Told], columns: list[str]) -> Iterator[Equation]:
    strata = DISCLOSURES[table].strata
    assert strata is not None
    figure = [name for name in PUBLISHED[table].key if not name.startswith("stratum")]
    groups: dict[tuple[object, ...], dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for number, row in rows:
        groups[tuple(row[name] for name in figure)][str(row["stratum"])].append(number)
    for by_stratum in groups.values():
        everybody = by_stratum.get("all", [None])[0]
        if everybody is None:
            continue
        for stratum, numbers in by_stratum.items():
            for column in columns:
                parts = [(table, number, column) for number in numbers]
                if stratum in (*strata.complete, *strata.partial):
                    yield (table, everybody, column), parts, stratum in strata.complete
                elif stratum in strata.overlapping:
                    yield from (((table, everybody, column), [part], False) for part in parts)


def _narrower(table: str, rows: list[Told], narrower: Narrower) -> Iterator[Equation]:
    """Fewer of the same people: from a later origin."""
    others = [name for name in PUBLISHED[table].key if name != narrower.by]
    for number, row in rows:
        if row[narrower.by] != narrower.narrow:
            continue
        for wide, within in rows:
            if within[narrower.by] == narrower.wide and all(
                within[name] == row[name] for name in others
            ):
                for column in narrower.columns:
                    yield (table, wide, column), [(table, number, column)], False
