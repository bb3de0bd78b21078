"""The rows of the extracts behind a number of the population: of whom, when, file and line.

Each question finds what a published figure counts, and the rows in force that made it.
"""

from datetime import date

import polars as pl

from warehouse.reader import Reader
from warehouse.schema import CANONICAL
from warehouse.schema.definitions import number

# Columns every list has besides what it tells of its own.
_SOURCE = "source_row, file_name, source_line"
_OF_KIND = """
    SELECT patient_id, occurred_on, bone_site, unnest(source_rows) AS source_row
    FROM derived.skeletal_event
    WHERE event_kind = $2 AND is_in_{endpoint} AND NOT is_prevalent AND NOT is_before_entry
    AND patient_id IN (SELECT patient_id FROM derived.first_event WHERE endpoint = $1)
"""
_FIRST = """
    SELECT patient_id, occurred_on, bone_site, unnest(source_rows) AS source_row
    FROM derived.skeletal_event
    JOIN derived.first_event USING (patient_id, event_id) WHERE endpoint = $1
"""
_COUNTED = """
    SELECT patient_id, occurred_on, bone_site, unnest(source_rows) AS source_row
    FROM derived.skeletal_event WHERE is_counted_{endpoint}
    AND patient_id IN (SELECT patient_id FROM derived.first_event WHERE endpoint = $1)
"""
_CALCIUM = """
    SELECT patient_id, sampled_at::DATE AS occurred_on, corrected_calcium_mmol_l,
           calcium_row AS source_row
    FROM derived.corrected_calcium JOIN derived.cohort USING (patient_id)
    WHERE date_trunc('month', sampled_at)::DATE = $1 AND sampled_at::DATE >= index_on
    AND (death_on IS NULL OR sampled_at::DATE <= death_on + $2::INTEGER)
"""
_MARKER = """
    SELECT patient_id, baseline_on AS occurred_on, baseline_value, baseline_row AS source_row
    FROM derived.marker_stratum JOIN derived.cohort USING (patient_id)
    WHERE analyte_code = $1 AND {stratum} = $2 AND exit_on > greatest(entry_on, baseline_on)
"""


def event_rows(reader: Reader, endpoint: str, event_kind: str) -> pl.DataFrame:
    """The rows that made the events which published.sre_by_kind counts of one kind.

    Out: patient_id, occurred_on, bone_site, source_row, file_name, source_line; newest event
    first. An event of several rows, such as the fractions of a course, has as many.
    """
    return _with_files(reader, _OF_KIND.format(endpoint=endpoint.lower()), [endpoint, event_kind])


def first_event_rows(reader: Reader, endpoint: str) -> pl.DataFrame:
    """The same of the first event of each patient: those of the incidence from bone metastasis."""
    return _with_files(reader, _FIRST, [endpoint])


def counted_event_rows(reader: Reader, endpoint: str) -> pl.DataFrame:
    """The same of every counted event: those of the mean number and of the rate."""
    return _with_files(reader, _COUNTED.format(endpoint=endpoint.lower()), [endpoint])


def calcium_rows(reader: Reader, month_on: date) -> pl.DataFrame:
    """The results of calcium which published.calcium_by_month counts in a month.

    Out: patient_id, occurred_on, corrected_calcium_mmol_l and where the row is from.
    """
    return _with_files(reader, _CALCIUM, [month_on, int(number("post_mortem_days"))])


def marker_rows(
    reader: Reader, analyte_code: str, baseline_column: str, stratum_value: str
) -> pl.DataFrame:
    """The baselines which put patients in a stratum of published.marker_outcome.

    Of those followed after it, as the published count is: the others are in no figure.
    Out: patient_id, occurred_on, baseline_value and where the row is from.
    """
    assert baseline_column in {"baseline_stratum", "baseline_class"}, (
        "a column of derived.marker_stratum"
    )
    return _with_files(
        reader, _MARKER.format(stratum=baseline_column), [analyte_code, stratum_value]
    )


def _with_files(reader: Reader, counted: str, asked: list[object]) -> pl.DataFrame:
    """What is counted, each row with its file and line as it is in force; newest first."""
    found = reader.frame(
        f"SELECT DISTINCT split_part(source_row, ':', 1) AS name FROM ({counted})", asked
    )
    rows = "\n    UNION ALL\n".join(
        f"""
        SELECT '{name}:' || source_system || ':' || source_row_id AS source_row, patient_id,
               source_file, feed, source_line
        FROM canonical.{name} WHERE patient_id IN (SELECT patient_id FROM counted)"""
        # No table where nobody was counted: any of them, of nobody.
        for name in [name for name in found["name"] if name in CANONICAL] or ["fracture"]
    )
    return reader.frame(
        f"""
        WITH counted AS ({counted}), kept AS ({rows})
        SELECT counted.* EXCLUDE (source_row), {_SOURCE}
        FROM counted JOIN kept USING (patient_id, source_row)
        LEFT JOIN ops.file USING (source_file, feed)
        ORDER BY occurred_on DESC, patient_id, source_row
        """,
        asked,
    )
