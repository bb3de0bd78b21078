"""The cohort: index, entry, exit."""

from datetime import date, timedelta

import pytest

from tests.support.histories import AS_OF, DAY_0, Patient, day, derive, hospital, patient, person


def cohort_row(somebody: Patient, as_of: date = AS_OF) -> dict[str, object]:
    return derive("cohort", hospital(somebody), as_of).row(0, named=True)


def with_lung_cancer(somebody: Patient) -> Patient:
    return somebody.diagnosis("primary", -40, icdo_topography_code="C34.1")


def index_of(somebody: Patient) -> tuple[int, object]:
    row = cohort_row(with_lung_cancer(somebody))
    assert isinstance(row["index_on"], date)
    return (row["index_on"] - DAY_0).days, row["index_basis"]


def exam(somebody: Patient, on: int, conclusion: str) -> Patient:
    return somebody.having(
        "imaging_exam",
        exam_id="E",
        modality="CT",
        examined_on=day(on),
        concludes_bone_metastasis=conclusion,
    )


def test_index_is_the_earliest_of_histology_imaging_and_meeting() -> None:
    somebody = person("a").diagnosis("bone_metastasis", 20, diagnosis_basis="histology")
    assert index_of(somebody) == (20, "histology")
    assert index_of(exam(somebody, 12, "yes")) == (12, "imaging")
    assert index_of(exam(somebody, 12, "yes").visit(9, "mdt_bone")) == (9, "mdt")


def test_imaging_that_does_not_conclude_dates_nothing() -> None:
    somebody = person("a").diagnosis("bone_metastasis", 20, diagnosis_basis="clinical")
    assert index_of(exam(exam(somebody, 5, "equivocal"), 6, "no")) == (20, "clinical")


def test_an_ordinary_visit_dates_nothing() -> None:
    somebody = person("a").diagnosis("bone_metastasis", 20, diagnosis_basis="clinical")
    assert index_of(somebody.visit(3)) == (20, "clinical")


def test_on_the_same_day_the_strongest_proof_is_named() -> None:
    somebody = exam(person("a"), 10, "yes").visit(10, "mdt_bone")
    assert index_of(somebody.diagnosis("bone_metastasis", 10, diagnosis_basis="histology")) == (
        10,
        "histology",
    )


def test_a_coded_stay_is_only_a_fallback() -> None:
    coded = person("a").diagnosis("bone_metastasis", 2, icd10_code="C79.5", diagnosis_basis="coded")
    assert index_of(coded) == (2, "coded")
    assert index_of(exam(coded, 30, "yes")) == (30, "imaging")


def test_c79_5_among_other_metastases_is_a_coded_bone_metastasis() -> None:
    assert index_of(person("a").diagnosis("other_metastasis", 2, icd10_code="C79.5")) == (
        2,
        "coded",
    )


@pytest.mark.parametrize(("on", "expected"), [(-30, -30), (-31, 0)])
def test_a_pathological_fracture_up_to_30_days_before_reveals_the_disease(
    on: int, expected: int
) -> None:
    assert index_of(exam(person("a"), 0, "yes").fracture(on, "femur"))[0] == expected


def test_a_cord_compression_reveals_the_disease() -> None:
    assert index_of(exam(person("a"), 0, "yes").cord_compression(-3)) == (-3, "revealing_event")


def test_a_traumatic_fracture_or_an_unconfirmed_compression_reveals_nothing() -> None:
    somebody = exam(person("a"), 0, "yes").fracture(-3, fracture_mechanism="traumatic")
    assert index_of(somebody.cord_compression(-5, confirmed_by="unknown")) == (0, "imaging")


def test_a_fracture_of_a_bone_without_lesion_reveals_nothing() -> None:
    fractured = exam(person("a"), 0, "yes").fracture(-3, "femur")
    assert index_of(fractured.lesion(0, "femur")) == (-3, "revealing_event")
    assert index_of(fractured.lesion(0, "L1")) == (0, "imaging")


def test_a_rejected_fracture_or_compression_reveals_nothing() -> None:
    revealed = (
        exam(person("a"), 0, "yes")
        .fracture(-9, "femur", source_row_id="FX1")
        .cord_compression(-5, source_row_id="CC1")
    )
    assert index_of(revealed) == (-9, "revealing_event")
    once = revealed.reviewed("fracture FX1", "reject")
    assert index_of(once) == (-5, "revealing_event")
    assert index_of(once.reviewed("cord_compression CC1", "reject")) == (0, "imaging")


def test_an_accepted_fracture_reveals_the_disease() -> None:
    doubtful = exam(person("a"), 0, "yes").fracture(
        -9, "femur", source_row_id="FX1", fracture_mechanism="unknown"
    )
    assert index_of(doubtful) == (0, "imaging")
    assert index_of(doubtful.reviewed("fracture FX1", "accept")) == (-9, "revealing_event")


def test_the_index_rests_on_the_event_that_is_left_of_two() -> None:
    twice = (
        exam(person("a"), 0, "yes")
        .fracture(-9, "femur", source_row_id="FX1")
        .fracture(-4, "femur", source_row_id="FX2")
    )
    merged = twice.reviewed("fracture FX1", "merge", into="fracture FX2")
    assert index_of(merged) == (-4, "revealing_event")


def test_bone_metastasis_of_another_cancer_is_not_in_the_cohort() -> None:
    breast = person("a").diagnosis("primary", -40, icdo_topography_code="C50.1")
    nothing = person("b").diagnosis("bone_metastasis", 0)
    unspecified = person("c").diagnosis("primary", -40).diagnosis("bone_metastasis", 0)
    coded = (
        person("d").diagnosis("primary", -40, icd10_code="C34.9").diagnosis("bone_metastasis", 0)
    )
    frames = hospital(breast.diagnosis("bone_metastasis", 0), nothing, unspecified, coded)
    assert derive("cohort", frames)["patient_id"].to_list() == ["c", "d"]


def test_lung_cancer_without_bone_metastasis_is_not_in_the_cohort() -> None:
    assert derive("cohort", hospital(with_lung_cancer(person("a")))).is_empty()


@pytest.mark.parametrize(
    ("morphology", "histology"),
    [
        ("8140/3", "adenocarcinoma"),
        ("8070/3", "squamous"),
        ("8041/3", "small_cell"),
        ("8013/3", "large_cell"),
        ("8046/3", "not_specified"),
        ("8240/3", None),
    ],
)
def test_histology_from_morphology(morphology: str, histology: str | None) -> None:
    somebody = person("a").diagnosis("primary", -40, icdo_morphology_code=morphology)
    assert cohort_row(somebody.diagnosis("bone_metastasis", 0))["histology"] == histology


def test_a_specified_histology_replaces_an_earlier_unspecified_one() -> None:
    somebody = (
        person("a")
        .diagnosis("primary", -40, icdo_morphology_code="8046/3")
        .diagnosis("primary", -20, icdo_morphology_code="8140/3")
        .diagnosis("bone_metastasis", 0)
    )
    row = cohort_row(somebody)
    assert row["histology"] == "adenocarcinoma"
    assert row["cancer_on"] == day(-40)


def test_entry_is_index_or_the_first_contact_here_if_later() -> None:
    assert cohort_row(patient("a"))["entry_on"] == day(0)
    assert cohort_row(patient("a", first_contact=-100))["entry_on"] == day(0)
    assert cohort_row(patient("a", first_contact=45))["entry_on"] == day(45)


def test_exit_is_death() -> None:
    row = cohort_row(patient("a", died=200, last_contact=180))
    assert (row["exit_on"], row["exit_status"]) == (day(200), "dead")


def test_exit_is_the_last_contact_of_someone_not_known_to_be_dead() -> None:
    row = cohort_row(patient("a", last_contact=180))
    assert (row["exit_on"], row["exit_status"]) == (day(180), "censored")


def test_without_a_last_contact_the_last_visit_is_one_but_news_is_not() -> None:
    somebody = patient("a", last_contact=None).visit(90).visit(120, "phone").visit(300, "news")
    assert cohort_row(somebody)["exit_on"] == day(120)


def test_the_last_30_days_are_not_complete() -> None:
    alive = cohort_row(patient("a", last_contact=100), as_of=day(110))
    assert (alive["exit_on"], alive["exit_status"]) == (day(80), "censored")
    died_since = cohort_row(patient("a", died=90), as_of=day(110))
    assert (died_since["exit_on"], died_since["exit_status"]) == (day(80), "censored")
    assert died_since["death_on"] == day(90)


def test_exit_is_never_before_entry() -> None:
    row = cohort_row(patient("a"), as_of=day(10))
    assert row["exit_on"] == row["entry_on"] == day(0)


def test_age_is_counted_from_the_month_of_birth() -> None:
    somebody = with_lung_cancer(person("a", birth_on=date(1960, 2, 1)))
    row = cohort_row(somebody.diagnosis("bone_metastasis", 0))
    assert row["age_at_index_years"] == 63  # DAY_0 is 1 January 2024


def test_only_oncology_doses_are_bone_agents() -> None:
    def dose(
        somebody: Patient, on: int, atc: str, mg: float | None, held: str | None = None
    ) -> Patient:
        return somebody.having(
            "bone_agent_administration",
            atc_code=atc,
            dose_mg=mg,
            administered_on=day(on),
            held_reason=held,
        )

    somebody = dose(patient("a"), 1, "M05BX04", 60)  # osteoporosis
    somebody = dose(somebody, 2, "M05BX04", None)  # of either disease
    somebody = dose(somebody, 3, "M05BA08", 5)  # osteoporosis
    somebody = dose(somebody, 4, "M05BA08", 4, held="hypocalcaemia")
    assert cohort_row(somebody)["first_bone_agent_on"] is None
    assert cohort_row(dose(somebody, 9, "M05BX04", 120))["first_bone_agent_on"] == day(9)
    assert cohort_row(dose(somebody, 8, "M05BA08", 3.5))["first_bone_agent_on"] == day(8)
    assert cohort_row(dose(somebody, 7, "M05BA03", None))["first_bone_agent_on"] == day(7)


def test_a_patient_described_by_two_systems_is_one_patient() -> None:
    somebody = patient("a", last_contact=100).having(
        "patient",
        source_system="U",
        birth_on=date(1960, 5, 1),
        sex="U",
        last_contact_on=day(150),
        death_on=day(200),
    )
    frame = derive("cohort", hospital(somebody))
    assert frame.height == 1
    assert frame["exit_on"].to_list() == [DAY_0 + timedelta(days=200)]
    assert frame["sex"].to_list() == ["F"]
