"""Indicators of care and the cases behind them."""

import polars as pl

from dashboard.queries.declared import exists, without_rows
from warehouse.reader import Reader
from warehouse.schema import PUBLISHED

CARE_QUARTERS = PUBLISHED["care_indicator_quarter"]
_ROOM_FOR_CASES = 2000
_QUARTERS_SHOWN = 12


def care_indicators(reader: Reader, period: str) -> pl.DataFrame:
    """Every indicator over a period, computable ones first: rows of published.care_indicator."""
    return reader.frame(
        "SELECT * FROM published.care_indicator WHERE indicator_period = $1 ORDER BY "
        "NOT is_computable, regexp_extract(indicator_code, '[0-9]+')::INTEGER, indicator_code",
        [period],
    )


def care_quarters(reader: Reader, indicator_code: str) -> pl.DataFrame:
    """The last quarters of an indicator: rows of published.care_indicator_quarter."""
    if not exists(reader, CARE_QUARTERS.full_name):
        return without_rows(CARE_QUARTERS)
    return reader.frame(
        f"SELECT * FROM (SELECT * FROM {CARE_QUARTERS.full_name} WHERE indicator_code = $1 "
        f"ORDER BY quarter_on DESC LIMIT {_QUARTERS_SHOWN}) ORDER BY quarter_on",
        [indicator_code],
    )


def care_trends(reader: Reader) -> pl.DataFrame:
    """Each indicator over its last quarters that are not provisional, numbered as declared.

    Out: indicator_code, trend (shares, oldest first, quarters without a case left out), and of the
    last quarter with a case and the one with a case before it: last_on, last_proportion, last_met,
    last_cases, before_on, before_proportion, before_met, before_cases. Numbers that are withheld
    are null, and not in the trend.
    """
    if not exists(reader, CARE_QUARTERS.full_name):
        return pl.DataFrame(schema={"indicator_code": pl.String, "trend": pl.List(pl.Float64)})
    return reader.frame(f"""
        WITH known AS (
            SELECT *, row_number() OVER (PARTITION BY indicator_code ORDER BY quarter_on DESC)
                   AS back
            FROM {CARE_QUARTERS.full_name}
            WHERE NOT is_provisional AND case_count IS DISTINCT FROM 0
            QUALIFY back <= {_QUARTERS_SHOWN}
        )
        SELECT indicator_code,
               coalesce(list(proportion ORDER BY quarter_on) FILTER (proportion IS NOT NULL), [])
               AS trend,
               any_value(quarter_on) FILTER (back = 1) AS last_on,
               any_value(quarter_on) FILTER (back = 2) AS before_on,
               any_value(proportion) FILTER (back = 1) AS last_proportion,
               any_value(numerator) FILTER (back = 1) AS last_met,
               any_value(case_count) FILTER (back = 1) AS last_cases,
               any_value(proportion) FILTER (back = 2) AS before_proportion,
               any_value(numerator) FILTER (back = 2) AS before_met,
               any_value(case_count) FILTER (back = 2) AS before_cases
        FROM known GROUP BY indicator_code
        ORDER BY regexp_extract(indicator_code, '[0-9]+')::INTEGER, indicator_code
    """)


def worklist(reader: Reader, indicator_code: str) -> pl.DataFrame:
    """Cases of an indicator that were not met, still wait for their act, or were answered.

    Out: worklist_state (not_met, waiting, answered), patient_id, case_key, case_on, due_on,
    happened_on, waited_days, source_rows; not met and latest due first, the first 2,000.
    """
    return reader.frame(
        f"""
        SELECT CASE WHEN not_judged = 'not_applicable' THEN 'answered'
                    WHEN NOT is_in_numerator THEN 'not_met' ELSE 'waiting' END AS worklist_state,
               patient_id, case_key, case_on, due_on, happened_on, waited_days, source_rows
        FROM derived.care_indicator_patient
        WHERE indicator_code = $1 AND (NOT is_in_numerator OR not_judged = 'not_applicable'
              OR (not_judged = 'pending' AND happened_on IS NULL))
        ORDER BY worklist_state = 'answered', worklist_state = 'waiting', due_on DESC, patient_id,
                 case_key
        LIMIT {_ROOM_FOR_CASES}
        """,
        [indicator_code],
    )


def answers_delivered(reader: Reader, indicator_code: str) -> pl.DataFrame:
    """Answers the version shown knows of: source_row_id, patient_id, case_key, worklist_answer."""
    return reader.frame(
        "SELECT source_system, source_row_id, patient_id, case_key, worklist_answer "
        "FROM canonical.worklist_answer WHERE indicator_code = $1 ORDER BY answered_at",
        [indicator_code],
    )
