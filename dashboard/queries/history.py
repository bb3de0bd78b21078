"""Everything one patient's page draws, as it stands in one published version."""

from dataclasses import dataclass

import polars as pl

from warehouse.reader import Reader


@dataclass(frozen=True)
class History:
    """One patient: rows in force of the canonical tables, and the derived tables.

    Each frame has the columns of the table it is named after. `results` is
    canonical.lab_result with `rule_codes`, the data-quality rules the row breaks.
    """

    patient_id: str
    patient: pl.DataFrame
    cohort: pl.DataFrame
    molecular: pl.DataFrame
    events: pl.DataFrame
    courses: pl.DataFrame
    surgeries: pl.DataFrame
    doses: pl.DataFrame
    lines: pl.DataFrame
    exams: pl.DataFrame
    calcium: pl.DataFrame
    results: pl.DataFrame

    @property
    def is_known(self) -> bool:
        """The patient is in this version at all."""
        return not (self.patient.is_empty() and self.cohort.is_empty())


_RESULTS = """
SELECT lab_result.*, rule_codes
FROM canonical.lab_result AS lab_result
LEFT JOIN (
    SELECT source_system, source_row_id, list(rule_code ORDER BY rule_code) AS rule_codes
    FROM derived.finding
    WHERE patient_id = $1 AND table_name = 'canonical.lab_result'
    GROUP BY source_system, source_row_id
) USING (source_system, source_row_id)
WHERE lab_result.patient_id = $1
ORDER BY sampled_at, analyte_code, source_system, source_row_id
"""

# An examination with the bones its lesions were seen in.
_EXAMS = """
SELECT exam.*, sites
FROM canonical.imaging_exam AS exam
LEFT JOIN (
    SELECT exam_id, list(DISTINCT bone_site ORDER BY bone_site) AS sites
    FROM canonical.lesion
    WHERE patient_id = $1 AND exam_id IS NOT NULL
    GROUP BY exam_id
) USING (exam_id)
WHERE exam.patient_id = $1
ORDER BY examined_on, exam.source_system, exam.source_row_id
"""


def history(reader: Reader, patient_id: str) -> History:
    """All that is known of one patient; empty frames when the version does not hold them."""

    def rows(table: str, order: str) -> pl.DataFrame:
        return reader.frame(
            f"SELECT * FROM {table} WHERE patient_id = $1 ORDER BY {order}", [patient_id]
        )

    return History(
        patient_id=patient_id,
        patient=rows("canonical.patient", "known_at"),
        cohort=rows("derived.cohort", "index_on"),
        molecular=rows("canonical.molecular_test", "reported_on, source_row_id"),
        events=rows("derived.skeletal_event", "occurred_on, event_id"),
        courses=rows("derived.radiotherapy_course", "started_on, course_id"),
        surgeries=rows("canonical.surgery", "performed_on, source_row_id"),
        doses=rows("canonical.bone_agent_administration", "administered_on, source_row_id"),
        lines=rows("canonical.systemic_line", "started_on, source_row_id"),
        exams=reader.frame(_EXAMS, [patient_id]),
        calcium=rows("derived.corrected_calcium", "sampled_at, calcium_row"),
        results=reader.frame(_RESULTS, [patient_id]),
    )
