"""The list of patients with bone metastasis, one row each."""

import polars as pl

from dashboard.queries.declared import relation
from warehouse.reader import Reader

SPARKLINE_LENGTH = 24

_TABLES = (
    "cohort",
    "skeletal_event",
    "corrected_calcium",
    "alert",
    "patient_gap",
    "finding",
    "molecular_group",
)

_PATIENTS = """
WITH night AS (
    SELECT max(as_of_on) AS night_on FROM ops.run WHERE run_outcome = 'published'
), events AS (
    SELECT patient_id,
           count(*) AS event_count,
           count(*) FILTER (is_counted_sre5) AS counted_event_count,
           max(occurred_on) AS last_event_on,
           arg_max(event_kind, (occurred_on, event_id)) AS last_event_kind
    FROM {skeletal_event}
    WHERE excluded_reason IS NULL AND is_in_sre5
    GROUP BY patient_id
), calcium AS (
    SELECT patient_id,
           bool_or(is_crisis) AS is_crisis,
           max(sampled_at) AS last_sampled_at,
           arg_max(corrected_calcium_mmol_l, sampled_at)
               FILTER (corrected_calcium_mmol_l IS NOT NULL) AS corrected_calcium_mmol_l,
           list(corrected_calcium_mmol_l ORDER BY sampled_at)
               FILTER (corrected_calcium_mmol_l IS NOT NULL)[-{sparkline_length}:]
               AS calcium_trend
    FROM {corrected_calcium}
    GROUP BY patient_id
), alerts AS (
    SELECT patient_id, max(sampled_at)::DATE AS last_alert_on
    FROM {alert} GROUP BY patient_id
), gaps AS (
    SELECT patient_id, list(gap_kind ORDER BY gap_kind) AS gap_kinds
    FROM {patient_gap} GROUP BY patient_id
), findings AS (
    SELECT patient_id, count(*) AS finding_count FROM {finding} GROUP BY patient_id
), groups AS (
    SELECT patient_id, molecular_group FROM {molecular_group}
)
SELECT cohort.patient_id, sex, age_at_index_years, histology, molecular_group,
       index_on, exit_on, exit_status,
       coalesce(event_count, 0) AS event_count,
       coalesce(counted_event_count, 0) AS counted_event_count,
       last_event_on, last_event_kind,
       corrected_calcium_mmol_l, last_sampled_at, calcium_trend,
       coalesce(is_crisis, false) AS is_crisis,
       last_alert_on,
       coalesce(gap_kinds, []::VARCHAR[]) AS gap_kinds,
       coalesce(finding_count, 0) AS finding_count,
       night_on
FROM {cohort} AS cohort
CROSS JOIN night
LEFT JOIN events USING (patient_id)
LEFT JOIN calcium USING (patient_id)
LEFT JOIN alerts USING (patient_id)
LEFT JOIN gaps USING (patient_id)
LEFT JOIN findings USING (patient_id)
LEFT JOIN groups USING (patient_id)
ORDER BY index_on DESC, cohort.patient_id
"""


def patients(reader: Reader) -> pl.DataFrame:
    """Every patient of derived.cohort with events, last corrected calcium, alerts, gaps, findings.

    Out: patient_id, sex, age_at_index_years, histology, molecular_group (null: no test known),
    index_on, exit_on, exit_status, event_count (SRE5, not excluded, prevalent ones too),
    counted_event_count, last_event_on, last_event_kind, corrected_calcium_mmol_l (last that could
    be computed), last_sampled_at, calcium_trend (mmol/L, oldest first), is_crisis (ever),
    last_alert_on, gap_kinds, finding_count, night_on (the night of the version, null when no run
    is recorded in it). Latest index first.
    """
    tables = {name: relation(reader, f"derived.{name}") for name in _TABLES}
    return reader.frame(_PATIENTS.format(sparkline_length=SPARKLINE_LENGTH, **tables))
