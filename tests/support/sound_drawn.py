"""Tables of the sound hospital that charts are drawn from."""

from datetime import date

from tests.support.small_warehouse import Row

_LIMITS: Row = {"lower": 0.1, "upper": 0.9}
_EVERYBODY: Row = {"stratum": "all", "stratum_value": "all"}
_ONE_HISTOLOGY: Row = {"stratum": "histology", "stratum_value": "adenocarcinoma"}
_FROM_BONE: Row = {"endpoint": "SRE4", "time_origin": "bone_metastasis"}
# day: had an event, died before, mean events, 1 - Kaplan-Meier
_ESTIMATES = {30.0: (0.1, 0.1, 0.1, 0.12), 60.0: (0.2, 0.2, 0.3, 0.25)}
_MEASURES = ("incidence", "death", "mean_count", "wrong_naive")


def drawn_tables() -> dict[str, list[Row]]:
    """Rows of the published tables of charts, by full name."""
    return {**_curves(), **_parts(), **_cohort(), **_care()}


def _curves() -> dict[str, list[Row]]:
    return {
        "published.sre_curve": [
            {
                **_FROM_BONE,
                **_EVERYBODY,
                "curve_measure": measure,
                "curve_day": day,
                "n_risk": 100,
                "curve_estimate": estimate,
                "curve_lower": estimate - 0.05,
                "curve_upper": estimate + 0.05,
            }
            for day, estimates in _ESTIMATES.items()
            for measure, estimate in zip(_MEASURES, estimates, strict=True)
        ],
        "published.survival_curve": [
            {
                "survival_comparison": "by_group",
                "survival_arm": "EGFR",
                "day_from_stage_iv": day,
                "n_risk": 40,
                "survival": share,
                **_LIMITS,
            }
            for day, share in ((30.0, 0.8), (60.0, 0.6))
        ],
    }


def _parts() -> dict[str, list[Row]]:
    rate: Row = {
        "event_count": 10,
        "patient_count": 120,
        "patient_years": 100.0,
        "rate_per_100_patient_years": 10.0,
        "rate_lower": 5.0,
        "rate_upper": 20.0,
    }
    parts = (_EVERYBODY, _ONE_HISTOLOGY)
    return {
        "published.sre_number_at_risk": [
            {**_FROM_BONE, **part, "at_month": month, "at_day": day, **_there(n_risk)}
            for part in parts
            for month, day, n_risk in ((3, 91, 80), (6, 183, 60))
        ],
        "published.sre_rate_by_part": [{**_FROM_BONE, **part, **rate} for part in parts],
        "published.sre_test_since_agent": [
            {
                "endpoint": "SRE4",
                "stratum": "first_agent",
                "compared_values": ["denosumab", "zoledronate"],
                "patient_count": 60,
                "event_count": 20,
                "untested_count": 0,
                "gray_statistic": 1.2,
                "gray_df": 1,
                "gray_p_value": 0.27,
            }
        ],
    }


def _there(n_risk: int) -> Row:
    return {"n_risk": n_risk, "followed_count": n_risk + 10}


def _cohort() -> dict[str, list[Row]]:
    steps = (("known", 240, 0, None), ("lung_cancer", 200, 40, "no_lung_cancer"))
    return {
        "published.cohort_attrition": [
            {
                "step_number": number,
                "attrition_step": step,
                "patient_count": count,
                "patients_left_out_count": left_out,
                "left_out_because": reason,
            }
            for number, (step, count, left_out, reason) in enumerate(steps, start=1)
        ],
        "published.event_site": [
            {
                "site_content": "SRE4",
                "bone_region": region,
                "laterality": "L",
                "item_count": 12,
                "patient_count": 10,
                "denominator": 120,
            }
            for region in ("femur", "humerus")
        ],
        "published.benchmark_beside": [
            {
                "benchmark_id": "share",
                "our_table": "published.bone_metastasis_frequency",
                "our_row": "stratum = all",
                "our_value": 0.5,
                "our_lower": 0.4,
                "our_upper": 0.6,
                "our_numerator": 60,
                "our_denominator": 120,
            }
        ],
    }


def _care() -> dict[str, list[Row]]:
    """Two quarters that add up to the indicator of the sound hospital: 3 of 6 cases."""
    return {
        "published.care_indicator_quarter": [
            {
                "indicator_code": "Q5",
                "quarter_on": date(2023, month, 1),
                "numerator": met,
                "case_count": 3,
                "not_judged_count": 0,
                "proportion": met / 3,
                "lower": met / 3 - 0.1,
                "upper": met / 3 + 0.1,
                "is_provisional": False,
            }
            for month, met in ((7, 1), (10, 2))
        ]
    }
