"""What one version knows of a patient, in one long table, and what another knows differently."""

import polars as pl

from warehouse.reader import Reader
from warehouse.schema import CANONICAL

KEY = ("subject", "fact_key")
# How one version differs from an earlier one, in the order of their weight.
CHANGES = ("new", "gone", "redated", "restated", "standing")


def _source(table: str) -> str:
    assert table in CANONICAL, f"{table} is not a canonical table"
    return f"'{table}:' || source_system || ':' || source_row_id"


def _dated(subject: str, table: str, day: str, code: str, text: str, value: str = "NULL") -> str:
    """Rows of a canonical table as facts of one subject, each its own source."""
    row = _source(table)
    return f"""
    SELECT '{subject}' AS subject, {row} AS fact_key, {day}::DATE AS fact_on,
           {code}::VARCHAR AS code, {value}::DOUBLE AS value, {text}::VARCHAR AS said,
           NULL::VARCHAR AS standing, [{row}] AS source_rows
    FROM canonical.{table} WHERE patient_id = $1
    """


def _facts(endpoint: str) -> str:
    counted = f"is_counted_{endpoint.lower()}"
    return " UNION ALL ".join(
        [
            f"""
    SELECT 'event' AS subject, event_id AS fact_key, occurred_on AS fact_on, event_kind AS code,
           NULL::DOUBLE AS value, bone_site AS said,
           CASE WHEN excluded_reason IS NOT NULL THEN 'excluded'
                WHEN {counted} THEN 'counted' ELSE 'not counted' END AS standing, source_rows
    FROM derived.skeletal_event WHERE patient_id = $1
            """,
            """
    SELECT 'calcium', calcium_row, sampled_at::DATE, 'CA_TOTAL', corrected_calcium_mmol_l,
           pairing, CASE WHEN is_crisis THEN 'crisis' ELSE 'no crisis' END,
           list_filter([calcium_row, albumin_row, ionised_calcium_row], lambda x: x IS NOT NULL)
    FROM derived.corrected_calcium WHERE patient_id = $1
            """,
            _dated(
                "result",
                "lab_result",
                "sampled_at",
                "analyte_code",
                "concat_ws(' ', nullif(value_operator, '='), value_text)",
                "value",
            )
            + " AND analyte_code <> 'CA_TOTAL'",
            _dated(
                "bone_agent",
                "bone_agent_administration",
                "administered_on",
                "atc_code",
                "held_reason",
                "dose_mg",
            ),
            _dated("systemic_line", "systemic_line", "started_on", "regimen", "ended_on"),
            """
    SELECT 'radiotherapy', course_id, started_on, bone_site, total_dose_gy,
           fractions_delivered::VARCHAR, NULL, source_rows
    FROM derived.radiotherapy_course WHERE patient_id = $1
            """,
            _dated("surgery", "surgery", "performed_on", "bone_site", "surgery_intent"),
            _dated(
                "imaging", "imaging_exam", "examined_on", "modality", "concludes_bone_metastasis"
            ),
            _dated("review", "review", "reviewed_at", "review_decision", "review_reason"),
            _dated("vital_status", "patient", "death_on", "vital_status", "NULL"),
            f"""
    SELECT 'index', 'index', index_on, index_basis, NULL, exit_status, NULL,
           (SELECT list({_source("patient")} ORDER BY source_row_id) FROM canonical.patient
            WHERE patient_id = $1)
    FROM derived.cohort WHERE patient_id = $1
            """,
        ]
    )


def known_facts(reader: Reader, patient_id: str, endpoint: str) -> pl.DataFrame:
    """Everything one version knows of a patient: one row a fact.

    Out: subject, fact_key (the same in every version), fact_on (date), code, value, said,
    standing (of an event for the endpoint; crisis or not of a calcium), source_rows.
    """
    assert endpoint in ("SRE4", "SRE5", "SSE"), "an endpoint of the vocabulary"
    return reader.frame(
        f"SELECT * FROM ({_facts(endpoint)}) ORDER BY subject, fact_on, fact_key", [patient_id]
    )


def changes(before: pl.DataFrame, now: pl.DataFrame) -> pl.DataFrame:
    """What a version knows of a patient that an earlier one did not, or knew differently.

    In: `known_facts` of two versions, the earlier first. Out: one row a fact and change: subject,
    fact_key, change (one of CHANGES; a fact that is redated and restated has two rows), fact_on,
    code (as now, or as before when gone), before_on, before_value, before_said, before_code,
    before_standing, value, said, standing, source_rows. Latest fact first.
    """
    earlier = before.rename(
        {
            name: f"before_{name.removeprefix('fact_')}"
            for name in ("fact_on", "code", "value", "said", "standing")
        }
    ).with_columns(was_known=pl.lit(True))
    both = now.with_columns(is_known=pl.lit(True)).join(
        earlier, on=list(KEY), how="full", coalesce=True, suffix="_before"
    )
    found = pl.concat(
        [
            both.filter(is_so).with_columns(change=pl.lit(name))
            for name, is_so in _differences().items()
        ]
    )
    return (
        found.with_columns(
            fact_on=pl.coalesce("fact_on", "before_on"),
            code=pl.coalesce("code", "before_code"),
            source_rows=pl.coalesce("source_rows", "source_rows_before"),
        )
        .drop("source_rows_before", "was_known", "is_known")
        .sort("fact_on", *KEY, "change", descending=[True, False, False, False], nulls_last=True)
    )


def _differences() -> dict[str, pl.Expr]:
    was, is_now = pl.col("was_known").is_not_null(), pl.col("is_known").is_not_null()
    both = was & is_now
    restated = (
        pl.col("code").ne_missing(pl.col("before_code"))
        | pl.col("value").ne_missing(pl.col("before_value"))
        | pl.col("said").ne_missing(pl.col("before_said"))
    )
    differences = {
        "new": ~was,
        "gone": ~is_now,
        "redated": both & pl.col("fact_on").ne_missing(pl.col("before_on")),
        "restated": both & restated,
        "standing": both & pl.col("standing").ne_missing(pl.col("before_standing")),
    }
    assert tuple(differences) == CHANGES
    return differences
