"""Each nightly feed, each night: what came, how old it was, how much, and how complete."""

from datetime import date

import polars as pl

from warehouse.build import WarehouseFile
from warehouse.schema import CANONICAL, PROVENANCE
from warehouse.schema.thresholds import threshold

_NIGHTS = """
WITH delivered AS (
    SELECT feed, extract_at::DATE AS night_on, count(*) AS file_count,
           sum(rows_in)::BIGINT AS rows_in, sum(rows_rejected)::BIGINT AS rows_rejected,
           bool_and(file_status = 'refused') AS all_refused,
           sum(rows_in * value_count)::BIGINT AS required_value_count,
           sum(coalesce(empty_count, 0))::BIGINT AS missing_value_count
    FROM ops.file
    LEFT JOIN required_values USING (table_name)
    LEFT JOIN (SELECT source_file, feed, count(*) AS empty_count FROM ops.rejected
               WHERE reason = 'missing' GROUP BY ALL) USING (source_file, feed)
    WHERE list_contains($feeds, feed) GROUP BY ALL
), nights AS (
    SELECT feed, unnest(range(min(night_on), $as_of::DATE + INTERVAL 1 DAY,
                              INTERVAL 1 DAY))::DATE AS night_on
    FROM delivered GROUP BY feed
), told AS (
    SELECT feed, night_on, coalesce(file_count, 0) AS file_count,
           coalesce(rows_in, 0) AS rows_in, coalesce(rows_rejected, 0) AS rows_rejected,
           coalesce(all_refused, true) AS is_missing,
           CASE WHEN NOT all_refused THEN required_value_count END AS required_value_count,
           CASE WHEN NOT all_refused THEN missing_value_count END AS missing_value_count
    FROM nights LEFT JOIN delivered USING (feed, night_on)
), usual AS (
    SELECT told.feed, told.night_on, median(earlier.rows_in) AS usual_row_count
    FROM told JOIN told AS earlier
      ON earlier.feed = told.feed AND NOT earlier.is_missing AND earlier.night_on < told.night_on
     AND earlier.night_on >= told.night_on - $usual_days
     AND dayofweek(earlier.night_on) = dayofweek(told.night_on)
    GROUP BY ALL HAVING count(*) >= $usual_nights
)
SELECT feed, night_on, file_count, rows_in, rows_rejected, is_missing,
       date_diff('day', max(CASE WHEN NOT is_missing THEN night_on END)
                        OVER (PARTITION BY feed ORDER BY night_on), night_on) AS extract_age_days,
       usual_row_count,
       CASE WHEN NOT is_missing AND usual_row_count >= $usual_minimum
            THEN abs(rows_in - usual_row_count) > $tolerance * usual_row_count
       END AS is_volume_unusual,
       required_value_count, missing_value_count
FROM told LEFT JOIN usual USING (feed, night_on) ORDER BY feed, night_on
"""


def feed_nights(
    warehouse: WarehouseFile, nightly_feeds: tuple[str, ...], as_of: date
) -> pl.DataFrame:
    """Every night of every feed declared nightly, from its first delivery to tonight.

    Out: the columns of ops.feed_night, counted from ops.file and ops.rejected. Usual volume: same
    weekday of the 28 nights before, at least three of them (domain.md §8, freshness). A row is
    read until its first empty required value, so a row misses at most one.
    """
    return warehouse.frame(
        f"WITH required_values AS ({_required_values()}) SELECT * FROM ({_NIGHTS})",
        {
            "feeds": list(nightly_feeds),
            "as_of": as_of,
            "usual_days": int(threshold("usual_volume_days")),
            "usual_nights": int(threshold("usual_volume_nights")),
            "usual_minimum": threshold("usual_volume_minimum_rows"),
            "tolerance": threshold("usual_volume_tolerance"),
        },
    )


def _required_values() -> str:
    """How many values a row of each canonical table has to have, but for its provenance."""
    counted = (
        (table.full_name, len(set(table.required) - set(PROVENANCE)))
        for table in CANONICAL.values()
    )
    values = ", ".join(f"('{name}', {count})" for name, count in counted)
    return f"SELECT * FROM (VALUES {values}) AS known(table_name, value_count)"
