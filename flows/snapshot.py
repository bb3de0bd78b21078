"""Full deliveries: what the whole table no longer holds, and when that is not to be believed."""

from typing import Protocol

import polars as pl

from transforms.sources import UnreadableFile
from warehouse.schema import ASIDE, ROW_KEY, Table

# A full delivery that lacks more than half of what was known is a broken export, not a purge.
LARGEST_WITHDRAWAL = 0.5
_SMALL_TABLE = 20
MEMBER = ("patient_id", "feed", *ROW_KEY, "row_version")


class Tables(Protocol):
    """A warehouse file that answers queries, being built or published."""

    def frame(self, query: str, parameters: list[object]) -> pl.DataFrame: ...


def known_members(tables: Tables, table: Table, feed: str) -> pl.DataFrame:
    """Rows a feed has delivered and that no delivery has taken back: the columns of MEMBER."""
    columns = ", ".join(MEMBER)
    return tables.frame(
        f"SELECT {columns} FROM {table.full_name} WHERE feed = $1 UNION ALL "
        f"SELECT {columns} FROM {ASIDE[table.name].full_name} "
        "WHERE feed = $1 AND aside_reason IN ('orphan', 'opposed')",
        [feed],
    )


def missing_rows(before: pl.DataFrame, row_ids: pl.DataFrame, rows_in: int) -> pl.DataFrame:
    """Rows known before that a full delivery no longer holds.

    row_ids: source_row_id of its rows, as far as they can be read, each once.
    A row that is there but was rejected is not missing: its last good version stays. When the
    identifier of even one row cannot be read, nothing can be said to be missing. Raises
    UnreadableFile when too much is.
    """
    if row_ids.height < rows_in:
        return before.clear()
    missing = before.join(row_ids, on="source_row_id", how="anti")
    if before.height >= _SMALL_TABLE and missing.height > LARGEST_WITHDRAWAL * before.height:
        raise UnreadableFile(
            f"a full delivery without {missing.height} of the {before.height} rows known before "
            "looks cut short; deliver the whole file again"
        )
    return missing
