"""Tokuhashi, Tomita and Frankel: every line, the highest and lowest of lung, what is missing."""

import polars as pl
import pytest

from tests.support.histories import Patient, day, derive, hospital, patient
from transforms.derived.scores.tokuhashi import tokuhashi_class
from transforms.derived.scores.tomita import tomita_class

FREE = {
    f"has_{organ}_metastasis": False
    for organ in ("liver", "lung", "brain", "adrenal", "pleura", "node")
}


def bones(somebody: Patient, *sites: str, on: int = 0) -> Patient:
    for place, site in enumerate(sites):
        somebody = somebody.having(
            "lesion", examined_on=day(on), lesion_id=f"L{place}", bone_site=site
        )
    return somebody


def compressed(
    frankel: str | None = "D",
    *,
    karnofsky: int | None = 60,
    name: str = "a",
    sites: tuple[str, ...] = ("T8",),
    **organs: bool | None,
) -> Patient:
    """Compressed on day 10; viscera described that day."""
    somebody = bones(patient(name), *sites).cord_compression(10, frankel_initial=frankel)
    somebody = somebody.having("followup", visited_on=day(10), karnofsky=karnofsky)
    return somebody.diagnosis("other_metastasis", 10, **{**FREE, **organs})


def prognosis(somebody: Patient, on: int = 10) -> dict[str, object]:
    rows = derive("spine_prognosis", hospital(somebody))
    return rows.filter(pl.col("assessed_on") == day(on)).row(0, named=True)


@pytest.mark.parametrize(
    ("karnofsky", "points"),
    [(10, 0), (40, 0), (50, 1), (60, 1), (70, 1), (80, 2), (90, 2), (100, 2), (None, None)],
)
def test_tokuhashi_performance(karnofsky: int | None, points: int | None) -> None:
    assert prognosis(compressed(karnofsky=karnofsky))["tokuhashi_performance_points"] == points


@pytest.mark.parametrize(
    ("elsewhere", "points"),
    [((), 2), (("rib",), 1), (("rib", "femur"), 1), (("rib", "rib", "femur"), 0)],
)
def test_tokuhashi_bone_outside_the_spine(elsewhere: tuple[str, ...], points: int) -> None:
    row = prognosis(compressed(sites=("T8", *elsewhere)))
    assert row["extraspinal_lesion_count"] == len(elsewhere)
    assert row["tokuhashi_extraspinal_points"] == points


@pytest.mark.parametrize(
    ("levels", "count", "points"),
    [
        (("T8",), 1, 2),
        (("T8", "T8"), 1, 2),
        (("T8", "L2"), 2, 1),
        (("T8", "L2", "C4"), 3, 0),
        (("T8", "spine"), None, None),
        (("spine",), None, None),
        (("T8", "L2", "C4", "spine"), 3, 0),
    ],
)
def test_tokuhashi_vertebrae(
    levels: tuple[str, ...], count: int | None, points: int | None
) -> None:
    row = prognosis(compressed(sites=levels))
    assert row["vertebral_metastasis_count"] == count
    assert row["tokuhashi_vertebral_points"] == points


@pytest.mark.parametrize(
    ("frankel", "points"), [("A", 0), ("B", 0), ("C", 1), ("D", 1), ("E", 2), (None, None)]
)
def test_tokuhashi_palsy(frankel: str | None, points: int | None) -> None:
    assert prognosis(compressed(frankel))["tokuhashi_palsy_points"] == points


def test_tokuhashi_organs_and_primary() -> None:
    assert prognosis(compressed())["tokuhashi_organ_points"] == 2
    assert prognosis(compressed(has_liver_metastasis=True))["tokuhashi_organ_points"] is None
    assert prognosis(compressed(has_liver_metastasis=None))["tokuhashi_organ_points"] is None
    assert prognosis(compressed())["tokuhashi_primary_points"] == 0


def test_a_lung_cancer_has_at_most_10_of_tokuhashi() -> None:
    row = prognosis(compressed("E", karnofsky=90))
    assert (row["tokuhashi_total"], row["tokuhashi_class"]) == (10, "6_months_or_more")


def test_the_worst_spine_without_viscera_has_2() -> None:
    everywhere = ("T8", "L2", "C4", "rib", "femur", "skull")
    row = prognosis(compressed("A", karnofsky=30, sites=everywhere))
    assert (row["tokuhashi_total"], row["tokuhashi_class"]) == (2, "under_6_months")


def test_a_missing_part_leaves_a_range_and_a_class_only_when_it_cannot_change() -> None:
    good = prognosis(compressed("E", karnofsky=None))
    assert good["tokuhashi_total"] is None
    assert (good["tokuhashi_lowest"], good["tokuhashi_highest"]) == (8, 10)
    assert good["tokuhashi_class"] is None
    poor = prognosis(compressed("A", karnofsky=None))
    assert (poor["tokuhashi_lowest"], poor["tokuhashi_highest"]) == (6, 8)
    assert poor["tokuhashi_class"] == "under_6_months"


def test_a_visceral_metastasis_gives_at_best_the_points_of_a_removable_one() -> None:
    row = prognosis(compressed("E", karnofsky=90, has_liver_metastasis=True))
    assert (row["tokuhashi_lowest"], row["tokuhashi_highest"]) == (8, 9)
    assert (row["tokuhashi_total"], row["tokuhashi_class"]) == (None, None)


@pytest.mark.parametrize(
    ("total", "expected"),
    [
        (0, "under_6_months"),
        (8, "under_6_months"),
        (9, "6_months_or_more"),
        (11, "6_months_or_more"),
        (12, "12_months_or_more"),
        (15, "12_months_or_more"),
    ],
)
def test_tokuhashi_classes(total: int, expected: str) -> None:
    assert pl.select(tokuhashi_class(pl.lit(total))).item() == expected


def test_a_lung_cancer_has_at_least_5_of_tomita() -> None:
    row = prognosis(compressed())
    assert (
        row["tomita_primary_points"],
        row["tomita_visceral_points"],
        row["tomita_bone_points"],
    ) == (4, 0, 1)
    assert (row["tomita_total"], row["tomita_class"]) == (5, "marginal_or_intralesional")


def test_several_bones_or_a_visceral_metastasis_in_tomita() -> None:
    several = prognosis(compressed(sites=("T8", "rib")))
    assert (several["tomita_bone_points"], several["tomita_total"], several["tomita_class"]) == (
        2,
        6,
        "palliative",
    )
    visceral = prognosis(compressed(has_brain_metastasis=True))
    assert (visceral["tomita_visceral_points"], visceral["tomita_total"]) == (None, None)


@pytest.mark.parametrize(
    ("total", "expected"),
    [
        (2, "wide_or_marginal"),
        (3, "wide_or_marginal"),
        (4, "marginal_or_intralesional"),
        (5, "marginal_or_intralesional"),
        (6, "palliative"),
        (7, "palliative"),
        (8, "supportive"),
        (10, "supportive"),
    ],
)
def test_tomita_classes(total: int, expected: str) -> None:
    assert pl.select(tomita_class(pl.lit(total))).item() == expected


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        ("C", "E", 2),
        ("D", "D", 0),
        ("E", "B", -3),
        ("A", "E", 4),
        (None, "D", None),
        ("C", None, None),
    ],
)
def test_frankel_grades_gained_in_30_days(
    before: str | None, after: str | None, change: int | None
) -> None:
    somebody = patient("a").cord_compression(10, frankel_initial=before, frankel_day_30=after)
    assert prognosis(somebody)["frankel_change"] == change


def test_two_compressions_of_one_day_are_one_with_the_worst_grade() -> None:
    somebody = (
        patient("a")
        .cord_compression(10, frankel_initial="D")
        .cord_compression(10, frankel_initial="B")
    )
    rows = derive("spine_prognosis", hospital(somebody))
    assert rows["frankel_initial"].to_list() == ["B"]


def test_the_worst_grade_is_that_of_the_same_patient_also_where_one_is_not_known() -> None:
    """Compressions of three patients, one of them twice without a grade in one: B, C, D."""
    told = {"a": ("B", None, "B"), "b": ("C", "C", "C"), "c": (None, "D", None), "d": (None,)}
    people = [patient(name) for name in told]
    for place, grades in enumerate(told.values()):
        for grade in grades:
            people[place] = people[place].cord_compression(10, frankel_initial=grade)
    rows = derive("spine_prognosis", hospital(*people)).sort("patient_id")
    assert rows["frankel_initial"].to_list() == ["B", "C", "D", None]


def test_assessed_at_the_first_vertebral_lesion_and_at_each_compression() -> None:
    somebody = bones(bones(compressed(), "T9", on=60), "T8", on=90).cord_compression(200)
    rows = derive("spine_prognosis", hospital(somebody))
    assert rows.select("assessed_on", "assessment_basis").rows() == [
        (day(0), "first_vertebral_lesion"),
        (day(10), "cord_compression"),
        (day(200), "cord_compression"),
    ]


def test_a_compression_names_the_day_it_shares_with_the_first_lesion() -> None:
    somebody = bones(patient("a"), "T8", on=10).cord_compression(10, frankel_initial="C")
    rows = derive("spine_prognosis", hospital(somebody))
    assert rows.select("assessment_basis", "frankel_initial").rows() == [("cord_compression", "C")]


def test_only_lesions_known_by_then_count() -> None:
    somebody = bones(bones(compressed(), "L2", on=40), "C4", on=41)
    assert prognosis(somebody)["vertebral_metastasis_count"] == 2


def test_without_any_described_lesion_the_counts_are_unknown() -> None:
    row = prognosis(compressed(sites=()))
    assert (row["vertebral_metastasis_count"], row["extraspinal_lesion_count"]) == (None, None)
    assert (row["tokuhashi_total"], row["tomita_total"]) == (None, None)


@pytest.mark.parametrize(
    ("visits", "expected"),
    [
        ([(10 - 30, 80)], 80),
        ([(10 - 31, 80)], None),
        ([(10 + 30, 80)], 80),
        ([(5, 80), (12, 50)], 50),
        ([(8, 80), (12, 50)], 80),
    ],
)
def test_karnofsky_of_the_nearest_visit_within_30_days(
    visits: list[tuple[int, int]], expected: int | None
) -> None:
    somebody = bones(patient("a"), "T8").cord_compression(10)
    for on, karnofsky in visits:
        somebody = somebody.having("followup", visited_on=day(on), karnofsky=karnofsky)
    assert prognosis(somebody)["karnofsky"] == expected


def test_a_rib_alone_is_no_spine_and_strangers_to_the_cohort_have_no_row() -> None:
    stranger = bones(Patient("b"), "T8")
    assert derive("spine_prognosis", hospital(bones(patient("a"), "rib"), stranger)).is_empty()


def test_row_order_changes_nothing() -> None:
    frames = hospital(compressed(sites=("T8", "rib", "L1")), compressed("A", name="b"))
    turned = {name: frame.reverse() for name, frame in frames.items()}
    assert derive("spine_prognosis", turned).equals(derive("spine_prognosis", frames))
