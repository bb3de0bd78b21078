"""The list of patients with bone metastasis, one row each, and which of them a filter keeps."""

from dataclasses import dataclass

import polars as pl

from warehouse.reader import Reader

SPARKLINE_LENGTH = 24

_PATIENTS = f"""
WITH events AS (
    SELECT patient_id,
           count(*) AS event_count,
           count(*) FILTER (is_counted_sre5) AS counted_event_count,
           max(occurred_on) AS last_event_on,
           arg_max(event_kind, occurred_on) AS last_event_kind
    FROM derived.skeletal_event
    WHERE excluded_reason IS NULL AND is_in_sre5
    GROUP BY patient_id
), calcium AS (
    SELECT patient_id,
           bool_or(is_crisis) AS is_crisis,
           max(sampled_at) AS last_sampled_at,
           arg_max(corrected_calcium_mmol_l, sampled_at)
               FILTER (corrected_calcium_mmol_l IS NOT NULL) AS corrected_calcium_mmol_l,
           list(corrected_calcium_mmol_l ORDER BY sampled_at)
               FILTER (corrected_calcium_mmol_l IS NOT NULL)[-{SPARKLINE_LENGTH}:]
               AS calcium_trend
    FROM derived.corrected_calcium
    GROUP BY patient_id
), findings AS (
    SELECT patient_id, count(*) AS finding_count FROM derived.finding GROUP BY patient_id
)
SELECT cohort.patient_id, sex, age_at_index_years, histology, index_on, exit_on, exit_status,
       coalesce(event_count, 0) AS event_count,
       coalesce(counted_event_count, 0) AS counted_event_count,
       last_event_on, last_event_kind,
       corrected_calcium_mmol_l, last_sampled_at, calcium_trend,
       coalesce(is_crisis, false) AS is_crisis,
       coalesce(finding_count, 0) AS finding_count
FROM derived.cohort AS cohort
LEFT JOIN events USING (patient_id)
LEFT JOIN calcium USING (patient_id)
LEFT JOIN findings USING (patient_id)
ORDER BY index_on DESC, cohort.patient_id
"""


def patients(reader: Reader) -> pl.DataFrame:
    """Every patient of derived.cohort with events, last corrected calcium and findings.

    Out: patient_id, sex, age_at_index_years, histology, index_on, exit_on, exit_status,
    event_count (SRE5, not excluded, prevalent ones too), counted_event_count, last_event_on,
    last_event_kind, corrected_calcium_mmol_l (last that could be computed), last_sampled_at,
    calcium_trend (mmol/L, oldest first), is_crisis (ever), finding_count. Latest index first.
    """
    return reader.frame(_PATIENTS)


@dataclass(frozen=True)
class PatientFilter:
    """Which patients to list. An empty choice keeps everybody."""

    is_alive: bool | None = None
    histologies: tuple[str, ...] = ()
    index_years: tuple[int, ...] = ()
    has_event: bool | None = None
    has_crisis: bool | None = None
    id_starts_with: str = ""


def matching(listed: pl.DataFrame, wanted: PatientFilter) -> pl.DataFrame:
    """Rows of `patients` that satisfy every part of the filter, in their order."""
    kept = pl.col("patient_id").str.starts_with(wanted.id_starts_with.strip().lower())
    if wanted.is_alive is not None:
        kept &= (pl.col("exit_status") != "dead") == wanted.is_alive
    if wanted.histologies:
        kept &= pl.col("histology").is_in(wanted.histologies)
    if wanted.index_years:
        kept &= pl.col("index_on").dt.year().is_in(wanted.index_years)
    if wanted.has_event is not None:
        kept &= (pl.col("event_count") > 0) == wanted.has_event
    if wanted.has_crisis is not None:
        kept &= pl.col("is_crisis") == wanted.has_crisis
    return listed.filter(kept)
