"""The same patients in any order of rows make the same published tables, to the last digit."""

import pytest

from tests.support.histories import Patient, day, derive, hospital, patient, shuffled

TABLES = [
    "bone_metastasis_frequency", "bone_metastasis_incidence", "bone_metastasis_risk_factor",
    "bone_metastasis_by_mutation", "survival_by_group", "pain_at_index", "sre_incidence_by_kind",
    "sre_without_bone_agent", "sre_burden", "sre_rate", "sre_recurrence", "lesion_event_rate",
    "hypercalcaemia_timing", "death_hazard", "event_hazard", "marker_outcome", "marker_landmark",
    "hypercalcaemia_timing", "bone_metastasis_logistic", "bone_metastasis_by_mutation_adjusted",
    "sre_at_diagnosis", "followup_completeness", "marker_compliance", "sarcopenia_frequency",
    "hypercalcaemia_frequency", "sre_incidence", "sre_incidence_test",
    "sre_curve", "sre_number_at_risk", "sre_rate_by_part", "sre_test_since_agent",
    "survival_curve", "cohort_attrition", "event_site", "benchmark_beside",
    "care_indicator_quarter", "sre_morbidity",
]  # fmt: skip


def someone(number: int) -> Patient:
    """One of several patients who differ in everything that is counted."""
    died = 97 + 61 * number if number % 3 else None
    told = patient(f"p{number}", died=died, first_contact=number * 3 - 5)
    told = told.lesion(0, "femur").lesion(3, "T8").radiotherapy(11 + 7 * number, site="femur")
    if number % 2:
        told = told.fracture(40 + 13 * number, "T8").surgery(90 + 11 * number, site="femur")
    variant = "p.G12A" if number % 4 else "p.G12C"
    told = told.having("molecular_test", gene="KRAS", test_result="positive", variant_hgvs=variant)
    return told.having("followup", visited_on=day(number), pain_nrs=number % 11)


@pytest.mark.parametrize("name", TABLES)
def test_row_order_changes_no_digit(name: str) -> None:
    frames = hospital(*(someone(number) for number in range(24)))
    assert derive(name, shuffled(frames, seed=5)).equals(derive(name, frames))
