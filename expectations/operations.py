"""What is expected of the night itself: every row accounted for, every feed there."""

from expectations.expected import Expected, NoRows, OneOf, critical, warning
from warehouse.schema import RULES, Severity
from warehouse.schema.thresholds import threshold

# Files are not stamped with their night: those of the last day of arrival are taken as tonight's.
_LAST_DAY = "received_at::DATE = (SELECT max(received_at)::DATE FROM this)"
_REFUSED = f"this WHERE file_status = 'refused' AND {_LAST_DAY}"

# Rows the mapping says are not followed here are rejected on purpose.
_OFTEN_REJECTED = (
    "(SELECT feed, sum(wrong) AS wrong, sum(rows_in) AS rows_in FROM this JOIN "
    "(SELECT source_file, feed, count(*) AS wrong FROM ops.rejected "
    "WHERE reason <> 'not_tracked' GROUP BY ALL) USING (source_file, feed) "
    f"WHERE file_status = 'merged' AND {_LAST_DAY} GROUP BY feed "
    f"HAVING sum(wrong) > {threshold('rejected_share')} * sum(rows_in))"
)

_FILE = (
    critical(
        "ops.file",
        NoRows(
            "every row is accounted for",
            "FROM this WHERE rows_in <> rows_accepted + rows_rejected + rows_superseded "
            "+ rows_duplicate",
            ("rows_in", "rows_accepted", "rows_rejected", "rows_superseded", "rows_duplicate"),
            observed="SELECT string_agg(DISTINCT feed, ', ' ORDER BY feed) FROM this WHERE "
            "rows_in <> rows_accepted + rows_rejected + rows_superseded + rows_duplicate",
        ),
        "Nothing vanishes: a row that is in no column of the ledger was lost on the way.",
    ),
    critical(
        "ops.file",
        NoRows(
            "every rejected row has its reason",
            "FROM this LEFT JOIN (SELECT source_file, feed, count(*) AS listed "
            "FROM ops.rejected GROUP BY ALL) USING (source_file, feed) "
            "WHERE rows_rejected <> coalesce(listed, 0)",
            ("rows_rejected",),
        ),
        "Whoever corrects the source needs the file, the line and the reason.",
    ),
    critical(
        "ops.file",
        NoRows(
            "a refused file says why",
            "FROM this WHERE (file_status = 'refused') <> (refusal IS NOT NULL)",
            ("file_status", "refusal"),
        ),
        "A file set aside without a word is a file lost.",
    ),
    warning(
        "ops.file",
        NoRows(
            "no file was refused",
            f"FROM {_REFUSED}",
            ("file_status",),
            observed="SELECT string_agg(DISTINCT CASE feed WHEN '' THEN 'no feed' ELSE feed "
            f"END, ', ') FROM {_REFUSED}",
        ),
        "What it held is missing from tonight's tables until it is sent again.",
    ),
    warning(
        "ops.file",
        NoRows(
            "few rows of a feed were rejected",
            f"FROM {_OFTEN_REJECTED}",
            ("rows_rejected",),
            observed="SELECT string_agg(printf('%s %.1f %% of %d', feed, 100.0 * wrong / "
            f"rows_in, rows_in::BIGINT), ', ' ORDER BY feed) FROM {_OFTEN_REJECTED}",
            about_rows=False,
        ),
        "A few rows are typing errors; many are a mapping that no longer fits its source.",
    ),
)

_REJECTED = (
    critical(
        "ops.rejected",
        OneOf(
            "reason",
            tuple(code for code, rule in RULES.items() if rule.severity is Severity.BLOCK),
            "is the code of a rule that rejects",
        ),
        "A reason nobody can look up corrects nothing.",
    ),
)

_USUAL = (
    "(SELECT tonight.feed, tonight.night_on, tonight.rows_in, median(earlier.rows_in) AS usual "
    "FROM (SELECT * FROM this QUALIFY night_on = max(night_on) OVER ()) AS tonight "
    "JOIN this AS earlier ON earlier.feed = tonight.feed AND NOT earlier.is_missing "
    "AND earlier.night_on < tonight.night_on "
    f"AND earlier.night_on >= tonight.night_on - {threshold('usual_volume_days'):.0f} "
    "AND dayofweek(earlier.night_on) = dayofweek(tonight.night_on) WHERE NOT tonight.is_missing "
    "GROUP BY tonight.feed, tonight.night_on, tonight.rows_in "
    f"HAVING count(*) >= {threshold('usual_volume_nights'):.0f} "
    f"AND usual >= {threshold('usual_volume_minimum_rows'):.0f} "
    f"AND abs(tonight.rows_in - usual) > {threshold('usual_volume_tolerance')} * usual)"
)
_MISSING = (
    "(SELECT feed, night_on FROM this WHERE is_missing "
    f"AND night_on > (SELECT max(night_on) FROM this) - {threshold('recent_nights'):.0f})"
)

_FEED_NIGHT = (
    warning(
        "ops.feed_night",
        NoRows(
            "no night is missing",
            f"FROM {_MISSING}",
            ("is_missing",),
            observed="SELECT string_agg(feed || ' on ' || night_on, ', ' "
            f"ORDER BY night_on, feed) FROM {_MISSING}",
        ),
        "Tables look complete and are not: events of that night are not there yet.",
    ),
    warning(
        "ops.feed_night",
        NoRows(
            "a feed brings as many rows as on other nights",
            f"FROM {_USUAL}",
            ("rows_in",),
            observed="SELECT string_agg(printf('%s: %d rows, usually %d', feed, rows_in, "
            f"usual::BIGINT), ', ' ORDER BY feed) FROM {_USUAL}",
        ),
        "Half a file, or the same file twice, looks like any other file.",
    ),
)

OPERATIONS_EXPECTATIONS: tuple[Expected, ...] = (*_FILE, *_REJECTED, *_FEED_NIGHT)
