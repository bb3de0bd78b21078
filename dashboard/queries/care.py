"""Indicators of care and the cases behind them."""

import polars as pl

from warehouse.reader import Reader

_ROOM_FOR_CASES = 2000


def care_indicators(reader: Reader, period: str) -> pl.DataFrame:
    """Every indicator over a period, computable ones first: rows of published.care_indicator."""
    return reader.frame(
        "SELECT * FROM published.care_indicator WHERE indicator_period = $1 ORDER BY "
        "NOT is_computable, regexp_extract(indicator_code, '[0-9]+')::INTEGER, indicator_code",
        [period],
    )


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
