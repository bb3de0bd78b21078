"""Examples of the rules of the laboratory, of patients, their disease and its images."""

from datetime import date, datetime

from tests.support.histories import Patient, day, patient, person
from tests.support.rule_example import example


def _born(name: str, birth_on: date) -> Patient:
    return person(name, birth_on=birth_on).diagnosis("primary", 0)


def _dies(name: str, on: int, **told: str | date | datetime | None) -> Patient:
    return person(name, died=on, last_contact=None, **told)


def _test(name: str, gene: str, result: str, **told: str | date) -> Patient:
    return person(name).having("molecular_test", gene=gene, test_result=result, **told)


def _seen(name: str, lesion_on: int, status: str, size: float) -> Patient:
    """A lesion of 10 mm, resolved at day 0, seen again."""
    first = person(name).lesion(0, "femur", lesion_status="resolved", lesion_size_mm=10)
    return first.lesion(lesion_on, "femur", lesion_status=status, lesion_size_mm=size)


def _score(site: str, **points: int) -> Patient:
    return person("a").lesion(0, site, **points)


_MIRELS = {
    "mirels_site_points": 3,
    "mirels_pain_points": 3,
    "mirels_lesion_points": 1,
    "mirels_size_points": 1,
}
_SINS = {
    "sins_location_points": 3,
    "sins_pain_points": 3,
    "sins_lesion_points": 2,
    "sins_alignment_points": 0,
    "sins_collapse_points": 0,
    "sins_posterolateral_points": 0,
}

_LABORATORY = (
    example(
        "L08E",
        "two final values of one sample",
        person("a").lab("ALB", 40, 0).lab("ALB", 31, 0),
        "LAB_RESULT-1 LAB_RESULT-2",
        person("a")
        .lab("ALB", 40, 0)
        .lab("ALB", 31, 0, result_status="corrected")
        .lab("CTX", 400, 0, method="A")
        .lab("CTX", 500, 0, method="B")
        .lab("LDH", 200, 0, sample_id="A1")
        .lab("LDH", 400, 0, sample_id="A2")
        .lab("CRP", 4, 0, has_sample_time=False)
        .lab("CRP", 5, 0, has_sample_time=False),
    ),
    example(
        "L11",
        "calcium and albumin that jump",
        person("a")
        .lab("CA_TOTAL", 2.4, 0)
        .lab("CA_TOTAL", 3.5, 3)
        .lab("ALB", 40, 0, 7)
        .lab("ALB", 24, 1, 7),
        "LAB_RESULT-2 LAB_RESULT-4",
        person("a")
        .lab("CA_TOTAL", 2.4, 0)
        .lab("CA_TOTAL", 3.4, 3)
        .lab("CA_TOTAL", 2.2, 7)
        .lab("ALB", 40, 0)
        .lab("ALB", 25, 1)
        .lab("CRP", 5, 0)
        .lab("CRP", 300, 1),
    ),
    example(
        "L13",
        "NTX of a dilute urine or of none",
        person("a").lab("NTX_CR", 60, 0).lab("CREAT_URINE", 0.4, 0).lab("NTX_CR", 60, 30),
        "LAB_RESULT-1 LAB_RESULT-3",
        person("a").lab("NTX_CR", 60, 0).lab("CREAT_URINE", 0.5, 0),
    ),
    example(
        "L13",
        "a laboratory that sends no urinary creatinine",
        person("a").lab("NTX_CR", 60, 0).lab("CREAT_URINE", 0.3, 0),
        "LAB_RESULT-1",
        person("a").lab("NTX_CR", 60, 0).lab("CREAT", 80, 0),
    ),
)

_PATIENTS = (
    example(
        "P01",
        "a child, an ancestor",
        (_born("a", date(2006, 2, 1)), _born("b", date(1918, 1, 1)).visit(1)),
        "PATIENT-1 PATIENT-2",
        (_born("a", date(2006, 1, 1)), _born("b", date(1918, 2, 1))),
    ),
    example(
        "P02",
        "death before birth",
        _dies("a", 0, birth_on=date(2024, 2, 1)),
        "PATIENT-1",
        _dies("a", 0, birth_on=date(2024, 1, 1)),
    ),
    example(
        "P03",
        "dead without a date, alive with one",
        (person("a", vital_status="dead"), _dies("b", 5, vital_status="alive")),
        "PATIENT-1 PATIENT-2",
        (
            _dies("a", 5, vital_status="dead"),
            person("b", vital_status="alive"),
            _dies("c", 5, vital_status="unknown"),
        ),
    ),
    example(
        "P04",
        "heard of after death",
        person("a", died=10, last_contact=11),
        "PATIENT-1",
        person("a", died=10, last_contact=10),
    ),
    example(
        "P05",
        "dies after the extract",
        _dies("a", 11, known_at=datetime(2024, 1, 11, 3)),
        "PATIENT-1",
        _dies("a", 10, known_at=datetime(2024, 1, 11, 3)),
    ),
    example(
        "X07",
        "calcium too far from bone metastasis",
        patient("a").lab("CA_TOTAL", 2.4, 91).lab("ALB", 40, 1),
        "PATIENT-1",
        (patient("a").lab("CA_TOTAL", 2.4, 90), patient("b").lab("CA_TOTAL", 2.4, -90)),
    ),
    example(
        "X11",
        "the same person twice",
        (
            patient("a"),
            patient("b"),
            person("c").diagnosis("primary", -40, icdo_topography_code="C34.9"),
        ),
        "PATIENT-1 PATIENT-2",
        (
            patient("a"),
            person("b", birth_on=date(1960, 6, 1)).diagnosis(
                "primary", -40, icdo_topography_code="C34.1"
            ),
        ),
    ),
    example(
        "X12",
        "not heard of for more than 12 months",
        person("a", vital_status="alive", last_contact=633),
        "PATIENT-1",
        (person("a", vital_status="alive", last_contact=635), _dies("b", 3, vital_status="dead")),
    ),
)

_DIAGNOSES = (
    example(
        "D01",
        "metastasis without primary",
        person("a").diagnosis("bone_metastasis", 0),
        "DIAGNOSIS-1",
        patient("a"),
    ),
    example(
        "D02",
        "metastasis before its primary",
        person("a").diagnosis("primary", 31).diagnosis("bone_metastasis", 0),
        "DIAGNOSIS-2",
        person("a").diagnosis("primary", 30).diagnosis("bone_metastasis", 0),
    ),
    example(
        "D03",
        "stage IV of nothing, stage II with metastasis at once",
        (
            person("a").diagnosis("primary", 0, stage="IVA"),
            person("b").diagnosis("primary", 0, stage="IIB").diagnosis("other_metastasis", 90),
            person("c").diagnosis("primary", 0, stage="III", metastasis_class="M1b"),
        ),
        "DIAGNOSIS-1 DIAGNOSIS-2 DIAGNOSIS-4",
        (
            person("a").diagnosis("primary", 0, stage="IV").diagnosis("bone_metastasis", 400),
            person("b").diagnosis("primary", 0, stage="IIB").diagnosis("other_metastasis", 91),
            person("c").diagnosis("primary", 0, stage="IV", has_liver_metastasis=True),
            person("d").diagnosis("primary", 0).diagnosis("other_metastasis", 3),
        ),
    ),
    example(
        "D04",
        "two primaries at once",
        person("a").diagnosis("primary", 0).diagnosis("primary", 89),
        "DIAGNOSIS-1 DIAGNOSIS-2",
        (
            person("a").diagnosis("primary", 0).diagnosis("primary", 90),
            person("b").diagnosis("primary", 0).diagnosis("primary", 1, icd10_code="C50.9"),
        ),
    ),
    example(
        "D05",
        "classes TNM does not have",
        (
            person("a").diagnosis("primary", 0, tumour_class="T5"),
            person("b").diagnosis("primary", 0, node_class="N4"),
            person("c").diagnosis("primary", 0, metastasis_class="M2"),
        ),
        "DIAGNOSIS-1 DIAGNOSIS-2 DIAGNOSIS-3",
        (
            person("a").diagnosis(
                "primary", 0, tumour_class="cT2a", node_class="N3", metastasis_class="M1c"
            ),
            person("b").diagnosis(
                "primary", 0, tumour_class="Tis", node_class="pN2b", metastasis_class="0"
            ),
            person("c").diagnosis(
                "primary", 0, tumour_class="T1mi", node_class="NX", metastasis_class="M1c2"
            ),
        ),
    ),
    example(
        "D06",
        "asterisk codes alone",
        person("a")
        .diagnosis("recurrence", 0, icd10_code="G99.2*")
        .fracture(1, icd10_code="M90.75")
        .cord_compression(2, icd10_code="G55.0"),
        "CORD_COMPRESSION-1 DIAGNOSIS-1 FRACTURE-1",
        (
            person("a").diagnosis("primary", 0, icd10_code="C34.1").fracture(1, icd10_code="M49.5"),
            person("b")
            .diagnosis("bone_metastasis", 0, icd10_code="C79.5")
            .fracture(1, icd10_code="M90.7"),
            person("c").fracture(1, icd10_code="M84.4"),
        ),
    ),
    example(
        "D07",
        "codes that are none, or American",
        person("a")
        .diagnosis("primary", 0, icd10_code="C341", icdo_topography_code="C34.1")
        .diagnosis("bone_metastasis", 0, icd10_code="C79.51")
        .diagnosis("recurrence", 9, icdo_topography_code="lung")
        .fracture(1, icd10_code="M84.551A"),
        "DIAGNOSIS-1 DIAGNOSIS-2 DIAGNOSIS-3 FRACTURE-1",
        (
            person("a")
            .diagnosis("primary", 0, icd10_code="C34.1", icdo_topography_code="C34.1")
            .diagnosis("bone_metastasis", 0, icd10_code="C79.5")
            .diagnosis("other_disease", 9, icd10_code="E83.50")
            .fracture(1, icd10_code="M90.75")
            .cord_compression(2, icd10_code="G99.2*"),
        ),
    ),
    example(
        "D08",
        "morphologies of no series",
        person("a")
        .diagnosis("primary", 0, icdo_morphology_code="8500/3")
        .diagnosis("bone_metastasis", 0, icdo_morphology_code="9220/3"),
        "DIAGNOSIS-1 DIAGNOSIS-2",
        (
            person("a")
            .diagnosis("primary", 0, icdo_morphology_code="8041/3")
            .diagnosis("bone_metastasis", 0, icdo_morphology_code="8041/6")
            .diagnosis("other_metastasis", 0, icdo_morphology_code="8000/6"),
            person("b").diagnosis(
                "primary", 0, icdo_topography_code="C50.9", icdo_morphology_code="8500/3"
            ),
        ),
    ),
    example(
        "X05",
        "coded as a metastasis of bone and recorded as another",
        person("a").diagnosis("other_metastasis", 0, icd10_code="C79.5"),
        "DIAGNOSIS-1",
        person("a")
        .diagnosis("other_metastasis", 0, icd10_code="C79.5")
        .diagnosis("bone_metastasis", 500),
    ),
    example(
        "X05I",
        "recorded and not coded within 12 months",
        patient("a").diagnosis("recurrence", 366, icd10_code="C79.5"),
        "DIAGNOSIS-2",
        (
            patient("a").diagnosis("recurrence", 365, icd10_code="C79.5"),
            patient("b").diagnosis("bone_metastasis", 3, icd10_code="C79.5"),
        ),
    ),
    example(
        "X05I",
        "a system that sends no codes",
        patient("a").diagnosis("other_metastasis", 5, icd10_code="C78.7"),
        "DIAGNOSIS-2",
        patient("a"),
    ),
    example(
        "X03",
        "before the month of birth",
        person("a").diagnosis("primary", -30000).fracture(-30000),
        "DIAGNOSIS-1 FRACTURE-1",
        person("a", birth_on=day(0)).diagnosis("primary", 0).fracture(0),
    ),
    example(
        "X09",
        "ten years before the feed began",
        person("a").visit(-3654).visit(0),
        "FOLLOWUP-1",
        person("a").visit(-3652).visit(0),
    ),
)

_TESTS_AND_IMAGES = (
    example(
        "M01",
        "EGFR and KRAS altered together",
        _test("a", "EGFR", "positive", variant_hgvs="L858R").having(
            "molecular_test", gene="KRAS", test_result="positive", variant_hgvs="G12C"
        ),
        "MOLECULAR_TEST-1 MOLECULAR_TEST-2",
        (
            _test("a", "EGFR", "positive", variant_hgvs="L858R").having(
                "molecular_test", gene="BRAF", test_result="positive"
            ),
            _test("b", "KRAS", "positive", variant_hgvs="G12C"),
        ),
    ),
    example(
        "M02",
        "a variant of a negative test, an EGFR altered without one",
        (_test("a", "EGFR", "negative", variant_hgvs="L858R"), _test("b", "KRAS", "positive")),
        "MOLECULAR_TEST-1 MOLECULAR_TEST-2",
        (
            _test("a", "EGFR", "positive", variant_class="exon19del"),
            _test("b", "ALK", "positive"),
            _test("c", "KRAS", "negative"),
        ),
    ),
    example(
        "M03",
        "reported before it was sampled",
        _test("a", "ALK", "negative", sampled_on=day(1), reported_on=day(0)),
        "MOLECULAR_TEST-1",
        _test("a", "ALK", "negative", sampled_on=day(1), reported_on=day(1)),
    ),
    example(
        "M04",
        "reported after more than 90 days",
        _test("a", "ALK", "negative", sampled_on=day(0), reported_on=day(91)),
        "MOLECULAR_TEST-1",
        _test("a", "ALK", "negative", sampled_on=day(0), reported_on=day(90)),
    ),
    example(
        "I01",
        "metastasis seen and not recorded in time",
        (
            person("a").having(
                "imaging_exam",
                exam_id="E",
                modality="CT",
                examined_on=day(0),
                concludes_bone_metastasis="yes",
            ),
            patient("b").having(
                "imaging_exam",
                exam_id="E",
                modality="CT",
                examined_on=day(-61),
                concludes_bone_metastasis="yes",
            ),
        ),
        "IMAGING_EXAM-1 IMAGING_EXAM-2",
        (
            patient("a").having(
                "imaging_exam",
                exam_id="E",
                modality="CT",
                examined_on=day(-60),
                concludes_bone_metastasis="yes",
            ),
            person("b").having(
                "imaging_exam",
                exam_id="E",
                modality="CT",
                examined_on=day(0),
                concludes_bone_metastasis="no",
            ),
        ),
    ),
    example(
        "N01",
        "Mirels is not its sum",
        _score("femur_neck", mirels_score=9, **_MIRELS),
        "LESION-1",
        _score("femur_neck", mirels_score=8, **_MIRELS),
    ),
    example(
        "N02",
        "SINS is not its sum",
        _score("L5", sins_score=6, **_SINS),
        "LESION-1",
        _score("L5", sins_score=8, **_SINS),
    ),
    example(
        "N03",
        "Mirels of a vertebra, SINS of a femur",
        person("a").lesion(0, "L1", mirels_score=8).lesion(0, "femur", sins_score=8),
        "LESION-1 LESION-2",
        person("a")
        .lesion(0, "L1", sins_score=8)
        .lesion(0, "femur", mirels_score=8)
        .lesion(0, "sacrum", sins_score=8),
    ),
    example(
        "N04",
        "a femur on the midline",
        person("a").lesion(0, "femur", laterality="M"),
        "LESION-1",
        person("a").lesion(0, "sternum", laterality="M").lesion(0, "femur", laterality="U"),
    ),
    example(
        "N05",
        "four times the size within 90 days",
        _seen("a", 90, "progressive", 41),
        "LESION-2",
        (_seen("a", 91, "progressive", 41), _seen("b", 90, "progressive", 40)),
    ),
    example(
        "N06",
        "resolved, then stable",
        _seen("a", 200, "stable", 10),
        "LESION-2",
        _seen("a", 200, "new", 10),
    ),
    example(
        "N07",
        "an examination nobody knows",
        person("a").lesion(0, "rib", exam_id="E"),
        "LESION-1",
        person("a")
        .lesion(0, "rib", exam_id="E")
        .lesion(0, "rib")
        .having("imaging_exam", exam_id="E", modality="CT", examined_on=day(0)),
    ),
)

DISEASE_EXAMPLES = (*_LABORATORY, *_PATIENTS, *_DIAGNOSES, *_TESTS_AND_IMAGES)
