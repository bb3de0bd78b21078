"""The ledger of what changed from one night to the next, without its small numbers.

A night brings a few patients: most of what a cause adds is from 1 to 10, and withheld.
"""

import polars as pl

from dashboard.disclosure.estimates import Row
from dashboard.disclosure.reasons import SMALL_MARK, reasons_column
from dashboard.disclosure.rounding import is_small, rounded, significant

INCIDENCE = "incidence"
_DIGITS = 2


def disclosed_headlines(exact: pl.DataFrame) -> pl.DataFrame:
    """Rows of ops.headline: counts rounded or withheld, incidences in two digits."""
    return _disclosed(exact, "headline", ("value_before", "value_after"))


def disclosed_changes(exact: pl.DataFrame) -> pl.DataFrame:
    """Rows of ops.change: what a cause adds is withheld with the patients it is of."""
    return _disclosed(exact, "change", ("difference", "changed_count"))


def _disclosed(exact: pl.DataFrame, table: str, columns: tuple[str, str]) -> pl.DataFrame:
    rows = exact.rows(named=True)
    reasons = [_disclose(row, columns) for row in rows]
    marked = pl.Series(reasons_column(table), reasons, dtype=pl.List(pl.String))
    return pl.DataFrame(rows, schema=exact.schema).with_columns(marked)


def _disclose(row: Row, columns: tuple[str, str]) -> list[str]:
    """Change the row; what of it is withheld."""
    if row["change_measure"] == INCIDENCE:
        return _disclose_incidence(row, columns)
    reasons = [f"{name}{SMALL_MARK}" for name in columns if _is_small(row[name])]
    for name in columns:
        row[name] = _rounded(row[name])
    return reasons


def _disclose_incidence(row: Row, columns: tuple[str, str]) -> list[str]:
    count = row.get("changed_count")
    if _is_small(count):
        row.update(dict.fromkeys(columns))
        return ["difference", f"changed_count{SMALL_MARK}"]
    for name in columns:
        value = row[name]
        row[name] = significant(value, _DIGITS) if isinstance(value, float) else _rounded(value)
    return []


def _is_small(value: object) -> bool:
    return isinstance(value, int | float) and is_small(abs(round(value)))


def _rounded(value: object) -> float | None:
    if not isinstance(value, int | float) or _is_small(value):
        return None
    nearest = rounded(abs(round(value)))
    return -nearest if value < 0 else nearest
