"""The rows of the extracts behind a number of the population: of whom, when, file and line."""

import polars as pl

from warehouse.reader import Reader
from warehouse.schema import CANONICAL

_COUNTED = """
    SELECT patient_id, occurred_on, bone_site, unnest(source_rows) AS source_row
    FROM derived.skeletal_event
    WHERE event_kind = $2 AND is_in_{endpoint} AND NOT is_prevalent AND NOT is_before_entry
    AND patient_id IN (SELECT patient_id FROM derived.first_event WHERE endpoint = $1)
"""


def event_rows(reader: Reader, endpoint: str, event_kind: str) -> pl.DataFrame:
    """The rows in force that made the events which published.sre_by_kind counts of one kind.

    Out: patient_id, occurred_on, bone_site, source_row, file_name, source_line; newest event
    first. An event of several rows, such as the fractions of a course, has as many.
    """
    counted = _COUNTED.format(endpoint=endpoint.lower())
    asked = [endpoint, event_kind]
    found = reader.frame(
        f"SELECT DISTINCT split_part(source_row, ':', 1) AS name FROM ({counted})", asked
    )
    rows = "\n    UNION ALL\n".join(
        f"""
        SELECT '{name}:' || source_system || ':' || source_row_id AS source_row, patient_id,
               source_file, feed, source_line
        FROM canonical.{name} WHERE patient_id IN (SELECT patient_id FROM counted)"""
        # No table where nobody had the kind: any of them, of nobody.
        for name in [name for name in found["name"] if name in CANONICAL] or ["fracture"]
    )
    return reader.frame(
        f"""
        WITH counted AS ({counted}), kept AS ({rows})
        SELECT patient_id, occurred_on, bone_site, source_row, file_name, source_line
        FROM counted JOIN kept USING (patient_id, source_row)
        LEFT JOIN ops.file USING (source_file, feed)
        ORDER BY occurred_on DESC, patient_id, source_row
        """,
        asked,
    )
