"""Everything one patient's page draws, as it stands in one published version."""

from dataclasses import dataclass

import polars as pl

from dashboard.queries.declared import relation
from warehouse.reader import Reader


@dataclass(frozen=True)
class History:
    """One patient: rows in force of the canonical tables, and the derived tables.

    Each frame has the columns of the table it is named after. `results` is
    canonical.lab_result with `rule_codes`, the data-quality rules the row breaks, and with what
    derived.marker_result says of it: `assay`, `preanalytical_status`, `preanalytical_reasons`
    (null for what is not a bone marker).
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
    exposures: pl.DataFrame
    missed_doses: pl.DataFrame
    exams: pl.DataFrame
    lesions: pl.DataFrame
    calcium: pl.DataFrame
    hypercalcaemia: pl.DataFrame
    hypocalcaemia: pl.DataFrame
    results: pl.DataFrame
    trends: pl.DataFrame
    strata: pl.DataFrame
    alerts: pl.DataFrame

    @property
    def is_known(self) -> bool:
        """The patient is in this version at all."""
        return not (self.patient.is_empty() and self.cohort.is_empty())


_RESULTS = """
SELECT lab_result.*, rule_codes, assay, preanalytical_status, preanalytical_reasons
FROM {lab_result} AS lab_result
LEFT JOIN (
    SELECT source_system, source_row_id, list(rule_code ORDER BY rule_code) AS rule_codes
    FROM {finding}
    WHERE patient_id = $1 AND table_name = 'canonical.lab_result'
    GROUP BY source_system, source_row_id
) USING (source_system, source_row_id)
LEFT JOIN (
    SELECT result_row, assay, preanalytical_status, preanalytical_reasons
    FROM {marker_result} WHERE patient_id = $1
) ON result_row = concat_ws(':', 'lab_result', source_system, source_row_id)
WHERE lab_result.patient_id = $1
ORDER BY sampled_at, analyte_code, source_system, source_row_id
"""


def history(reader: Reader, patient_id: str) -> History:
    """All that is known of one patient; empty frames when the version does not hold them."""

    def rows(table: str, order: str) -> pl.DataFrame:
        held = relation(reader, table)
        return reader.frame(
            f"SELECT * FROM {held} WHERE patient_id = $1 ORDER BY {order}", [patient_id]
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
        exposures=rows("derived.bone_agent_exposure", "started_on, exposure_id"),
        missed_doses=rows("derived.bone_agent_missed_dose", "due_on"),
        exams=rows("canonical.imaging_exam", "examined_on, source_system, source_row_id"),
        lesions=rows("canonical.lesion", "examined_on, lesion_id, source_row_id"),
        calcium=rows("derived.corrected_calcium", "sampled_at, calcium_row"),
        hypercalcaemia=rows("derived.hypercalcaemia_episode", "episode_start_at"),
        hypocalcaemia=rows("derived.hypocalcaemia_episode", "episode_start_at"),
        results=_results(reader, patient_id),
        trends=rows("derived.marker_trend", "analyte_code, assay"),
        strata=rows("derived.marker_stratum", "analyte_code"),
        alerts=rows("derived.alert", "sampled_at, result_row"),
    )


def _results(reader: Reader, patient_id: str) -> pl.DataFrame:
    query = _RESULTS.format(
        lab_result=relation(reader, "canonical.lab_result"),
        finding=relation(reader, "derived.finding"),
        marker_result=relation(reader, "derived.marker_result"),
    )
    return reader.frame(query, [patient_id])
