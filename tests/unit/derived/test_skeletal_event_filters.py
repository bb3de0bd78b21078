"""What is a skeletal event and what is not; who is linked to what; where it falls in time."""

import polars as pl
import pytest

from tests.support.histories import Patient, derive, hospital, patient, person


def events(*patients: Patient) -> pl.DataFrame:
    return derive("skeletal_event", hospital(*patients))


def only(somebody: Patient) -> dict[str, object]:
    found = events(somebody)
    assert found.height == 1
    return found.row(0, named=True)


def reason(somebody: Patient) -> object:
    return only(somebody)["excluded_reason"]


def in_endpoints(somebody: Patient) -> list[str]:
    row = only(somebody)
    return [name for name in ("sre4", "sre5", "sse") if row[f"is_in_{name}"]]


# Fractures


def test_a_pathological_fracture_is_an_event() -> None:
    row = only(patient("a").fracture(10, "femur"))
    assert row["event_kind"] == "FX"
    assert row["excluded_reason"] is None
    assert row["certainty"] == "confirmed"
    assert row["event_day"] == 10
    assert row["source_rows"] == ["fracture:T:FRACTURE-1"]


@pytest.mark.parametrize(
    ("mechanism", "code", "expected"),
    [
        ("pathological", None, None),
        ("traumatic", None, "traumatic"),
        ("pathological", "S72.0", "traumatic"),
        ("osteoporotic", None, "benign"),
        ("pathological", "M80.0", "benign"),
        ("unknown", "M81.0", "benign"),
        ("unknown", "M84.3", "benign"),
        ("unknown", "M48.4", "benign"),
        ("unknown", None, "mechanism_unknown"),
        (None, None, "mechanism_unknown"),
        ("unknown", "M48.5", "mechanism_unknown"),
        ("unknown", "M90.75", None),
        (None, "M84.4", None),
        ("unknown", "M49.5", None),
    ],
)
def test_mechanism_and_code_of_a_fracture(
    mechanism: str | None, code: str | None, expected: str | None
) -> None:
    fractured = patient("a").fracture(10, fracture_mechanism=mechanism, icd10_code=code)
    assert reason(fractured) == expected


def test_an_unknown_mechanism_waits_for_review() -> None:
    assert only(patient("a").fracture(10, fracture_mechanism="unknown"))["certainty"] == "uncertain"


@pytest.mark.parametrize(
    ("confirmed_by", "certainty"),
    [
        ("MR", "confirmed"),
        ("CT", "confirmed"),
        ("DX", "confirmed"),
        ("surgery", "confirmed"),
        ("clinical", "probable"),
        ("unknown", "probable"),
        (None, "probable"),
    ],
)
def test_certainty_of_a_fracture(confirmed_by: str | None, certainty: str) -> None:
    assert only(patient("a").fracture(10, confirmed_by=confirmed_by))["certainty"] == certainty


def test_a_bone_without_lesion_when_imaging_described_others_goes_to_review() -> None:
    row = only(patient("a").fracture(100, "femur").lesion(90, "humerus"))
    assert row["excluded_reason"] == "no_lesion"
    assert row["certainty"] == "uncertain"


@pytest.mark.parametrize(
    ("fractured", "lesion", "expected"),
    [
        ("femur_neck", "femur_diaphysis", None),  # the same bone
        ("T8", "T11", None),  # the same region of the spine
        ("T8", "L1", "no_lesion"),
        ("spine", "L1", None),  # level unknown
        ("sacrum", "S2", None),
        ("rib", "spine", "no_lesion"),
        (None, "humerus", None),  # an unknown site is not contradicted
    ],
)
def test_the_lesion_must_be_of_the_region_of_the_fracture(
    fractured: str | None, lesion: str, expected: str | None
) -> None:
    assert reason(patient("a").fracture(100, fractured).lesion(90, lesion)) == expected


def test_a_lesion_of_the_other_side_is_not_of_the_fracture() -> None:
    right = patient("a").fracture(100, "femur", laterality="R")
    assert reason(right.lesion(90, "femur", laterality="L")) == "no_lesion"
    assert reason(right.lesion(90, "femur", laterality="U")) is None
    assert reason(right.lesion(90, "femur")) is None


@pytest.mark.parametrize(
    ("imaged_on", "expected"),
    [(40, "no_lesion"), (39, None), (160, "no_lesion"), (161, None)],
)
def test_only_imaging_within_60_days_can_contradict(imaged_on: int, expected: str | None) -> None:
    assert reason(patient("a").fracture(100, "femur").lesion(imaged_on, "humerus")) == expected


# Cord compression


@pytest.mark.parametrize(
    ("values", "expected", "certainty"),
    [
        ({"confirmed_by": "MR"}, None, "confirmed"),
        ({"confirmed_by": "CT"}, None, "confirmed"),
        ({"confirmed_by": "surgery"}, None, "confirmed"),
        ({"confirmed_by": "clinical"}, None, "probable"),
        ({"confirmed_by": "DX"}, "not_confirmed", "uncertain"),
        ({"confirmed_by": None}, "not_confirmed", "uncertain"),
        ({"confirmed_by": None, "has_neurological_signs": True}, None, "probable"),
        ({"confirmed_by": "unknown", "frankel_initial": "C"}, None, "probable"),
        ({"confirmed_by": "unknown", "frankel_initial": "E"}, "not_confirmed", "uncertain"),
        ({"confirmed_by": "MR", "is_cauda_equina": True}, None, "confirmed"),
    ],
)
def test_confirmation_of_a_cord_compression(
    values: dict[str, str | bool | None], expected: str | None, certainty: str
) -> None:
    row = only(patient("a").cord_compression(10, **values))
    assert (row["excluded_reason"], row["certainty"]) == (expected, certainty)


# Surgery


@pytest.mark.parametrize(
    ("intent", "expected"),
    [
        ("preventive", None),
        ("fracture", None),
        ("decompression", None),
        ("percutaneous", None),
        ("biopsy", "biopsy"),
        ("hardware_removal", "hardware_removal"),
        ("other", "surgery_other"),
        (None, "intent_unknown"),
    ],
)
def test_intent_of_surgery(intent: str | None, expected: str | None) -> None:
    assert reason(patient("a").surgery(10, intent, "femur")) == expected


# Radiotherapy


@pytest.mark.parametrize(
    ("intent", "is_bone", "site", "expected"),
    [
        ("analgesic", True, "femur", None),
        ("palliative", True, None, None),
        ("decompressive", True, "T8", None),
        ("postoperative", True, "femur", None),
        ("fracture_prevention", True, "femur", None),
        ("analgesic", None, "femur", None),
        ("analgesic", None, None, "rt_target_unknown"),
        ("palliative", False, None, "rt_non_bone"),
        ("curative", False, None, "rt_non_bone"),
        ("prophylactic_cranial", None, "skull", "rt_non_bone"),
        ("curative", True, "sternum", "rt_curative"),
        ("ablative", True, "femur", "rt_ablative"),
        ("radiopharmaceutical", True, None, "rt_radiopharmaceutical"),
        ("unknown", True, "femur", "intent_unknown"),
        (None, True, "femur", "intent_unknown"),
    ],
)
def test_intent_and_target_of_radiotherapy(
    intent: str | None, is_bone: bool | None, site: str | None, expected: str | None
) -> None:
    irradiated = patient("a").radiotherapy(10, intent, site, target_is_bone=is_bone)
    assert reason(irradiated) == expected


def test_a_planned_course_that_was_never_given_is_no_event() -> None:
    planned = patient("a").radiotherapy(10, fractions_planned=5, fractions_delivered=0)
    assert reason(planned) == "rt_not_delivered"


def test_a_course_of_ten_fractions_is_one_event_at_its_first() -> None:
    somebody = patient("a")
    for on in (10, 11, 12, 13, 14, 17, 18, 19, 20, 21):
        somebody = somebody.radiotherapy(on, plan_id="P", fractions_planned=10)
    row = only(somebody)
    assert row["event_day"] == 10
    assert len(row["source_rows"]) == 10  # type: ignore[arg-type]


# Hypercalcaemia


def test_an_episode_of_hypercalcaemia_belongs_to_sre5_only() -> None:
    somebody = patient("a").lab("CA_TOTAL", 3.6, 10).lab("ALB", 40, 10)
    assert in_endpoints(somebody) == ["sre5"]
    assert only(somebody)["is_crisis"] is True


@pytest.mark.parametrize(
    ("pth", "reason_found", "certainty", "endpoints"),
    [
        (150.0, "pth_high", "uncertain", []),
        (10.0, None, "confirmed", ["sre5"]),
        (None, None, "probable", ["sre5"]),
    ],
)
def test_hypercalcaemia_with_high_pth_is_not_of_malignancy(
    pth: float | None, reason_found: str | None, certainty: str, endpoints: list[str]
) -> None:
    somebody = patient("a").lab("CA_TOTAL", 3.2, 10).lab("ALB", 40, 10)
    somebody = somebody if pth is None else somebody.lab("PTH", pth, 10)
    row = only(somebody)
    assert (row["excluded_reason"], row["certainty"]) == (reason_found, certainty)
    assert in_endpoints(somebody) == endpoints
    assert len(row["source_rows"]) == (2 if pth is None else 3)  # type: ignore[arg-type]


# Endpoints


def test_symptoms_of_a_fracture_decide_sse() -> None:
    assert in_endpoints(patient("a").fracture(10)) == ["sre4", "sre5", "sse"]
    assert in_endpoints(patient("a").fracture(10, is_symptomatic=False)) == ["sre4", "sre5"]
    unknown = only(patient("a").fracture(10, is_symptomatic=None))
    assert unknown["is_in_sse"] is None
    assert unknown["is_counted_sse"] is None
    assert unknown["is_in_sse_upper"] is unknown["is_counted_sse_upper"] is True
    assert unknown["is_counted_sre4"] is True


def test_an_excluded_row_is_kept_and_belongs_to_nothing() -> None:
    somebody = patient("a").fracture(10, fracture_mechanism="traumatic")
    assert in_endpoints(somebody) == []
    row = only(somebody)
    assert row["is_counted_sre4"] is row["is_counted_sre5"] is row["is_counted_sse"] is False


# Where it falls


def test_someone_without_documented_bone_metastasis_has_no_skeletal_event() -> None:
    somebody = person("a").diagnosis("primary", 0).fracture(10)
    row = only(somebody)
    assert row["excluded_reason"] == "X01"
    assert row["event_day"] is None
    assert row["is_prevalent"] is None


def test_the_reason_of_the_kind_comes_before_the_missing_bone_metastasis() -> None:
    assert reason(person("a").fracture(10, fracture_mechanism="traumatic")) == "traumatic"


def test_after_death_is_an_error_and_the_day_of_death_is_not() -> None:
    assert reason(patient("a", died=100).surgery(101)) == "X02"
    assert reason(patient("a", died=100).surgery(100)) is None


def test_a_month_that_holds_the_death_is_not_after_it() -> None:
    in_april = patient("a", died=95)  # died 5 April; the middle of April is written
    assert reason(in_april.fracture(105, date_precision="month")) == "after_exit"
    assert reason(in_april.fracture(105, date_precision="day")) == "X02"


def test_after_the_last_contact_nobody_was_watching() -> None:
    assert reason(patient("a", last_contact=100).surgery(101)) == "after_exit"
    assert reason(patient("a", last_contact=100).surgery(100)) is None


@pytest.mark.parametrize(
    ("on", "is_prevalent", "expected"),
    [(1, False, None), (0, True, None), (-30, True, None), (-31, True, "before_index")],
)
def test_at_index_or_up_to_30_days_before_an_event_is_prevalent(
    on: int, is_prevalent: bool, expected: str | None
) -> None:
    row = only(patient("a").radiotherapy(on))
    assert (row["is_prevalent"], row["excluded_reason"]) == (is_prevalent, expected)
    assert row["is_counted_sre4"] is (on == 1)


def test_between_index_and_entry_an_event_is_history() -> None:
    late = patient("a", first_contact=50)
    for on, is_history in ((1, True), (50, True), (51, False)):
        row = only(late.radiotherapy(on))
        assert row["is_before_entry"] is is_history
        assert row["is_counted_sre4"] is not is_history
        assert row["is_in_sre4"] is True


# Links


def linked(*told: Patient) -> list[tuple[str, str | None]]:
    found = events(*told)
    kind_of = dict(found.select("event_id", "event_kind").rows())
    return [
        (kind, kind_of.get(cause))
        for kind, cause in found.sort("occurred_on", "event_kind")
        .select("event_kind", "linked_event_id")
        .rows()
    ]


@pytest.mark.parametrize(("on", "cause"), [(10, "FX"), (31, "FX"), (32, None), (9, None)])
def test_surgery_of_the_same_bone_within_21_days_answers_a_fracture(
    on: int, cause: str | None
) -> None:
    found = dict(linked(patient("a").fracture(10, "femur").surgery(on, "fracture", "femur_neck")))
    assert found == {"FX": None, "SX": cause}


def test_radiotherapy_of_another_bone_answers_nothing() -> None:
    assert linked(patient("a").fracture(10, "femur").radiotherapy(20, site="humerus")) == [
        ("FX", None),
        ("RT", None),
    ]


def test_radiotherapy_of_the_spine_answers_a_cord_compression() -> None:
    compressed = patient("a").cord_compression(10)
    assert linked(compressed.radiotherapy(12, site="T8")) == [("SCC", None), ("RT", "SCC")]
    assert linked(compressed.radiotherapy(12, site="femur")) == [("SCC", None), ("RT", None)]
    assert linked(compressed.surgery(12, "decompression")) == [("SCC", None), ("SX", "SCC")]


def test_the_nearest_cause_is_taken_and_the_compression_on_the_same_day() -> None:
    both = patient("a").fracture(10, "T8").cord_compression(10).radiotherapy(12, site="T8")
    assert ("RT", "SCC") in linked(both)
    nearer = patient("a").fracture(11, "T8").cord_compression(10).radiotherapy(12, site="T8")
    assert ("RT", "FX") in linked(nearer)


def test_an_excluded_fracture_causes_nothing() -> None:
    fallen = patient("a").fracture(10, "femur", fracture_mechanism="traumatic")
    assert linked(fallen.radiotherapy(12, site="femur")) == [("FX", None), ("RT", None)]


def test_a_link_deletes_nothing() -> None:
    found = events(patient("a").fracture(10, "femur").radiotherapy(31, site="femur"))
    assert found["is_counted_sre4"].to_list() == [True, True]
