"""Why the headline numbers changed: the ledger each night left, as it left it."""

import polars as pl

from dashboard.queries.declared import exists
from warehouse.reader import Reader

_ITEMS = "ops.change_item WHERE run_id = $1 AND change_measure = $2"


def nights_compared(reader: Reader) -> pl.DataFrame:
    """Nights with a ledger, newest first: run_id, as_of_on, compared_as_of_on."""
    if not exists(reader, "ops.headline"):
        schema = {"run_id": pl.String, "as_of_on": pl.Date, "compared_as_of_on": pl.Date}
        return pl.DataFrame(schema=schema)
    return reader.frame("""
        SELECT run_id, as_of_on, any_value(compared_as_of_on) AS compared_as_of_on
        FROM ops.headline JOIN ops.run USING (run_id)
        GROUP BY run_id, as_of_on, run_started_at ORDER BY run_started_at DESC
    """)


def headlines(reader: Reader, run_id: str) -> pl.DataFrame:
    """The numbers of a night before and after: rows of ops.headline.

    All kinds of event together first; a single kind only where it changed.
    """
    return reader.frame(
        "SELECT * EXCLUDE (run_id) FROM ops.headline WHERE run_id = $1 "
        "AND (event_kind IS NULL OR value_before IS DISTINCT FROM value_after) "
        "ORDER BY change_measure, endpoint, at_month NULLS FIRST, event_kind NULLS FIRST",
        [run_id],
    )


def changes(reader: Reader, run_id: str) -> pl.DataFrame:
    """What each cause added to each number of a night: rows of ops.change."""
    return reader.frame(
        "SELECT * EXCLUDE (run_id) FROM ops.change WHERE run_id = $1 "
        "ORDER BY change_measure, endpoint, event_kind, at_month, abs(difference) DESC, "
        "change_cause",
        [run_id],
    )


def change_items(
    reader: Reader, run_id: str, measure: str, endpoint: str | None, event_kind: str | None
) -> pl.DataFrame:
    """The events, episodes or patients behind a change: rows of ops.change_item."""
    return reader.frame(
        f"SELECT * EXCLUDE (run_id) FROM {_ITEMS} AND endpoint IS NOT DISTINCT FROM $3 "
        "AND ($4 IS NULL OR event_kind = $4) ORDER BY change_cause, patient_id, item_on, item_key",
        [run_id, measure, endpoint, event_kind],
    )


def change_rows(reader: Reader, run_id: str, item_key: str) -> pl.DataFrame:
    """The source rows behind one item: what became of each, file and line before and now."""
    return reader.frame(
        """
        SELECT source_row, row_change, b.file_name AS file_before, source_line_before,
               a.file_name AS file_after, source_line_after
        FROM ops.change_row AS changed
        LEFT JOIN (SELECT source_file, min(file_name) AS file_name FROM ops.file GROUP BY ALL) AS b
               ON b.source_file = changed.source_file_before
        LEFT JOIN (SELECT source_file, min(file_name) AS file_name FROM ops.file GROUP BY ALL) AS a
               ON a.source_file = changed.source_file_after
        WHERE run_id = $1 AND item_key = $2
        ORDER BY row_change = 'unchanged', source_row
        """,
        [run_id, item_key],
    )
