"""The disease profile: stage, spread, bone metastasis, risk factors, observation."""

from datetime import date

import pytest

from tests.support.histories import AS_OF, Cell, Patient, day, derive, hospital, person

NOWHERE = {
    f"has_{organ}_metastasis": False
    for organ in ("liver", "lung", "brain", "adrenal", "pleura", "node")
}


def with_cancer(
    name: str = "a",
    *,
    died: int | None = None,
    last_contact: int | None = 700,
    first_contact: int | None = None,
    **primary: Cell,
) -> Patient:
    """Someone whose lung cancer was diagnosed on DAY_0."""
    somebody = person(name, died=died, last_contact=last_contact, first_contact=first_contact)
    told: dict[str, Cell] = {
        "icdo_topography_code": "C34.1",
        "icdo_morphology_code": "8140/3",
        **primary,
    }
    return somebody.having("diagnosis", diagnosis_kind="primary", diagnosed_on=day(0), **told)


def profile(somebody: Patient, as_of: date = AS_OF) -> dict[str, object]:
    return derive("disease_profile", hospital(somebody), as_of).row(0, named=True)


def bone(somebody: Patient, on: int) -> Patient:
    return somebody.diagnosis("bone_metastasis", on, diagnosis_basis="imaging")


def liver(somebody: Patient, on: int) -> Patient:
    return somebody.diagnosis("other_metastasis", on, has_liver_metastasis=True)


def test_lung_cancer_without_metastasis_has_a_row() -> None:
    row = profile(with_cancer())
    assert (row["cancer_on"], row["histology"]) == (day(0), "adenocarcinoma")
    assert row["has_bone_metastasis"] is False
    assert row["is_bone_metastasis_synchronous"] is False
    assert row["stage_iv_on"] is None
    assert row["is_stage_iv_at_diagnosis"] is False
    assert row["has_bone_metastasis_at_stage_iv"] is None
    assert row["metastatic_class"] is None


def test_a_primary_of_another_organ_has_none() -> None:
    breast = person("a").diagnosis("primary", 0, icdo_topography_code="C50.1")
    assert derive("disease_profile", hospital(breast)).is_empty()


@pytest.mark.parametrize(
    ("topography", "icd10", "is_of_the_lung"),
    [
        ("C34.1", "C34.1", True),
        ("C34.1", "Z51.1", True),  # the stay was for chemotherapy
        ("C77.1", "C34.1", True),  # the tissue was that of a node
        (None, "C34.9", True),
        (None, None, True),
        ("C50.1", None, False),
        (None, "C50.9", False),
        ("C50.1", "C50.9", False),
    ],
)
def test_one_code_is_enough_for_date_and_stage_alike(
    topography: str | None, icd10: str | None, is_of_the_lung: bool
) -> None:
    told = person("a").diagnosis(
        "primary", 0, icdo_topography_code=topography, icd10_code=icd10, stage="IV"
    )
    found = derive("disease_profile", hospital(told))
    assert found.select("cancer_on", "stage_at_diagnosis", "stage_iv_on").rows() == (
        [(day(0), "IV", day(0))] if is_of_the_lung else []
    )


def test_a_metastatic_recurrence_dates_the_spread_and_not_the_stage_at_diagnosis() -> None:
    operated = with_cancer(stage="II")
    row = profile(operated.diagnosis("recurrence", 400, icd10_code="C34.1", stage="IV"))
    assert (row["stage_at_diagnosis"], row["stage_iv_on"]) == ("II", day(400))
    assert row["is_stage_iv_at_diagnosis"] is False


def test_somebody_first_known_by_a_recurrence_has_no_stage_at_diagnosis() -> None:
    row = profile(person("a").diagnosis("recurrence", 3, icd10_code="C34.1", stage="IV"))
    assert (row["cancer_on"], row["stage_at_diagnosis"], row["stage_iv_on"]) == (
        day(3),
        None,
        day(3),
    )


def test_a_recurrence_of_no_stated_place_is_not_a_lung_cancer() -> None:
    nowhere = person("a").diagnosis("recurrence", 3)
    assert derive("disease_profile", hospital(nowhere)).is_empty()


@pytest.mark.parametrize(
    ("written", "stage"),
    [
        ("IV", "IV"),
        ("IVA", "IV"),
        ("IVB", "IV"),
        ("stade IV", "IV"),
        ("4", "IV"),
        ("IIIA", "III"),
        ("II", "II"),
        ("IB", "I"),
        ("1", "I"),
        ("unknown", None),
        ("", None),
    ],
)
def test_stage_group_as_written(written: str, stage: str | None) -> None:
    assert profile(with_cancer(stage=written or None))["stage_at_diagnosis"] == stage


@pytest.mark.parametrize(
    "said", [{"stage": "IVA"}, {"metastasis_class": "M1b"}, {"metastasis_class": "cM1"}]
)
def test_stage_iv_or_m1_at_the_primary_dates_stage_iv(said: dict[str, str]) -> None:
    row = profile(with_cancer(**said))
    assert (row["stage_iv_on"], row["is_stage_iv_at_diagnosis"]) == (day(0), True)


def test_m0_and_stage_iii_are_not_metastatic() -> None:
    assert profile(with_cancer(stage="IIIB", metastasis_class="M0"))["stage_iv_on"] is None


def test_stage_iv_is_the_first_metastasis_of_any_place() -> None:
    assert profile(bone(liver(with_cancer(), 200), 300))["stage_iv_on"] == day(200)
    assert profile(liver(bone(with_cancer(), 200), 300))["stage_iv_on"] == day(200)
    assert profile(with_cancer(has_brain_metastasis=True))["stage_iv_on"] == day(0)
    coded = with_cancer().diagnosis("other_metastasis", 150, icd10_code="C78.7")
    assert profile(coded)["stage_iv_on"] == day(150)


def test_a_metastasis_long_before_the_lung_cancer_is_of_another_cancer() -> None:
    assert profile(liver(with_cancer(), -31))["stage_iv_on"] is None
    assert profile(liver(with_cancer(), -30))["stage_iv_on"] == day(-30)


@pytest.mark.parametrize(("on", "synchronous"), [(-20, True), (0, True), (90, True), (91, False)])
def test_bone_metastasis_is_synchronous_up_to_90_days(on: int, synchronous: bool) -> None:
    row = profile(bone(with_cancer(), on))
    assert row["has_bone_metastasis"] is True
    assert row["bone_metastasis_on"] == day(on)
    assert row["is_bone_metastasis_synchronous"] is synchronous
    assert row["is_stage_iv_at_diagnosis"] is synchronous


@pytest.mark.parametrize(("on", "at_stage_iv"), [(30, True), (31, False)])
def test_bone_metastasis_within_30_days_belongs_to_the_staging(on: int, at_stage_iv: bool) -> None:
    row = profile(bone(with_cancer(stage="IV"), on))
    assert row["has_bone_metastasis_at_stage_iv"] is at_stage_iv


@pytest.mark.parametrize(
    ("organs", "has_bone", "expected"),
    [
        ({}, True, "bone_only"),
        ({"has_node_metastasis": True}, True, "bone_node"),
        ({"has_liver_metastasis": True}, True, "bone_visceral"),
        ({"has_lung_metastasis": True}, True, "bone_visceral"),
        ({"has_brain_metastasis": True}, True, "bone_visceral"),
        ({"has_adrenal_metastasis": True}, True, "bone_visceral"),
        ({"has_pleura_metastasis": True}, True, "bone_visceral"),
        ({"has_pleura_metastasis": True, "has_node_metastasis": True}, False, "visceral_only"),
        ({"has_node_metastasis": True}, False, "node_only"),
    ],
)
def test_metastatic_class(organs: dict[str, bool], has_bone: bool, expected: str) -> None:
    somebody = with_cancer(stage="IV", **{**NOWHERE, **organs})
    assert profile(bone(somebody, 10) if has_bone else somebody)["metastatic_class"] == expected


def test_an_organ_nobody_described_is_not_free_of_metastasis() -> None:
    undescribed = {**NOWHERE, "has_brain_metastasis": None}
    assert profile(bone(with_cancer(**undescribed), 10))["metastatic_class"] is None
    assert profile(bone(with_cancer(), 10))["metastatic_class"] is None
    seen_in_liver = {**undescribed, "has_liver_metastasis": True}
    assert profile(bone(with_cancer(**seen_in_liver), 10))["metastatic_class"] == "bone_visceral"


def test_an_organ_free_years_before_stage_iv_is_not_known_free_at_stage_iv() -> None:
    assert profile(bone(with_cancer(**NOWHERE), 400))["metastatic_class"] is None
    restaged = bone(with_cancer(**NOWHERE), 400).diagnosis(
        "other_metastasis", 410, **{**NOWHERE, "has_node_metastasis": True}
    )
    assert profile(restaged)["metastatic_class"] == "bone_node"


def test_viscera_that_come_later_do_not_change_the_class_and_date_the_turning_point() -> None:
    row = profile(liver(bone(with_cancer(**NOWHERE), 10), 200))
    assert row["metastatic_class"] == "bone_only"
    assert row["first_visceral_metastasis_on"] == day(200)


def test_a_node_is_not_visceral() -> None:
    row = profile(with_cancer(**{**NOWHERE, "has_node_metastasis": True}))
    assert row["first_visceral_metastasis_on"] is None


@pytest.mark.parametrize(
    ("organs", "count"),
    [
        ({}, 0),
        ({"has_liver_metastasis": True}, 1),
        ({"has_liver_metastasis": True, "has_node_metastasis": True}, 2),
        ({"has_liver_metastasis": None}, None),
    ],
)
def test_other_sites_at_diagnosis(organs: dict[str, bool], count: int | None) -> None:
    assert profile(with_cancer(**{**NOWHERE, **organs}))["other_site_count"] == count


def test_other_sites_are_counted_up_to_90_days_after_the_diagnosis() -> None:
    assert profile(liver(with_cancer(**NOWHERE), 90))["other_site_count"] == 1
    assert profile(liver(with_cancer(**NOWHERE), 91))["other_site_count"] == 0


@pytest.mark.parametrize(("size", "large"), [(20.0, False), (20.5, True), (None, None)])
def test_a_primary_is_large_above_20_mm(size: float | None, large: bool | None) -> None:
    assert profile(with_cancer(tumour_size_mm=size))["is_over_20_mm"] is large


@pytest.mark.parametrize(
    ("written", "positive"),
    [
        ("N0", False),
        ("cN0", False),
        ("N1", True),
        ("cN2", True),
        ("3", True),
        ("N2b", True),
        ("NX", None),
        (None, None),
    ],
)
def test_nodes_are_positive_from_n1(written: str | None, positive: bool | None) -> None:
    assert profile(with_cancer(node_class=written))["is_node_positive"] is positive


def test_the_molecular_group_is_beside_it() -> None:
    somebody = with_cancer().having(
        "molecular_test", gene="KRAS", test_result="positive", variant_hgvs="p.Gly12Ala"
    )
    row = profile(somebody)
    assert (row["molecular_group"], row["kras_variant"]) == ("KRAS", "G12A")
    assert profile(with_cancer())["molecular_group"] is None


def test_observation_runs_from_the_diagnosis_to_death() -> None:
    row = profile(with_cancer(died=200, last_contact=150))
    assert (row["entry_on"], row["exit_on"], row["exit_status"]) == (day(0), day(200), "dead")


def test_someone_referred_late_enters_late_and_the_last_30_days_are_not_complete() -> None:
    row = profile(with_cancer(first_contact=45, last_contact=100), as_of=day(110))
    assert (row["entry_on"], row["exit_on"], row["exit_status"]) == (day(45), day(80), "censored")


def test_observation_ends_as_in_the_cohort() -> None:
    for somebody in (
        bone(with_cancer(died=200), 0),
        bone(with_cancer(last_contact=120), 0),
        bone(with_cancer(last_contact=None), 0).visit(90).visit(300, "news"),
    ):
        cohort = derive("cohort", hospital(somebody)).row(0, named=True)
        row = profile(somebody)
        assert (row["exit_on"], row["exit_status"]) == (cohort["exit_on"], cohort["exit_status"])


def test_every_diagnosis_of_the_patient_is_evidence() -> None:
    row = profile(liver(bone(with_cancer(), 10), 20))
    assert row["source_rows"] == [
        "diagnosis:T:DIAGNOSIS-1",
        "diagnosis:T:DIAGNOSIS-2",
        "diagnosis:T:DIAGNOSIS-3",
    ]


def test_row_order_changes_nothing() -> None:
    frames = hospital(liver(bone(with_cancer("a", **NOWHERE), 10), 20), bone(with_cancer("b"), 95))
    turned = {name: frame.reverse() for name, frame in frames.items()}
    assert derive("disease_profile", turned).equals(derive("disease_profile", frames))
