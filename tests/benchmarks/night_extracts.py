"""The extract of one more night: 20,000 laboratory rows, 1,000 of them corrections.

New results are the last draw of patients taken at random among those seen lately, drawn again on
the day of the night (of a small history every patient's, and then fewer rows).
Of the corrections nine in ten are of results of the last six weeks; the others of any time, as a
laboratory that finds an old mistake sends them. Only the laboratory delivers: the night is what is
measured, not how many patients a hospital has.
"""

from datetime import timedelta
from pathlib import Path

import duckdb
import polars as pl
from hospital_extracts import LABORATORY, NIGHT, extracts
from surroundings import BENCH

ROWS, CORRECTIONS = 20_000, 1_000
RECENT_SHARE, RECENT_DAYS = 0.9, 42
SEEN_DAYS = 120  # who was seen since comes again first: the dead are not drawn
NEXT = NIGHT + timedelta(days=1)
_HISTORY = (
    "read_csv('{file}', delim=';', header=true, all_varchar=true, encoding='latin-1', quote='\"')"
)


def next_night(rows_of_history: int) -> Path:
    """The folder with the file of the night after a history, made the first time."""
    folder = BENCH / "nights" / str(rows_of_history)
    path = folder / f"LABO_{NEXT:%Y%m%d}.csv"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        history = extracts(rows_of_history) / LABORATORY
        text = _night(history).write_csv(separator=";", line_terminator="\r\n")
        path.write_bytes(text.encode("cp1252"))
    return folder


def _night(history: Path) -> pl.DataFrame:
    with duckdb.connect() as connection:
        connection.execute("SELECT setseed(0.5)")
        connection.execute(
            "CREATE TABLE history AS SELECT *, strptime(VALIDE_LE, '%d/%m/%Y %H:%M') AS issued_at, "
            f"random() AS drawn FROM {_HISTORY.format(file=history)} "
            "WHERE CODE <> 'K' AND NOT contains(RESULTAT, '.') AND NOT starts_with(RESULTAT, '<')"
        )
        connection.execute(_NEW)
        connection.execute(_CORRECTED)
        rows: pl.DataFrame = connection.sql("FROM new_rows UNION ALL FROM corrected_rows").pl()
        return rows


_NEW = f"""
CREATE TABLE new_rows AS
WITH draws AS (
    SELECT IPP, arg_max(NUM_ECH, issued_at) AS NUM_ECH, min(drawn) AS place,
           max(issued_at) < (SELECT max(issued_at) FROM history)
                            - INTERVAL {SEEN_DAYS} DAY AS is_old
    FROM history GROUP BY IPP
)
SELECT * EXCLUDE (issued_at, drawn, place, is_old) REPLACE (
    'N' || NUM_RES AS NUM_RES, 'N' || NUM_ECH AS NUM_ECH, '1' AS VERSION, 'F' AS STATUT,
    '{NEXT:%d/%m/%Y}' || right(PRELEVE_LE, 6) AS PRELEVE_LE, '{NEXT:%d/%m/%Y} 20:00' AS VALIDE_LE)
FROM history JOIN draws USING (IPP, NUM_ECH)
ORDER BY is_old, place, NUM_RES LIMIT {ROWS - CORRECTIONS}
"""
_CORRECTED = f"""
CREATE TABLE corrected_rows AS
WITH ordered AS (
    SELECT *, row_number() OVER (PARTITION BY issued_at >= (SELECT max(issued_at) FROM history)
                                 - INTERVAL {RECENT_DAYS} DAY ORDER BY drawn) AS place,
           issued_at >= (SELECT max(issued_at) FROM history)
                        - INTERVAL {RECENT_DAYS} DAY AS is_recent
    FROM history WHERE CODE IN ('CA', 'ALB', 'CREA', 'HB')
)
SELECT * EXCLUDE (issued_at, drawn, place, is_recent) REPLACE (
    '2' AS VERSION, 'C' AS STATUT, '{NEXT:%d/%m/%Y} 21:00' AS VALIDE_LE,
    replace(round(replace(RESULTAT, ',', '.')::DOUBLE * 1.1, 2)::VARCHAR, '.', ',') AS RESULTAT)
FROM ordered
WHERE place <= {CORRECTIONS}
    * (CASE WHEN is_recent THEN {RECENT_SHARE} ELSE {1 - RECENT_SHARE:.1f} END)
"""
