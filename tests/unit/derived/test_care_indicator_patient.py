"""Cases of the quality indicators: what is due, when it is done, and which can be judged."""

from datetime import datetime, time

import pytest

from tests.support.bone_agent_histories import ZOLEDRONATE, held, treated
from tests.support.histories import Patient, day, derive, hospital, patient, person, shuffled
from warehouse.schema import INDICATORS

Row = dict[str, object]
GENES = ("EGFR", "KRAS", "ALK")


def cases(code: str, *people: Patient) -> list[Row]:
    found = derive("care_indicator_patient", hospital(*people)).to_dicts()
    return [row for row in found if row["indicator_code"] == code]


def outcome(code: str, somebody: Patient) -> object:
    """Whether the only case counts in the numerator; null when it cannot be judged."""
    (row,) = cases(code, somebody)
    return row["is_in_numerator"]


def calcium(somebody: Patient, value: float, on: int) -> Patient:
    return somebody.lab("CA_TOTAL", value, on).lab("ALB", 40, on)


# Which cases are judged. Q20, the bone meeting, is due 30 days after index.


@pytest.mark.parametrize(
    ("somebody", "reason"),
    [(patient("a"), None), (patient("a", last_contact=30), None),
     (patient("a", last_contact=29), "lost"), (patient("a", died=29), "died"),
     (patient("a", died=30), None), (patient("a", first_contact=31), "before_entry"),
     (patient("a", first_contact=30), None)],
)  # fmt: skip
def test_a_case_is_judged_when_observed_on_the_day_it_was_due(
    somebody: Patient, reason: str | None
) -> None:
    met, unmet = (cases("Q20", person_)[0] for person_ in (somebody.visit(5, "mdt_bone"), somebody))
    assert met["not_judged"] == unmet["not_judged"] == reason
    if reason is None:
        assert (met["is_in_numerator"], unmet["is_in_numerator"]) == (True, False)
    else:
        assert (met["is_in_numerator"], unmet["is_in_numerator"]) == (None, None)


def test_what_is_due_in_the_last_30_days_is_pending() -> None:
    """The night is day 1000: what was due on day 970 is known, on day 971 not yet."""
    for drawn_on, reason in ((970, None), (971, "pending")):
        somebody = patient("a", last_contact=1000).lab("CA_TOTAL", 2.9, drawn_on)
        (row,) = cases("Q2", somebody.lab("ALB", 40, drawn_on))
        assert row["not_judged"] == reason


def test_patients_without_bone_metastasis_have_no_case() -> None:
    somebody = calcium(treated(person("a"), 0), 3.2, 0)
    assert derive("care_indicator_patient", hospital(somebody)).is_empty()


def test_every_computable_indicator_and_no_other_has_cases() -> None:
    somebody = (
        treated(treated(patient("a", last_contact=999), 0, 28), 56, agent=ZOLEDRONATE,
                creatinine_clearance_before_ml_min=90.0)
        .cord_compression(100, site="T5")
        .radiotherapy(200, site="rib", decided_on=day(195))
        .surgery(300, site="femur")
    )  # fmt: skip
    somebody = calcium(calcium(somebody, 3.2, 27), 2.4, 995)
    found = derive("care_indicator_patient", hospital(somebody))["indicator_code"].unique()
    computable = {code for code, item in INDICATORS.items() if not item.not_computable_reason}
    assert set(found) == computable


# Calcium


@pytest.mark.parametrize(("paired_on", "expected"), [(965, True), (964, False)])
def test_q1_wants_a_pair_in_35_days(paired_on: int, expected: bool) -> None:
    assert outcome("Q1", calcium(patient("a", last_contact=999), 2.3, paired_on)) is expected


def test_q1_counts_those_seen_in_90_days_and_alive() -> None:
    assert outcome("Q1", patient("a", last_contact=999).visit(910)) is False
    assert cases("Q1", patient("a", last_contact=999).visit(909)) == []
    assert cases("Q1", patient("a", died=990).visit(980)) == []
    assert cases("Q1", patient("a", last_contact=999).visit(980, "mdt_bone")) == []
    assert outcome("Q1", patient("a").lab("CA_TOTAL", 2.3, 990)) is False  # no albumin


@pytest.mark.parametrize(
    ("total", "albumin", "is_case"),
    [(2.9, 40, True), (2.89, 40, False), (2.2, 29.9, True), (2.2, 30, False)],
)
def test_q2_wants_ionised_calcium_where_the_corrected_one_misleads(
    total: float, albumin: float, is_case: bool
) -> None:
    somebody = patient("a").lab("CA_TOTAL", total, 5).lab("ALB", albumin, 5)
    assert [row["is_in_numerator"] for row in cases("Q2", somebody)] == [False] * is_case
    measured = somebody.lab("CA_ION", 1.2, 6)
    assert [row["is_in_numerator"] for row in cases("Q2", measured)] == [True] * is_case


@pytest.mark.parametrize(("checked_on", "expected"), [(12, True), (14, True), (15, False)])
def test_q4a_wants_calcium_again_by_the_third_day(checked_on: int, expected: bool) -> None:
    episode = treated(calcium(patient("a"), 3.2, 10), 11)
    assert outcome("Q4a", calcium(episode, 3.1, checked_on)) is expected


def test_q4a_does_not_take_a_sample_of_the_day_of_the_dose() -> None:
    assert outcome("Q4a", calcium(treated(calcium(patient("a"), 3.2, 10), 11), 3.1, 11)) is False


@pytest.mark.parametrize(
    ("value", "on", "expected"), [(2.6, 21, True), (2.61, 21, False), (2.6, 22, False)]
)
def test_q4b_wants_calcium_within_its_limit_by_day_10(
    value: float, on: int, expected: bool
) -> None:
    assert (
        outcome("Q4b", calcium(treated(calcium(patient("a"), 3.2, 10), 11), value, on)) is expected
    )


def test_an_episode_treated_after_a_week_or_never_is_no_case_of_q4() -> None:
    episode = calcium(patient("a"), 3.2, 10)
    assert cases("Q4a", episode) == []
    assert cases("Q4a", treated(episode, 18)) == []
    assert len(cases("Q4a", treated(episode, 17))) == 1


# Bone-targeted agents


@pytest.mark.parametrize(
    ("started_on", "expected", "waited"),
    [(-3, True, -3), (90, True, 90), (91, False, 91), (400, False, 400)],
)
def test_q5_start_within_90_days(started_on: int, expected: bool, waited: int) -> None:
    (row,) = cases("Q5", treated(patient("a"), started_on))
    assert (row["is_in_numerator"], row["waited_days"]) == (expected, waited)


def test_q5_those_who_never_start_count_and_those_who_die_before_day_90_do_not() -> None:
    assert outcome("Q5", patient("a")) is False
    assert outcome("Q5", treated(patient("a", died=80), 10)) is None


@pytest.mark.parametrize(
    ("checked_on", "expected"), [(10, True), (-80, True), (-81, False), (11, False)]
)
def test_q6_dental_check_in_the_90_days_before(checked_on: int, expected: bool) -> None:
    visited = treated(patient("a"), 10).visit(checked_on, "dental")
    noted = treated(patient("a"), 10, dental_check_on=day(checked_on))
    assert outcome("Q6", visited) is expected
    assert outcome("Q6", noted) is expected


@pytest.mark.parametrize(
    ("drawn_on", "expected"), [(-80, True), (-81, False), (40, True), (41, False)]
)
def test_q8a_vitamin_d_around_the_start(drawn_on: int, expected: bool) -> None:
    assert outcome("Q8a", treated(patient("a"), 10).lab("VITD25", 60, drawn_on)) is expected


@pytest.mark.parametrize(
    ("value", "drawn_on", "expected"),
    [(2.3, 20, True), (2.3, 6, True), (2.3, 5, False), (2.0, 20, False), (2.3, 21, False)],
)
def test_q9a_hypocalcaemia_excluded_before_denosumab(
    value: float, drawn_on: int, expected: bool
) -> None:
    assert outcome("Q9a", calcium(treated(patient("a"), 20), value, drawn_on)) is expected


def test_q9a_reads_the_last_calcium() -> None:
    low_then_normal = calcium(calcium(treated(patient("a"), 20), 1.9, 10), 2.3, 18)
    assert outcome("Q9a", low_then_normal) is True


@pytest.mark.parametrize(
    ("drawn_on", "expected"), [(20, False), (21, True), (34, True), (35, False)]
)
def test_q9b_calcium_in_the_two_weeks_after(drawn_on: int, expected: bool) -> None:
    assert outcome("Q9b", calcium(treated(patient("a"), 20), 2.3, drawn_on)) is expected


def test_q9_is_about_denosumab_and_its_first_dose() -> None:
    assert cases("Q9a", treated(patient("a"), 20, agent=ZOLEDRONATE)) == []
    assert len(cases("Q9a", treated(patient("a"), 20, 48, 76))) == 1


def test_q10_is_about_every_zoledronate() -> None:
    somebody = treated(
        patient("a"), 20, 48, agent=ZOLEDRONATE, creatinine_clearance_before_ml_min=45.0
    ).lab("CREAT", 90, 15)
    assert [row["is_in_numerator"] for row in cases("Q10a", somebody)] == [True, False]
    assert [row["is_in_numerator"] for row in cases("Q10b", somebody)] == [False, False]
    unknown = treated(patient("a"), 20, agent=ZOLEDRONATE)
    assert cases("Q10b", unknown) == []


def test_q11a_counts_missed_doses_among_those_expected() -> None:
    somebody = held(treated(patient("a", last_contact=140), 0, 28, 76, 132), 104)
    found = cases("Q11a", somebody)
    assert [row["is_in_numerator"] for row in found] == [False, True, False, False]
    assert [row["due_on"] for row in found] == [day(28), day(56), day(104), day(132)]


def test_q11a_expects_nothing_after_a_stop() -> None:
    assert cases("Q11a", treated(patient("a"), 0)) == []


@pytest.mark.parametrize(("second", "expected"), [(53, True), (54, False)])
def test_q11b_wants_80_percent_of_days_covered(second: int, expected: bool) -> None:
    """Covered days 0 to 42 and the last day: 44 of 54 days are 81 %; of 55 days, exactly 80 %."""
    share = 44 / (second + 1)
    assert (share > 0.8) is expected
    somebody = treated(patient("a", last_contact=second), 0, second)
    assert outcome("Q11b", somebody) is (share >= 0.8)


# Compression, radiotherapy, the way to a decision


@pytest.mark.parametrize(
    ("treated_on", "next_day", "second_day"),
    [(50, True, True), (51, True, True), (52, False, True), (53, False, False)],
)
def test_q14_compression_treated_by_the_next_or_the_second_day(
    treated_on: int, next_day: bool, second_day: bool
) -> None:
    somebody = patient("a").cord_compression(50).radiotherapy(treated_on, site="T5")
    assert outcome("Q14a", somebody) is next_day
    (row,) = cases("Q14b", somebody)
    assert (row["is_in_numerator"], row["waited_days"]) == (second_day, treated_on - 50)


def test_q14_counts_a_compression_nobody_treated() -> None:
    assert outcome("Q14b", patient("a").cord_compression(50)) is False


def test_q14_leaves_out_a_compression_nothing_confirms() -> None:
    assert cases("Q14a", patient("a").cord_compression(50, confirmed_by="unknown")) == []


@pytest.mark.parametrize(
    ("first", "second", "expected"), [("C", "D", True), ("C", None, False), (None, "D", False)]
)
def test_q14c_wants_both_frankel_grades(
    first: str | None, second: str | None, expected: bool
) -> None:
    somebody = patient("a").cord_compression(50, frankel_initial=first, frankel_day_30=second)
    assert outcome("Q14c", somebody) is expected


def test_q15_single_fraction_of_8_gy_against_pain() -> None:
    assert outcome("Q15", patient("a").radiotherapy(50)) is True
    ten = patient("a").radiotherapy(
        50, fractions_planned=10, fractions_delivered=10, total_dose_gy=30.0
    )
    assert outcome("Q15", ten) is False
    assert cases("Q15", patient("a").radiotherapy(50, intent="palliative")) == []
    assert cases("Q15", patient("a").radiotherapy(50, total_dose_gy=None)) == []


def test_q15_leaves_out_what_is_complicated() -> None:
    assert (
        cases("Q15", patient("a").fracture(45, site="femur").radiotherapy(50, site="femur")) == []
    )
    assert cases("Q15", patient("a").cord_compression(45).radiotherapy(50, site="T5")) == []


@pytest.mark.parametrize(("decided_on", "expected"), [(50, True), (36, True), (35, False)])
def test_q16_first_fraction_within_14_days_of_the_decision(decided_on: int, expected: bool) -> None:
    assert outcome("Q16", patient("a").radiotherapy(50, decided_on=day(decided_on))) is expected


def test_q16_needs_a_decision_and_not_one_after_the_fact() -> None:
    assert cases("Q16", patient("a").radiotherapy(50)) == []
    assert cases("Q16", patient("a").radiotherapy(50, decided_on=day(51))) == []


@pytest.mark.parametrize(
    ("irradiated_on", "site", "side", "expected"),
    [(51, "femur_neck", "L", True), (92, "femur", None, True), (93, "femur", "L", False),
     (60, "femur", "R", False), (60, "humerus", "L", False), (50, "femur", "L", False)],
)  # fmt: skip
def test_q18_radiotherapy_of_the_same_bone_within_6_weeks(
    irradiated_on: int, site: str, side: str | None, expected: bool
) -> None:
    somebody = patient("a").surgery(50, intent="preventive", site="femur", laterality="L")
    answered = somebody.radiotherapy(irradiated_on, "postoperative", site, laterality=side)
    assert outcome("Q18", answered) is expected


def test_q18_is_about_fixation() -> None:
    assert cases("Q18", patient("a").surgery(50, intent="decompression", site="T5")) == []


def with_genes(somebody: Patient, on: int | None, *genes: str, result: str = "negative") -> Patient:
    for gene in genes:
        somebody = somebody.having(
            "molecular_test", gene=gene, test_result=result,
            reported_on=None if on is None else day(on),
        )  # fmt: skip
    return somebody


@pytest.mark.parametrize(("known_on", "expected"), [(-20, True), (30, True), (31, False)])
def test_q19_the_last_gene_makes_the_panel(known_on: int, expected: bool) -> None:
    two = with_genes(patient("a"), -10, "EGFR", "KRAS")
    assert outcome("Q19", with_genes(two, known_on, "ALK")) is expected


def test_q19_a_failed_or_undated_test_is_not_known() -> None:
    two = with_genes(patient("a"), 5, "EGFR", "KRAS")
    assert outcome("Q19", with_genes(two, 5, "ALK", result="failed")) is False
    assert outcome("Q19", with_genes(two, None, "ALK")) is False
    assert outcome("Q19", two) is False


def test_q19_counts_from_the_first_sign_of_stage_iv() -> None:
    earlier = patient("a").diagnosis("other_metastasis", -10)
    assert outcome("Q19", with_genes(earlier, 20, *GENES)) is True
    assert outcome("Q19", with_genes(earlier, 21, *GENES)) is False


@pytest.mark.parametrize(
    ("staged", "on"),
    [({"stage": "IVB"}, -40), ({"stage": "Stade IV"}, -40), ({"stage": "4"}, -40),
     ({"metastasis_class": "cM1b"}, -40), ({"has_liver_metastasis": True}, -40),
     ({"stage": "IIIA"}, 0)],
)  # fmt: skip
def test_q19_stage_iv_is_read_as_the_profile_reads_it(staged: Row, on: int) -> None:
    lung = {"icdo_topography_code": "C34.1", "icdo_morphology_code": "8140/3"}
    somebody = (
        person("a")
        .diagnosis("primary", -40, **lung, **staged)
        .diagnosis("bone_metastasis", 0, diagnosis_basis="imaging")
    )
    (row,) = cases("Q19", somebody)
    (profile,) = derive("disease_profile", hospital(somebody)).to_dicts()
    assert row["case_on"] == profile["stage_iv_on"] == day(on)


def test_q19_a_metastasis_of_an_earlier_cancer_is_not_its_stage_iv() -> None:
    (row,) = cases("Q19", patient("a").diagnosis("other_metastasis", -400))
    assert row["case_on"] == day(0)


def test_q19_is_about_adenocarcinoma() -> None:
    squamous = (
        person("a")
        .diagnosis("primary", -40, icdo_topography_code="C34.1", icdo_morphology_code="8070/3")
        .diagnosis("bone_metastasis", 0, diagnosis_basis="imaging")
    )
    assert cases("Q19", squamous) == []


@pytest.mark.parametrize(("met_on", "expected"), [(0, True), (30, True), (31, False)])
def test_q20_bone_meeting_within_30_days(met_on: int, expected: bool) -> None:
    assert outcome("Q20", patient("a").visit(met_on, "mdt_bone")) is expected


def answered(somebody: Patient, code: str, reason: str, on: int = 600) -> Patient:
    """The patient with an answer about a case whose key is the patient."""
    return somebody.having(
        "worklist_answer",
        indicator_code=code,
        case_key=somebody.name,
        worklist_answer=reason,
        answered_by="REV1",
        answered_at=datetime.combine(day(on), time(12)),
    )


@pytest.mark.parametrize("met_on", [10, 31], ids=["met", "missed"])
def test_a_case_the_indicator_does_not_apply_to_counts_nowhere(met_on: int) -> None:
    somebody = patient("a").visit(met_on, "mdt_bone")
    (before,) = cases("Q20", somebody)
    (after,) = cases("Q20", answered(somebody, "Q20", "comfort_care"))
    assert before["not_judged"] is None
    assert (after["is_in_numerator"], after["not_judged"]) == (None, "not_applicable")
    assert after["source_rows"] == ["worklist_answer:T:WORKLIST_ANSWER-1"]
    assert after["happened_on"] == before["happened_on"]


def test_an_answer_is_about_one_indicator_and_one_patient() -> None:
    told = answered(patient("a").visit(10, "mdt_bone"), "Q5", "contraindicated")
    (bone_meeting,) = cases("Q20", told)
    assert bone_meeting["is_in_numerator"] is True
    (started,) = cases("Q5", told)
    assert started["not_judged"] == "not_applicable"
    first, second = cases("Q20", patient("b"), answered(patient("c"), "Q20", "other"))
    assert (first["not_judged"], second["not_judged"]) == (None, "not_applicable")


def test_tonight_s_calcium_can_be_said_not_to_apply_either() -> None:
    near = patient("a", last_contact=999).visit(999)
    (before,) = cases("Q1", near)
    (after,) = cases("Q1", answered(near, "Q1", "done_elsewhere"))
    assert (before["is_in_numerator"], after["is_in_numerator"]) == (False, None)


def test_the_order_of_rows_changes_nothing() -> None:
    somebody = calcium(treated(patient("a"), 0, 28, 90), 3.2, 27).cord_compression(100)
    told = hospital(somebody, with_genes(treated(patient("b"), 5, agent=ZOLEDRONATE), 3, *GENES))
    again = derive("care_indicator_patient", shuffled(told, seed=2))
    assert again.equals(derive("care_indicator_patient", told))
