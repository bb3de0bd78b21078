"""What was expected of the last nights, and what each night brought."""

import polars as pl

from dashboard.queries.declared import relation
from warehouse.reader import Reader

NIGHTS_COMPARED = 30

# The last run of each night; `back` counts nights from the last one.
_NIGHTS = f"""
nights AS (
    SELECT run_id, as_of_on, row_number() OVER (ORDER BY run_started_at DESC) AS back
    FROM (SELECT * FROM ops.run WHERE run_id IN (SELECT run_id FROM ops.verdict)
          QUALIFY row_number() OVER (PARTITION BY as_of_on ORDER BY run_started_at DESC) = 1)
    QUALIFY back <= {NIGHTS_COMPARED}
), told AS (
    SELECT * FROM ops.verdict JOIN nights USING (run_id)
)
"""


def verdicts_compared(reader: Reader) -> pl.DataFrame:
    """Tonight's verdicts beside those of the night before: what failed first.

    Out: verdict_state (new, persisting, resolved, met, or first: not judged the night before),
    since_on (first night of the failure, within the last 30 nights judged), is_met,
    verdict_severity, table_name, column_name, expectation, failed_count, failed_before, observed,
    clinical_reason, failed_trend (rows that failed each night, oldest first; 1 for a failure that
    is not about rows).
    """
    return reader.frame(f"""
        WITH {_NIGHTS}, known AS (
            SELECT *, coalesce(column_name, '') AS about FROM told
        ), failing AS (
            SELECT table_name, about, expectation,
                   coalesce(min(back) FILTER (is_met), {NIGHTS_COMPARED + 1}) AS last_met_back
            FROM known GROUP BY ALL
        ), since AS (
            SELECT table_name, about, expectation, min(as_of_on) AS since_on
            FROM known JOIN failing USING (table_name, about, expectation)
            WHERE NOT is_met AND back < last_met_back GROUP BY ALL
        ), trend AS (
            SELECT table_name, about, expectation,
                   list(coalesce(failed_count, CASE WHEN is_met THEN 0 ELSE 1 END)
                        ORDER BY back DESC) AS failed_trend
            FROM known GROUP BY ALL
        )
        SELECT CASE WHEN before.is_met IS NULL AND NOT tonight.is_met THEN 'first'
                    WHEN NOT tonight.is_met AND before.is_met THEN 'new'
                    WHEN NOT tonight.is_met THEN 'persisting'
                    WHEN NOT before.is_met THEN 'resolved' ELSE 'met' END AS verdict_state,
               since_on, tonight.is_met, tonight.verdict_severity, table_name,
               tonight.column_name, expectation, tonight.failed_count,
               before.failed_count AS failed_before, tonight.observed, tonight.clinical_reason,
               failed_trend
        FROM known AS tonight
        LEFT JOIN (SELECT * FROM known WHERE back = 2) AS before
            USING (table_name, about, expectation)
        LEFT JOIN since USING (table_name, about, expectation)
        LEFT JOIN trend USING (table_name, about, expectation)
        WHERE tonight.back = 1
        ORDER BY tonight.is_met, verdict_state = 'met', tonight.verdict_severity, table_name,
                 about, expectation
    """)


def verdict_nights(reader: Reader) -> pl.DataFrame:
    """Every night of each expectation that was not met at least once in the last 30 nights.

    Out: as_of_on, table_name, column_name, expectation, verdict_severity, is_met, failed_count,
    observed; a night that did not judge an expectation has no row.
    """
    return reader.frame(f"""
        WITH {_NIGHTS}
        SELECT as_of_on, table_name, column_name, expectation, verdict_severity, is_met,
               failed_count, observed
        FROM told SEMI JOIN (SELECT DISTINCT table_name, expectation,
                             coalesce(column_name, '') AS about FROM told WHERE NOT is_met) AS once
             ON once.table_name = told.table_name AND once.expectation = told.expectation
            AND once.about = coalesce(told.column_name, '')
        ORDER BY table_name, expectation, as_of_on
    """)


def nights_judged(reader: Reader) -> pl.DataFrame:
    """The nights compared, newest first: run_id, as_of_on."""
    return reader.frame(f"WITH {_NIGHTS} SELECT run_id, as_of_on FROM nights ORDER BY back")


def last_steps(reader: Reader) -> pl.DataFrame:
    """Steps of the run that built this version, in the order they ran.

    Out: step, seconds, row_count, step_bytes (null in a version of before they were counted).
    """
    last = reader.frame("SELECT run_id FROM ops.run ORDER BY run_started_at DESC LIMIT 1")
    # A scan keeps the order rows were written in; a number to sort by is not in every version.
    return reader.frame(
        "SELECT step, seconds, row_count, step_bytes "
        f"FROM {relation(reader, 'ops.step')} WHERE run_id = $1",
        [None if last.is_empty() else last.item()],
    )
