"""What the invented nights changed, and two indicators of care with their cases."""

from datetime import timedelta

from tests.support.dashboard_invented import AS_OF, Row

LOST, CASE = "one calcium was corrected", "cohort"


def changes(
    tables: dict[str, list[Row]], run_id: str, compared_run_id: str
) -> dict[str, list[Row]]:
    """SRE5 went from 41 to 43: three new, one whose calcium was corrected. Nothing else moved."""
    measure = {"run_id": run_id, "change_measure": "counted_event", "endpoint": "SRE5"}
    compared = {"compared_run_id": compared_run_id, "compared_as_of_on": AS_OF - timedelta(days=1)}
    cohort = {**measure, **compared, "change_measure": "cohort_patient", "endpoint": None}
    events = tables["derived.skeletal_event"][:4]
    causes = ["new_row", "new_row", "new_row", "corrected"]
    return {
        "ops.headline": [
            {**measure, **compared, "value_before": 41.0, "value_after": 43.0},
            {**cohort, "value_before": 60.0, "value_after": 60.0},
        ],
        "ops.change": [
            {**measure, "change_cause": "new_row", "difference": 3.0, "changed_count": 3},
            {**measure, "change_cause": "corrected", "difference": -1.0, "changed_count": 1},
        ],
        "ops.change_item": [
            {
                **measure,
                "event_kind": event["event_kind"],
                "change_cause": cause,
                "patient_id": event["patient_id"],
                "item_key": event["event_id"],
                "item_on": event["occurred_on"],
                "difference": -1.0 if cause == "corrected" else 1.0,
                "state_before": "counted" if cause == "corrected" else "absent",
                "state_after": "not_counted" if cause == "corrected" else "counted",
            }
            for event, cause in zip(events, causes, strict=True)
        ],
        "ops.change_row": [
            {
                "run_id": run_id,
                "patient_id": event["patient_id"],
                "item_key": event["event_id"],
                "source_row": "lab_result:SYNTH-LABO:LAB1",
                "row_change": "corrected" if cause == "corrected" else "added",
                "source_file_before": "a1b2c3d4e5f6" if cause == "corrected" else None,
                "source_line_before": 7 if cause == "corrected" else None,
                "source_file_after": "a1b2c3d4e5f6",
                "source_line_after": 9,
            }
            for event, cause in zip(events, causes, strict=True)
        ],
    }


def indicators(tables: dict[str, list[Row]]) -> dict[str, list[Row]]:
    """Q5 missed by one patient of four, one who waits; Q3 that nothing can compute."""
    patients = [row["patient_id"] for row in tables["derived.cohort"][:5]]
    outcomes = [False, True, True, True, None]
    cases = [
        {
            "indicator_code": "Q5",
            "patient_id": patient,
            "case_key": CASE,
            "case_on": AS_OF - timedelta(days=200),
            "due_on": AS_OF - timedelta(days=110),
            "is_in_numerator": met,
            "happened_on": AS_OF - timedelta(days=150) if met else None,
            "not_judged": "pending" if met is None else None,
            "source_rows": [],
        }
        for patient, met in zip(patients, outcomes, strict=True)
    ]
    told = {
        "indicator_meaning": "Bone-targeted agent started within 90 days of bone metastasis.",
        "numerator_meaning": "patients who started within 90 days",
        "denominator_meaning": "patients alive and followed 90 days",
        "target": 0.8,
        "is_lower_better": False,
        "indicator_source": "domain.md §6",
    }
    shares = {"numerator": 3, "case_count": 4, "proportion": 0.75, "lower": 0.3, "upper": 0.95}
    unknown = {"is_computable": False, "not_computable_reason": "fluids are in no canonical table"}
    return {
        "derived.care_indicator_patient": cases,
        "published.care_indicator": [
            {"indicator_period": period, "indicator_code": code, **told, **rest}
            for period in ("all", "year")
            for code, rest in (
                ("Q5", {**shares, "is_computable": True, "not_judged_count": 1}),
                ("Q3", unknown),
            )
        ],
    }
