"""What the printed sheet of a patient says beside their history."""

from dataclasses import dataclass

import polars as pl

from dashboard.queries.declared import relation
from dashboard.queries.quality import last_run
from warehouse.reader import Reader


@dataclass(frozen=True)
class SheetFacts:
    """One patient, as the sheet needs them. Each frame holds rows of the table it is named after.

    results: the last usable result of each analyte, canonical.lab_result. findings: rule_code,
    severity, row_count. run: the run that built the version, none when it records none.
    """

    groups: pl.DataFrame
    treatments: pl.DataFrame
    exposures: pl.DataFrame
    results: pl.DataFrame
    alerts: pl.DataFrame
    gaps: pl.DataFrame
    findings: pl.DataFrame
    run: pl.DataFrame


_RESULTS = """
SELECT DISTINCT ON (analyte_code) *
FROM {lab_result}
WHERE patient_id = $1 AND excluded_reason IS NULL
  AND coalesce(result_status, 'final') <> 'cancelled'
ORDER BY analyte_code, sampled_at DESC, resulted_at DESC NULLS LAST, source_row_id
"""

_FINDINGS = """
SELECT rule_code, severity, count(*) AS row_count
FROM {finding} WHERE patient_id = $1
GROUP BY rule_code, severity ORDER BY row_count DESC, rule_code
"""


def sheet_facts(reader: Reader, patient_id: str) -> SheetFacts:
    """What the sheet says beside the history; empty frames when the version holds nothing."""

    def rows(table: str, order: str) -> pl.DataFrame:
        return reader.frame(
            f"SELECT * FROM {relation(reader, table)} WHERE patient_id = $1 ORDER BY {order}",
            [patient_id],
        )

    results = _RESULTS.format(lab_result=relation(reader, "canonical.lab_result"))
    findings = _FINDINGS.format(finding=relation(reader, "derived.finding"))
    return SheetFacts(
        groups=rows("derived.molecular_group", "patient_id"),
        treatments=rows("derived.bone_agent_treatment", "treatment_number"),
        exposures=rows("derived.bone_agent_exposure", "started_on, exposure_id"),
        results=reader.frame(results, [patient_id]),
        alerts=rows("derived.alert", "sampled_at DESC, result_row"),
        gaps=rows("derived.patient_gap", "gap_kind"),
        findings=reader.frame(findings, [patient_id]),
        run=last_run(reader),
    )
