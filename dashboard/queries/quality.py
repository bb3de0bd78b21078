"""How the night went: what became of each row, what is missing, what to look at."""

import polars as pl

from dashboard.queries.declared import without_rows
from warehouse.reader import Reader
from warehouse.schema import OPERATIONS

REJECTED_ROWS_SHOWN = 2000

_FATES = "rows_in, rows_accepted, rows_rejected, rows_superseded, rows_duplicate"
_UNACCOUNTED = "rows_in - rows_accepted - rows_rejected - rows_superseded - rows_duplicate"


def last_run(reader: Reader) -> pl.DataFrame:
    """The run that built this version: the newest row of ops.run, or none."""
    return reader.frame("SELECT * FROM ops.run ORDER BY run_started_at DESC LIMIT 1")


def files(reader: Reader) -> pl.DataFrame:
    """Every delivered file, newest first, and the rows it leaves unaccounted for (0 is right)."""
    return reader.frame(f"""
        SELECT feed, file_name, extract_at, received_at, file_status, refusal, table_name,
               {_FATES}, {_UNACCOUNTED} AS unaccounted
        FROM ops.file ORDER BY coalesce(extract_at, received_at) DESC, feed, file_name
    """)


def feeds(reader: Reader) -> pl.DataFrame:
    """The same, a row a feed: files, refused files, rows by fate, unaccounted, last extract.

    Files that no mapping recognises have no feed: they come as "(no mapping)".
    """
    return reader.frame(f"""
        SELECT coalesce(nullif(feed, ''), '(no mapping)') AS feed, count(*) AS file_count,
               count(*) FILTER (file_status = 'refused') AS refused_file_count,
               sum(rows_in)::BIGINT AS rows_in, sum(rows_accepted)::BIGINT AS rows_accepted,
               sum(rows_rejected)::BIGINT AS rows_rejected,
               sum(rows_superseded)::BIGINT AS rows_superseded,
               sum(rows_duplicate)::BIGINT AS rows_duplicate,
               sum({_UNACCOUNTED})::BIGINT AS unaccounted,
               max(coalesce(extract_at, received_at)) AS extract_at
        FROM ops.file GROUP BY ALL ORDER BY feed
    """)


def rejections(reader: Reader) -> pl.DataFrame:
    """Rejected rows counted: reason, feed, row_count."""
    return reader.frame("""
        SELECT reason, feed, count(*) AS row_count
        FROM ops.rejected GROUP BY reason, feed ORDER BY reason, feed
    """)


def rejected_rows(reader: Reader, reason: str, feed: str | None) -> pl.DataFrame:
    """Where the rows rejected for one reason are: feed, file, line, column. No value of theirs.

    feed: None for every feed. The first 2,000, by file and line.
    """
    return reader.frame(
        "SELECT feed, file_name, source_line, column_name, reason "
        "FROM ops.rejected LEFT JOIN ops.file USING (source_file, feed) "
        "WHERE reason = $1 AND ($2 IS NULL OR feed = $2) "
        f"ORDER BY file_name, source_line LIMIT {REJECTED_ROWS_SHOWN}",
        [reason, feed],
    )


def feed_nights(reader: Reader) -> pl.DataFrame:
    """Each feed declared nightly, each night: rows of ops.feed_night.

    Columns that the version was built without are null.
    """
    told = reader.frame("SELECT * FROM ops.feed_night ORDER BY feed, night_on")
    return pl.concat([without_rows(OPERATIONS["feed_night"]), told], how="diagonal_relaxed")


def findings(reader: Reader) -> pl.DataFrame:
    """Rows that break a rule and were kept: rule_code, severity, table_name, row_count."""
    return reader.frame("""
        SELECT rule_code, severity, table_name, count(*) AS row_count
        FROM derived.finding GROUP BY rule_code, severity, table_name
        ORDER BY rule_code, table_name
    """)
