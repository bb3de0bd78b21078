"""A published table as whoever may not see small counts sees it."""

from collections.abc import Mapping

import polars as pl

from dashboard.disclosure.curves import disclose_curves
from dashboard.disclosure.estimates import (
    Row,
    disclose_figures,
    disclose_odds,
    disclose_portion,
    disclose_rate,
    disclose_share,
)
from dashboard.disclosure.protection import Seen, protect
from dashboard.disclosure.reasons import SMALL_MARK, reasons_column
from dashboard.disclosure.rounding import rounded
from dashboard.disclosure.system import system_of
from warehouse.schema import PUBLISHED, Table
from warehouse.schema.benchmark_pairs import BENCHMARK_PAIRS
from warehouse.schema.disclosure import DISCLOSURES, Disclosure, People

_OURS = ("our_value", "our_lower", "our_upper", "our_numerator", "our_denominator")


def disclosed(exact: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """Every published table of `exact` (by name), disclosed; one that nobody declared is empty,
    like one of an earlier version that lacks a column.

    In: rows in the columns of their table. Out: the same columns, and `reasons_column`, which
    lists for each row the columns that are withheld; nulls that are not listed are missing.
    """
    shown = {
        name: _disclosed_one(PUBLISHED[name], DISCLOSURES.get(name), frame)
        for name, frame in exact.items()
    }
    for name in shown:
        people = name in DISCLOSURES and DISCLOSURES[name].people
        if people and people.table in shown:
            shown[name] = _of_people_shown(shown[name], people, shown[people.table])
    for name, frame in shown.items():
        if name in DISCLOSURES and DISCLOSURES[name].is_of_others:
            shown[name] = _beside(frame, shown)
    return shown


def _of_people_shown(curves: pl.DataFrame, people: People, counts: pl.DataFrame) -> pl.DataFrame:
    """The curves but those whose people are withheld: set beside a wider one, or without its part,
    a curve tells of those by whom they differ."""
    withheld = counts.filter(
        pl.col(people.count).is_null(),
        *(pl.col(column) == value for column, value in people.where),
    )
    return curves.join(withheld, on=people.by, how="anti", maintain_order="left")


def _disclosed_one(table: Table, declared: Disclosure | None, frame: pl.DataFrame) -> pl.DataFrame:
    if declared is None or set(table.columns) - set(frame.columns):
        return frame.clear()
    ordered = frame.select(table.columns).sort(table.order or table.key)
    if declared.curve:
        rows = disclose_curves(ordered.rows(named=True), declared.curve)
        for row in rows:
            row.update(dict.fromkeys(declared.dropped))
        gone = [] if declared.curve.keeps_at_risk else [declared.curve.at_risk]
        return _as_frame(rows, [[*gone, *declared.dropped] for _ in rows], table, frame)
    return _figures(table, declared, ordered)


def _figures(table: Table, declared: Disclosure, frame: pl.DataFrame) -> pl.DataFrame:
    exact = frame.rows(named=True)
    rows, small = _counts(table, declared, frame)
    for row in rows:
        _estimates(row, declared)
    reasons = [
        [
            f"{name}{SMALL_MARK}" if name in few else name
            for name in table.columns
            if before[name] is not None and row[name] is None
        ]
        for before, row, few in zip(exact, rows, small, strict=True)
    ]
    return _as_frame(rows, reasons, table, frame)


def _counts(
    table: Table, declared: Disclosure, frame: pl.DataFrame
) -> tuple[list[Row], list[set[str]]]:
    """The rows with their counts rounded or withheld, and which are from 1 to 10 in each."""
    system = system_of(table, declared, frame)
    seen = protect(system)
    rows: list[Row] = frame.rows(named=True)
    small: list[set[str]] = [set() for _ in rows]
    same = dict(declared.same)
    for number, row in enumerate(rows):
        for column in declared.counts:
            by = same.get(column)
            key = number if by is None else tuple(row[name] for name in by)
            cell = system.places.get((column, key))
            if cell is None:
                continue
            is_shown = seen[cell] is Seen.ROUNDED
            row[column] = rounded(system.values[cell]) if is_shown else None
            if seen[cell] is Seen.SMALL:
                small[number].add(column)
    return rows, small


def _estimates(row: Row, declared: Disclosure) -> None:
    for share in declared.shares:
        disclose_share(row, share)
    for rate in declared.rates:
        disclose_rate(row, rate)
    for odds in declared.odds:
        disclose_odds(row, odds)
    for portion in declared.portions:
        disclose_portion(row, portion)
    for figures in declared.figures:
        disclose_figures(row, figures)
    row.update(dict.fromkeys(declared.dropped))


def _as_frame(
    rows: list[Row], reasons: list[list[str]], table: Table, exact: pl.DataFrame
) -> pl.DataFrame:
    schema = {name: exact.schema[name] for name in table.columns}
    return pl.DataFrame(rows, schema=schema).with_columns(
        pl.Series(reasons_column(table.name), reasons, dtype=pl.List(pl.String))
    )


def _beside(beside: pl.DataFrame, shown: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Our figures beside published ones, copied from the tables as they are shown."""
    rows = beside.rows(named=True)
    reasons = [_copy(row, shown) for row in rows]
    marked = pl.Series(reasons_column("benchmark_beside"), reasons, dtype=pl.List(pl.String))
    return pl.DataFrame(rows, schema=beside.schema).with_columns(marked)


def _copy(row: Row, shown: Mapping[str, pl.DataFrame]) -> list[str]:
    """Put the figures of the row the pair names; which of them are withheld."""
    pair = BENCHMARK_PAIRS[str(row["benchmark_id"])]
    columns = (pair.value, pair.lower, pair.upper, pair.numerator, pair.denominator)
    table = shown.get(pair.table)
    found = (
        []
        if table is None
        else table.filter(pl.col(column) == value for column, value in pair.row.items()).rows(
            named=True
        )
    )
    told: Row = found[0] if found else {}
    withheld = told.get(reasons_column(pair.table)) or []
    assert isinstance(withheld, list)
    reasons = []
    for ours, theirs in zip(_OURS, columns, strict=True):
        row[ours] = told.get(theirs) if theirs else None
        reasons += [mark.replace(str(theirs), ours, 1) for mark in withheld if _is_of(mark, theirs)]
    return reasons


def _is_of(mark: str, column: str | None) -> bool:
    return column is not None and mark.removesuffix(SMALL_MARK) == column
