"""Derived tables of disease, markers and care of the sound hospital."""

from datetime import date, datetime, timedelta

from tests.support.small_warehouse import Row
from tests.support.sound_patients import DEATH, FOLLOWED, INDEX, PATIENTS, SX, pseudonym

DRAWN_AT = datetime(2023, 7, 1, 8, 0)
ALTERED = {"EGFR": (0,), "KRAS": (1, 2, 3)}  # last digit of the patients


def variables() -> dict[str, list[Row]]:
    """Rows of the derived tables, by full name."""
    return {**_disease(), **_scores(), **_markers(), **_care()}


def _of(patient: int, **facts: object) -> Row:
    return {"patient_id": pseudonym(patient), "definition_version": "v", **facts}


def _disease() -> dict[str, list[Row]]:
    return {
        "derived.molecular_group": [_group(i) for i in range(PATIENTS)],
        "derived.disease_profile": [_profile(i) for i in range(PATIENTS)],
        "derived.spine_prognosis": [_of(i, **_SPINE) for i in range(2)],
        "derived.sarcopenia": [
            _of(
                i,
                measured_on=date(2023, 7, 1),
                body_composition_method="L3_CT",
                cutoff_set="prado08",
                is_default_cutoff=True,
                skeletal_muscle_index_cm2_m2=45.0,
                sarcopenia_cutoff_cm2_m2=52.4,
                is_sarcopenic=True,
                body_composition_row=f"body_composition:SYNTH:BC{i}",
            )
            for i in range(2)
        ],
    }


_SPINE: Row = {
    "assessed_on": INDEX,
    "assessment_basis": "first_vertebral_lesion",
    "tokuhashi_performance_points": 1,
    "tokuhashi_extraspinal_points": 2,
    "tokuhashi_vertebral_points": 1,
    "tokuhashi_organ_points": 2,
    "tokuhashi_primary_points": 0,
    "tokuhashi_palsy_points": 2,
    "tokuhashi_total": 8,
    "tokuhashi_lowest": 8,
    "tokuhashi_highest": 8,
    "tomita_primary_points": 4,
    "tomita_visceral_points": 0,
    "tomita_bone_points": 2,
    "tomita_total": 6,
}


def _group(patient: int) -> Row:
    altered = [gene for gene, digits in ALTERED.items() if patient % 10 in digits]
    return _of(
        patient,
        molecular_group=altered[0] if altered else "incomplete_testing",
        egfr_result="positive" if "EGFR" in altered else "negative",
        kras_result="positive" if "KRAS" in altered else "negative",
        altered_genes=altered,
        has_co_mutation=False,
        source_rows=[f"molecular_test:SYNTH:EGFR{patient}"],
    )


def _profile(patient: int) -> Row:
    is_followed = patient < FOLLOWED
    return _of(
        patient,
        cancer_on=date(2023, 1, 10),
        has_bone_metastasis=is_followed,
        bone_metastasis_on=INDEX if is_followed else None,
        is_bone_metastasis_synchronous=False,
        entry_on=date(2023, 1, 10),
        exit_on=DEATH,
        exit_status="dead" if is_followed else "censored",
        death_on=DEATH if is_followed else None,
        source_rows=[f"diagnosis:SYNTH:DP{patient}"],
    )


def _scores() -> dict[str, list[Row]]:
    vertebrae = [
        _of(
            i,
            lesion_row=f"lesion:SYNTH:LV{i}",
            bone_site="L1",
            sins_total=9,
            sins_score=9,
            needs_surgical_opinion=True,
        )
        for i in range(FOLLOWED)
    ]
    femurs = [
        _of(
            i,
            lesion_row=f"lesion:SYNTH:LF{i}",
            bone_site="femur",
            mirels_total=10,
            mirels_score=10,
            needs_surgical_opinion=True,
        )
        for i in SX
    ]
    seen: Row = {"examined_on": INDEX, "has_misplaced_score": False}
    return {"derived.lesion_score": [{**row, **seen} for row in (*vertebrae, *femurs)]}


def _marker(patient: int, analyte: str, row: str) -> Row:
    return _of(
        patient,
        result_row=f"lab_result:SYNTH:{row}{patient}",
        analyte_code=analyte,
        assay="SYNTH",
        sampled_at=DRAWN_AT,
        preanalytical_status="ok",
        preanalytical_reasons=[],
    )


def _markers() -> dict[str, list[Row]]:
    behind = [f"lab_result:SYNTH:CTX{i}" for i in range(3)]
    return {
        "derived.renal_function": [
            _of(
                i,
                creatinine_row=f"lab_result:SYNTH:CREAT{i}",
                sampled_at=DRAWN_AT,
                creatinine_umol_l=80.0,
                sex="M",
                age_at_sample_years=68,
                weight_kg=70.0,
                gfr_ckdepi21_ml_min_173m2=90.0,
                creatinine_clearance_ml_min=(140 - 68) * 70 * 1.23 / 80,
            )
            for i in range(3)
        ],
        "derived.marker_result": [
            *(_marker(i, "CTX", "CTX") for i in range(FOLLOWED)),
            *(_marker(i, "NTX_CR", "NTX") for i in range(5)),
        ],
        "derived.marker_trend": [
            _of(
                i,
                analyte_code="CTX",
                assay="SYNTH",
                baseline_on=INDEX,
                baseline_value=300.0,
                last_on=date(2023, 12, 1),
                last_value=150.0,
                change_percent=-50.0,
                reference_change_percent=45.0,
                trend_class="fall",
                nadir_on=date(2023, 9, 1),
                nadir_value=120.0,
                slope_percent_per_month=-9.0,
                slope_lower_percent_per_month=-12.0,
                slope_upper_percent_per_month=-6.0,
                slope_count=5,
                is_stale=False,
                has_limit_value=False,
                result_count=6,
                last_row=behind[i],
                source_rows=[behind[i]],
            )
            for i in range(3)
        ],
        "derived.marker_stratum": [
            _of(
                i,
                analyte_code="NTX_CR",
                baseline_value=60.0,
                baseline_stratum="moderate",
                last_on=date(2023, 7, 1),
                last_value=60.0,
                last_stratum="moderate",
                last_row=f"lab_result:SYNTH:NTX{i}",
            )
            for i in range(5)
        ],
    }


def _care() -> dict[str, list[Row]]:
    first = [f"bone_agent_administration:SYNTH:BA{i}" for i in range(3)]
    return {
        "derived.hypocalcaemia_episode": [
            _of(
                i,
                episode_id=f"low{i}",
                episode_start_at=DRAWN_AT + timedelta(days=20),
                episode_end_at=DRAWN_AT + timedelta(days=21),
                worst_hypocalcaemia_grade=1,
                sample_count=2,
                preceding_atc_code="M05BX04",
                preceding_dose_on=date(2023, 7, 10),
                is_after_denosumab=True,
                source_rows=[f"lab_result:SYNTH:CA{i}"],
            )
            for i in range(3)
        ],
        "derived.bone_agent_exposure": [
            _of(
                i,
                exposure_id=f"exposure{i}",
                treatment_number=1,
                episode_number=1,
                atc_code="M05BX04",
                started_on=date(2023, 7, 10),
                covered_until_on=date(2023, 8, 21),
                dose_count=1,
                exposure_dose_mg=120.0,
                cumulative_dose_count=1,
                cumulative_dose_mg=120.0,
                is_switch=False,
                exposure_end="observed",
                source_rows=[first[i]],
            )
            for i in range(3)
        ],
        "derived.bone_agent_treatment": [
            _of(
                i,
                treatment_number=1,
                started_on=date(2023, 7, 10),
                ended_on=date(2023, 10, 17),
                exposure_end="observed",
                dose_count=1,
                held_count=0,
                missed_count=1,
                switch_count=0,
                covered_days=50,
                treatment_days=100,
                proportion_days_covered=0.5,
                source_rows=[first[i]],
            )
            for i in range(3)
        ],
        "derived.bone_agent_dose_check": [
            _of(
                i,
                administration_row=first[i],
                atc_code="M05BX04",
                administered_on=date(2023, 7, 10),
                dose_mg=120.0,
                expected_dose_low_mg=120.0,
                expected_dose_high_mg=120.0,
                dose_verdict="matches",
            )
            for i in range(3)
        ],
        "derived.care_indicator_patient": [
            _of(
                i,
                indicator_code="Q5",
                case_key=pseudonym(i),
                case_on=INDEX,
                due_on=INDEX + timedelta(days=90),
                happened_on=date(2023, 7, 10),
                waited_days=39,
                is_in_numerator=True,
                source_rows=[first[i]],
            )
            for i in range(3)
        ],
    }
