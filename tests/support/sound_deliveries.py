"""What was delivered to the sound hospital: its canonical tables."""

from datetime import date, datetime, timedelta

from tests.support.small_warehouse import Row
from tests.support.sound_patients import (
    DEATH,
    EVENT,
    FOLLOWED,
    FX,
    INDEX,
    KNOWN_AT,
    PATIENTS,
    RT,
    SCC,
    SOURCE_FILE,
    SX,
    event_key,
    pseudonym,
)


def deliveries() -> dict[str, list[Row]]:
    """Rows of the canonical tables, by full name."""
    return {
        "canonical.patient": [_patient(i) for i in range(PATIENTS)],
        "canonical.diagnosis": _diagnoses(),
        "canonical.molecular_test": _molecular_tests(),
        "canonical.lab_result": _lab_results(),
        "canonical.imaging_exam": _each(
            "exam", exam_id="EX", modality="CT", examined_on=INDEX, concludes_bone_metastasis="yes"
        ),
        "canonical.lesion": [*_vertebral_lesions(), *_femoral_lesions()],
        **_treatments(),
        "canonical.review": _reviews(),
        "canonical.worklist_answer": _each(
            "ANSWER",
            range(2),
            indicator_code="Q20",
            case_key="Q20-",
            worklist_answer="comfort_care",
            answered_by="REV1",
            answered_at=datetime(2024, 5, 20, 11, 30),
        ),
        "canonical.patient_aside": [
            {
                **_patient(0),
                "source_row_id": "IPP0",
                "is_withdrawn": False,
                "aside_reason": "superseded",
                "known_until": KNOWN_AT,
            }
        ],
    }


def _delivered(patient: int, row: str, **facts: object) -> Row:
    return {
        "patient_id": pseudonym(patient),
        "feed": "oncology",
        "source_system": "SYNTH",
        "source_row_id": row,
        "row_version": 1,
        "known_at": KNOWN_AT,
        "source_file": SOURCE_FILE,
        "source_line": 2,
        **facts,
    }


def _each(name: str, patients: range = range(FOLLOWED), **facts: object) -> list[Row]:
    """A row a patient; a fact that ends in `_id` gets the number of its patient."""
    return [
        _delivered(
            i,
            f"{name}{i}",
            **{
                key: f"{value}{i}" if key.endswith("_id") else value for key, value in facts.items()
            },
        )
        for i in patients
    ]


def _patient(number: int) -> Row:
    is_dead = number < FOLLOWED
    return _delivered(
        number,
        f"IPP{number}",
        sex="F" if number % 2 else "M",
        birth_on=date(1955, 3, 1),
        death_on=DEATH if is_dead else None,
        vital_status="dead" if is_dead else "alive",
        first_contact_on=date(2023, 1, 5),
        last_contact_on=date(2024, 4, 30),
        height_cm=170.0,
    )


def _diagnoses() -> list[Row]:
    primary = _each(
        "DP",
        range(PATIENTS),
        diagnosis_kind="primary",
        icd10_code="C34.1",
        icdo_morphology_code="8140/3",
        diagnosed_on=date(2023, 1, 10),
    )
    bone = _each("DB", diagnosis_kind="bone_metastasis", icd10_code="C79.5", diagnosed_on=INDEX)
    return primary + bone


def _molecular_tests() -> list[Row]:
    """One adenocarcinoma in ten has EGFR altered, three in ten KRAS, none both."""
    return [
        _delivered(
            i,
            f"{gene}{i}",
            gene=gene,
            sampled_on=date(2023, 1, 12),
            reported_on=date(2023, 1, 20),
            test_result="positive" if i % 10 in altered else "negative",
        )
        for i in range(PATIENTS)
        for gene, altered in (("EGFR", (0,)), ("KRAS", (1, 2, 3)))
    ]


def _lab_results() -> list[Row]:
    drawn = {
        "sampled_at": datetime(2023, 7, 1, 8, 0),
        "has_sample_time": True,
        "result_status": "final",
        "value_operator": "=",
    }
    return [
        *_each("CA", analyte_code="CA_TOTAL", value=2.25, unit_code="mmol/L", **drawn),
        *_each("CREAT", range(3), analyte_code="CREAT", value=80.0, unit_code="umol/L", **drawn),
        *_each("ALB", analyte_code="ALB", value=34.0, unit_code="g/L", **drawn),
        *_each("CTX", analyte_code="CTX", value=300.0, unit_code="ng/L", **drawn),
        *_each(
            "NTX",
            range(5),
            analyte_code="NTX_CR",
            value=60.0,
            unit_code="nmol{BCE}/mmol{creat}",
            **drawn,
        ),
    ]


def _vertebral_lesions() -> list[Row]:
    return _each(
        "LV",
        lesion_id="LV",
        exam_id="EX",
        examined_on=INDEX,
        bone_site="L1",
        sins_score=9,
        sins_location_points=2,
        sins_pain_points=3,
        sins_lesion_points=2,
        sins_alignment_points=0,
        sins_collapse_points=1,
        sins_posterolateral_points=1,
    )


def _femoral_lesions() -> list[Row]:
    return _each(
        "LF",
        SX,
        lesion_id="LF",
        exam_id="EX",
        examined_on=INDEX,
        bone_site="femur",
        mirels_score=10,
        mirels_site_points=3,
        mirels_pain_points=3,
        mirels_lesion_points=3,
        mirels_size_points=1,
    )


def _treatments() -> dict[str, list[Row]]:
    return {
        "canonical.radiotherapy": _each(
            "RT",
            RT,
            started_on=EVENT["RT"],
            ended_on=date(2023, 8, 14),
            fractions_planned=10,
            fractions_delivered=10,
            dose_per_fraction_gy=3.0,
            total_dose_gy=30.0,
        ),
        "canonical.surgery": _each(
            "SX", SX, performed_on=EVENT["SX"], surgery_intent="preventive", bone_site="femur"
        ),
        "canonical.fracture": _each(
            "FX", FX, occurred_on=EVENT["FX"], fracture_mechanism="pathological", bone_site="rib"
        ),
        "canonical.cord_compression": _cord_compressions(),
        "canonical.bone_agent_administration": [
            *_each("BA", atc_code="M05BX04", dose_mg=120.0, administered_on=date(2023, 7, 10)),
            *_each("BB", atc_code="M05BX04", dose_mg=120.0, administered_on=date(2023, 8, 7)),
        ],
        "canonical.systemic_line": [
            *_each("L1", line_number=1, systemic_class="chemotherapy", started_on=date(2023, 2, 1)),
            *_each(
                "L2",
                range(0, 100, 10),
                line_number=2,
                systemic_class="egfr_tki",
                started_on=date(2023, 6, 20),
            ),
        ],
        "canonical.body_composition": _each(
            "BC",
            measured_on=date(2023, 7, 1),
            body_composition_method="L3_CT",
            skeletal_muscle_area_cm2=130.0,
            height_cm=170.0,
        ),
        "canonical.followup": _each("FU", visited_on=date(2023, 7, 1), ecog=1, weight_kg=70.0),
    }


def _cord_compressions() -> list[Row]:
    """Twice seen for each patient, so that the share of missing grades is read."""
    seen = {"bone_site": "T5", "confirmed_by": "MR", "frankel_initial": "D"}
    return [
        *_each("SCC", SCC, occurred_on=EVENT["SCC"], **seen),
        *_each("AGAIN", SCC, occurred_on=EVENT["SCC"] + timedelta(days=60), **seen),
    ]


def _reviews() -> list[Row]:
    """A clinician confirms three of the fractures."""
    return [
        _delivered(
            i,
            f"RV{i}",
            event_id=event_key(i),
            review_decision="accept",
            review_reason="report_confirms",
            reviewed_by="REV1",
            reviewed_at=datetime(2024, 5, 20, 11, 0),
        )
        for i in FX[:3]
    ]
