"""Published tables of the sound hospital beside its curves, kinds and months."""

from tests.support.small_warehouse import Row
from tests.support.sound_drawn import drawn_tables

_LIMITS: Row = {"lower": 0.2, "upper": 0.8}
_TWO_BY_TWO: Row = {
    "exposed_event_count": 20,
    "exposed_count": 40,
    "exposed_proportion": 0.5,
    "exposed_lower": 0.35,
    "exposed_upper": 0.65,
    "unexposed_event_count": 10,
    "unexposed_count": 40,
    "unexposed_proportion": 0.25,
    "unexposed_lower": 0.14,
    "unexposed_upper": 0.4,
    "unknown_count": 0,
    "odds_ratio": 3.0,
    "odds_ratio_lower": 1.2,
    "odds_ratio_upper": 7.7,
    "odds_ratio_method": "woolf",
    "p_value": 0.02,
    "is_withheld": False,
}
_RATE: Row = {"event_count": 10, "patient_count": 120, "rate_lower": 5.0, "rate_upper": 20.0}


def population() -> dict[str, list[Row]]:
    """Rows of published tables, by full name."""
    return {
        **drawn_tables(),
        **_curves(),
        **_shares(),
        **_rates(),
        "published.bone_metastasis_risk_factor": [{"risk_factor": "male", **_TWO_BY_TWO}],
        "published.bone_metastasis_by_mutation": [{"mutation_group": "EGFR", **_TWO_BY_TWO}],
        "published.survival_by_group": [
            {
                "survival_comparison": "by_group",
                "survival_arm": "EGFR",
                "patient_count": 40,
                "death_count": 30,
                "median_survival_months": 20.0,
                "median_lower_months": 15.0,
                "median_upper_months": 27.0,
            }
        ],
        "published.benchmark": [
            {
                "benchmark_id": "share",
                "benchmark_value": 0.36,
                "benchmark_lower": 0.3,
                "benchmark_upper": 0.4,
                "benchmark_numerator": 36,
                "benchmark_denominator": 100,
                "compares_with": "published.bone_metastasis_frequency",
            }
        ],
    }


def _curves() -> dict[str, list[Row]]:
    months = ((9, 274, 0.2), (12, 365, 0.3))
    fixed: Row = {"patient_count": 120, "n_risk": 60, "event_count": 40, "std_err": 0.05}
    at_months = [
        {"at_month": month, "at_day": day, "incidence": share, "lower": 0.1, "upper": 0.5, **fixed}
        for month, day, share in months
    ]
    return {
        "published.bone_metastasis_incidence": [
            {
                "stratum": "all",
                "stratum_value": "all",
                "incidence_cause": cause,
                "day_from_cancer": day,
                "n_risk": 120,
                "n_event": 12,
                "n_censor": 0,
                "incidence": share,
                "lower": share - 0.05,
                "upper": share + 0.05,
            }
            for day, shares in ((30.0, (0.1, 0.1)), (60.0, (0.2, 0.15)))
            for cause, share in zip(("bone_metastasis", "death"), shares, strict=True)
        ],
        "published.sre_incidence_by_kind": [{"event_outcome": "SRE4", **row} for row in at_months],
        "published.sre_without_bone_agent": [{"event_outcome": "SRE4", **row} for row in at_months],
        "published.sre_recurrence": [{"endpoint": "SRE4", **row} for row in at_months],
        "published.sre_burden": [
            {
                "endpoint": "SRE4",
                "at_month": month,
                "at_day": day,
                "n_risk": 60,
                "mean_count": share + 0.1,
                "mean_count_lower": 0.2,
                "mean_count_upper": 0.6,
                "incidence": share,
                "wrong_naive_incidence": share + 0.05,
            }
            for month, day, share in months
        ],
    }


def _shares() -> dict[str, list[Row]]:
    half: Row = {"patient_count": 60, "denominator": 120, "proportion": 0.5, **_LIMITS}
    everybody: Row = {"stratum": "all", "stratum_value": "all"}
    return {
        "published.bone_metastasis_frequency": [
            {"metastasis_timing": timing, **everybody, **half} for timing in ("ever", "synchronous")
        ],
        "published.pain_at_index": [{**everybody, **half, "unknown_count": 3}],
        "published.hypercalcaemia_timing": [{"hypercalcaemia_timing": "during", **half}],
        "published.care_indicator": [
            {
                "indicator_code": "Q5",
                "indicator_period": "all",
                "indicator_meaning": "A bone agent is started within 90 days.",
                "numerator": 3,
                "case_count": 6,
                "not_judged_count": 0,
                "proportion": 0.5,
                **_LIMITS,
                "is_lower_better": False,
                "is_computable": True,
            }
        ],
    }


def _rates() -> dict[str, list[Row]]:
    by_patient: Row = {**_RATE, "patient_years": 100.0, "rate_per_100_patient_years": 10.0}
    by_lesion: Row = {**_RATE, "lesion_years": 100.0, "rate_per_100_lesion_years": 10.0}
    return {
        "published.sre_rate": [{"endpoint": "SRE4", **by_patient}],
        "published.sre_morbidity": [
            {
                "endpoint": "SRE4",
                "event_count": 10,
                "patient_count": 120,
                "patient_years": 100.0,
                "mean_patient_rate": 0.3,
                "median_patient_rate": 0.0,
                "short_stay_patient_count": 12,
                "period_with_event_count": 9,
                "period_count": 450,
                "period_share": 0.02,
                "period_share_lower": 0.01,
                "period_share_upper": 0.04,
                "rolling_event_count": 9,
                "rolling_rate_per_100_patient_years": 9.0,
            }
        ],
        "published.hypercalcaemia_on_off_agent": [{"agent_state": "on_agent", **by_patient}],
        "published.lesion_event_rate": [
            {"stratum": "all", "stratum_value": "all", "lesion_count": 130, **by_lesion}
        ],
    }
