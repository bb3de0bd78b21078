"""What was computed for the sound hospital: derived and population tables, and its night."""

from datetime import date, datetime, timedelta

from tests.support.small_warehouse import Row
from tests.support.sound_patients import (
    CURVE,
    DEATH,
    EVENT,
    FOLLOWED,
    FX,
    INDEX,
    KNOWN_AT,
    RT,
    SCC,
    SOURCE_FILE,
    SX,
    TABLE_OF,
    event_key,
    kind_of,
    pseudonym,
)


def results() -> dict[str, list[Row]]:
    """Rows of the derived, published and operation tables, by full name."""
    return {**_derived(), **_published(), **_operations()}


def _event(patient: int) -> Row:
    kind = kind_of(patient)
    return {
        "event_id": event_key(patient),
        "patient_id": pseudonym(patient),
        "event_kind": kind,
        "occurred_on": EVENT[kind],
        "event_day": (EVENT[kind] - INDEX).days,
        "certainty": "confirmed",
        "is_prevalent": False,
        "is_before_entry": False,
        "is_in_sre4": True,
        "is_in_sre5": True,
        "is_in_sse": True,
        "is_in_sse_upper": True,
        "is_counted_sre4": True,
        "is_counted_sre5": True,
        "is_counted_sse": True,
        "is_counted_sse_upper": True,
        "same_day_kinds": [kind],
        "source_rows": [f"{TABLE_OF[kind]}:SYNTH:{kind}{patient}"],
        "definition_version": "v",
    }


def _candidate(patient: int) -> Row:
    shared = ("event_id", "patient_id", "event_kind", "occurred_on", "certainty", "source_rows")
    event = _event(patient)
    return {
        **{name: event[name] for name in shared},
        "earliest_on": event["occurred_on"],
        "definition_version": "v",
    }


def _derived() -> dict[str, list[Row]]:
    return {
        "derived.corrected_calcium": [_corrected(i) for i in range(FOLLOWED)],
        "derived.hypercalcaemia_episode": [
            {
                "episode_id": "episode0",
                "patient_id": pseudonym(0),
                "episode_start_at": datetime(2023, 7, 1, 8),
                "peak_calcium_mmol_l": 3.1,
                "episode_end_at": datetime(2023, 7, 3, 8),
                "sample_count": 2,
                "is_crisis": False,
                "recovered_at": datetime(2023, 7, 9, 8),
                "hcm_etiology": "malignant_probable",
                "pth_ng_l": 8.0,
                "pth_row": "lab_result:SYNTH:CA0",
                "source_rows": ["lab_result:SYNTH:CA0", "lab_result:SYNTH:ALB0"],
            }
        ],
        "derived.alert": [
            {
                "patient_id": pseudonym(0),
                "sampled_at": datetime(2023, 7, 1, 8),
                "analyte_code": "CA_TOTAL",
                "alert_level": "critical",
                "alert_side": "high",
                "alert_basis": "corrected_seed",
                "alert_value": 3.1,
                "value_operator": "=",
                "unit_code": "mmol/L",
                "alert_limit": 3.0,
                "result_row": "lab_result:SYNTH:CA0",
                "source_rows": ["lab_result:SYNTH:CA0", "lab_result:SYNTH:ALB0"],
            }
        ],
        "derived.radiotherapy_course": [
            {
                "course_id": f"course{i}",
                "patient_id": pseudonym(i),
                "started_on": EVENT["RT"],
                "ended_on": date(2023, 8, 14),
                "source_rows": [f"radiotherapy:SYNTH:RT{i}"],
            }
            for i in RT
        ],
        "derived.cohort": [
            {
                "patient_id": pseudonym(i),
                "age_at_index_years": 68,
                "index_on": INDEX,
                "index_basis": "imaging",
                "entry_on": INDEX,
                "exit_on": DEATH,
                "exit_status": "dead",
                "death_on": DEATH,
                "histology": "adenocarcinoma",
            }
            for i in range(FOLLOWED)
        ],
        "derived.event_candidate": [_candidate(i) for i in range(FOLLOWED)],
        "derived.skeletal_event": [_event(i) for i in range(FOLLOWED)],
        "derived.first_event": [
            {
                "patient_id": pseudonym(i),
                "endpoint": endpoint,
                "entry_day": 0,
                "status": 1,
                "exit_day": float((EVENT[kind_of(i)] - INDEX).days),
                "event_id": event_key(i),
                "event_kind": kind_of(i),
                "has_prior_event": False,
                "histology": "adenocarcinoma",
            }
            for i in range(FOLLOWED)
            for endpoint in ("SRE4", "SRE5")
        ],
        "derived.care_indicator_patient": [
            {
                "indicator_code": "Q20",
                "patient_id": pseudonym(i),
                "case_key": "Q20-",
                "case_on": INDEX,
                "due_on": INDEX,
                "not_judged": "not_applicable",
                "source_rows": [f"worklist_answer:SYNTH:ANSWER{i}"],
            }
            for i in range(2)
        ],
        "derived.finding": [
            {
                "rule_code": "L14",
                "severity": "warning",
                "table_name": "canonical.lab_result",
                "patient_id": pseudonym(0),
                "source_system": "SYNTH",
                "source_row_id": "CTX0",
            }
        ],
    }


def _corrected(patient: int) -> Row:
    return {
        "patient_id": pseudonym(patient),
        "sampled_at": datetime(2023, 7, 1, 8, 0),
        "calcium_mmol_l": 2.25,
        "calcium_operator": "=",
        "albumin_g_l": 34.0,
        "corrected_calcium_mmol_l": 2.4,
        "corrected_calcium_payne_mmol_l": 2.37,
        "pairing": "same_sample",
        "calcium_basis": "corrected_seed",
        "ctcae_lab_grade": 0,
        "is_crisis": False,
        "calcium_row": f"lab_result:SYNTH:CA{patient}",
        "definition_version": "v",
        "albumin_row": f"lab_result:SYNTH:ALB{patient}",
    }


def _published() -> dict[str, list[Row]]:
    return {
        "published.sre_incidence": [
            {
                "endpoint": "SRE5",
                "stratum": "all",
                "stratum_value": "all",
                "day": day,
                "incidence_cause": cause,
                "n_risk": n_risk,
                "n_event": n_event,
                "n_censor": 0,
                "incidence": share,
                "std_err": 0.03,
                "lower": share - 0.05,
                "upper": share + 0.05,
            }
            for day, n_risk, n_event, sre, death in CURVE
            for cause, share in (("sre", sre), ("death", death))
        ],
        "published.sre_by_kind": [
            {
                "endpoint": "SRE4",
                "event_kind": kind,
                "patient_count": len(patients),
                "event_count": len(patients),
                "denominator": FOLLOWED,
                "proportion": len(patients) / FOLLOWED,
            }
            for kind, patients in (("RT", RT), ("SX", SX), ("FX", FX), ("SCC", SCC))
        ],
        "published.calcium_by_month": [
            {
                "month_on": date(2023, month, 1),
                "result_count": 60,
                "patient_count": 60,
                "not_computable_count": 2,
                "calcium_p05_mmol_l": 2.2,
                "calcium_p25_mmol_l": 2.3,
                "calcium_median_mmol_l": median,
                "calcium_p75_mmol_l": 2.5,
                "calcium_p95_mmol_l": 2.7,
                "hypercalcaemia_patient_count": 1,
                "crisis_patient_count": 0,
            }
            for month, median in ((7, 2.40), (8, 2.42))
        ],
    }


def _operations() -> dict[str, list[Row]]:
    nights = [date(2024, 6, 1) - timedelta(days=back) for back in range(35)]
    return {
        "ops.file": [
            {
                "source_file": SOURCE_FILE,
                "file_name": "ONCO_20240601.csv",
                "sha256": "0" * 64,
                "feed": "oncology",
                "received_at": KNOWN_AT,
                "file_status": "merged",
                "rows_in": 100,
                "rows_accepted": 97,
                "rows_rejected": 1,
                "rows_superseded": 1,
                "rows_duplicate": 1,
            }
        ],
        "ops.rejected": [
            {
                "source_file": SOURCE_FILE,
                "feed": "oncology",
                "source_line": 7,
                "reason": "missing",
                "column_name": "birth_on",
            }
        ],
        "ops.feed_night": [
            {
                "feed": "oncology",
                "night_on": night,
                "file_count": 1,
                "rows_in": 200,
                "rows_rejected": 1,
                "is_missing": False,
            }
            for night in nights
        ],
    }
