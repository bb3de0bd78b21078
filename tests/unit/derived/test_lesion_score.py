"""Mirels and SINS: every line of both tables, the thresholds, what the report says."""

import polars as pl
import pytest

from tests.support.histories import table
from transforms.derived.lesion_score import lesion_score
from transforms.derived.scores.bands import sum_of_parts
from transforms.derived.scores.mirels import mirels_parts
from transforms.derived.scores.sins import sins_parts

Value = str | int | float | None
MIRELS = {
    "mirels_site_points": 1,
    "mirels_pain_points": 1,
    "mirels_lesion_points": 1,
    "mirels_size_points": 1,
}
SINS = {
    "sins_location_points": 0,
    "sins_pain_points": 0,
    "sins_lesion_points": 0,
    "sins_alignment_points": 0,
    "sins_collapse_points": 0,
    "sins_posterolateral_points": 0,
}


def lesions(*described: dict[str, Value]) -> pl.DataFrame:
    titles = list(dict.fromkeys(name for lesion in described for name in lesion))
    lines = [
        " | ".join(
            str(lesion.get(title, "") or "") if lesion.get(title) != 0 else "0" for title in titles
        )
        for lesion in described
    ]
    pictures = [f"a | L | day 0 | {line}" for line in lines]
    return table(
        "lesion", "\n".join(["patient | lesion_id | on | " + " | ".join(titles), *pictures])
    )


def score(site: str, **values: Value) -> dict[str, object]:
    return lesion_score(lesions({"bone_site": site, **values})).row(0, named=True)


def part(site: str, name: str, **values: Value) -> object:
    """One part of the score of the bone, as points."""
    chosen = sins_parts() if site[1:].isdigit() else mirels_parts()
    return lesions({"bone_site": site, **values}).select(chosen[name]).item()


@pytest.mark.parametrize(
    ("site", "points"),
    [
        ("humerus", 1),
        ("radius_ulna", 1),
        ("tibia", 2),
        ("fibula", 2),
        ("femur_head", 2),
        ("femur_neck", 2),
        ("femur_diaphysis", 2),
        ("femur_subtrochanteric", 2),
        ("femur_distal", 2),
        ("femur_peritrochanteric", 3),
        ("femur", None),
    ],
)
def test_mirels_site(site: str, points: int | None) -> None:
    assert part(site, "site") == points


@pytest.mark.parametrize(
    ("pain", "points"), [("none", 1), ("mild", 1), ("moderate", 2), ("functional", 3), ("", None)]
)
def test_mirels_pain(pain: str, points: int | None) -> None:
    assert part("tibia", "pain", lesion_pain=pain) == points


@pytest.mark.parametrize(
    ("kind", "points"),
    [("sclerotic", 1), ("mixed", 2), ("lytic", 3), ("unknown", None), ("", None)],
)
def test_mirels_lesion(kind: str, points: int | None) -> None:
    assert part("tibia", "lesion", lesion_type=kind) == points


@pytest.mark.parametrize(
    ("share", "points"),
    [(0.0, 1), (0.33, 1), (0.34, 2), (0.66, 2), (0.67, 3), (1.0, 3), (None, None)],
)
def test_mirels_size(share: float | None, points: int | None) -> None:
    assert part("tibia", "size", cortical_destruction_fraction=share) == points


@pytest.mark.parametrize(
    ("levels", "points"),
    [
        ("C1 C2 C7 T1 T2 T11 T12 L1 L5 S1", 3),
        ("C3 C4 C5 C6 L2 L3 L4", 2),
        ("T3 T4 T5 T6 T7 T8 T9 T10", 1),
        ("S2 S3 S4 S5", 0),
    ],
)
def test_sins_location(levels: str, points: int) -> None:
    assert [part(level, "location") for level in levels.split()] == [points] * len(levels.split())


@pytest.mark.parametrize(
    ("kind", "points"), [("lytic", 2), ("mixed", 1), ("sclerotic", 0), ("unknown", None)]
)
def test_sins_lesion(kind: str, points: int | None) -> None:
    assert part("T8", "lesion", lesion_type=kind) == points


@pytest.mark.parametrize(
    ("pain", "points"), [("none", 0), ("mild", None), ("moderate", None), ("functional", None)]
)
def test_sins_pain_is_told_by_the_description_only_when_there_is_none(
    pain: str, points: int | None
) -> None:
    assert part("T8", "pain", lesion_pain=pain) == points


@pytest.mark.parametrize(
    ("name", "points"),
    [
        ("location", (0, 1, 2, 3)),
        ("pain", (0, 1, 3)),
        ("lesion", (0, 1, 2)),
        ("alignment", (0, 2, 4)),
        ("collapse", (0, 1, 2, 3)),
        ("posterolateral", (0, 1, 3)),
    ],
)
def test_every_reported_line_of_sins_adds_its_points(name: str, points: tuple[int, ...]) -> None:
    for given in points:
        row = score("T8", **{**SINS, f"sins_{name}_points": given})
        assert row["sins_total"] == given


@pytest.mark.parametrize("name", ["site", "pain", "lesion", "size"])
def test_every_reported_line_of_mirels_adds_its_points(name: str) -> None:
    for given in (1, 2, 3):
        row = score("femur", **{**MIRELS, f"mirels_{name}_points": given})
        assert row["mirels_total"] == 3 + given


@pytest.mark.parametrize(
    ("parts", "total", "suggests", "opinion"),
    [
        ((1, 1, 1, 1), 4, "observe", False),
        ((2, 2, 2, 1), 7, "observe", False),
        ((2, 2, 2, 2), 8, "judgement", False),
        ((3, 2, 2, 2), 9, "fixation", True),
        ((3, 3, 3, 3), 12, "fixation", True),
    ],
)
def test_mirels_classes(parts: tuple[int, ...], total: int, suggests: str, opinion: bool) -> None:
    row = score("femur", **dict(zip(MIRELS, parts, strict=True)))
    assert (row["mirels_total"], row["mirels_class"]) == (total, suggests)
    assert row["needs_surgical_opinion"] is opinion


@pytest.mark.parametrize(
    ("parts", "total", "stability", "opinion"),
    [
        ((0, 0, 0, 0, 0, 0), 0, "stable", False),
        ((3, 3, 0, 0, 0, 0), 6, "stable", False),
        ((3, 3, 1, 0, 0, 0), 7, "potentially_unstable", True),
        ((3, 3, 2, 4, 0, 0), 12, "potentially_unstable", True),
        ((3, 3, 2, 4, 1, 0), 13, "unstable", True),
        ((3, 3, 2, 4, 3, 3), 18, "unstable", True),
    ],
)
def test_sins_classes(parts: tuple[int, ...], total: int, stability: str, opinion: bool) -> None:
    row = score("L1", **dict(zip(SINS, parts, strict=True)))
    assert (row["sins_total"], row["sins_class"]) == (total, stability)
    assert row["needs_surgical_opinion"] is opinion


def test_a_described_lytic_peritrochanteric_lesion_scores_without_reported_points() -> None:
    row = score(
        "femur_peritrochanteric",
        lesion_pain="functional",
        lesion_type="lytic",
        cortical_destruction_fraction=0.7,
    )
    assert (row["mirels_total"], row["mirels_class"]) == (12, "fixation")


def test_a_missing_part_makes_no_sum_and_the_reported_score_gives_the_class() -> None:
    row = score("tibia", lesion_type="lytic", mirels_score=9)
    assert (row["mirels_total"], row["mirels_class"]) == (None, "fixation")
    assert row["mirels_disagrees"] is None
    alone = score("tibia", lesion_type="lytic")
    assert (alone["mirels_class"], alone["needs_surgical_opinion"]) == (None, None)


@pytest.mark.parametrize(("reported", "disagrees"), [(8, False), (9, True), (None, None)])
def test_a_reported_mirels_that_is_not_the_sum_disagrees(
    reported: int | None, disagrees: bool | None
) -> None:
    parts = dict(zip(MIRELS, (2, 2, 2, 2), strict=True))
    row = score("tibia", mirels_score=reported, **parts)
    assert row["mirels_disagrees"] is disagrees
    assert row["mirels_class"] == "judgement"


@pytest.mark.parametrize(("reported", "disagrees"), [(6, False), (5, True), (None, None)])
def test_a_reported_sins_that_is_not_the_sum_disagrees(
    reported: int | None, disagrees: bool | None
) -> None:
    row = score(
        "L1", sins_score=reported, **{**SINS, "sins_location_points": 3, "sins_pain_points": 3}
    )
    assert row["sins_disagrees"] is disagrees


def test_mirels_is_for_long_bones_and_sins_for_the_spine() -> None:
    vertebra = score("T8", mirels_score=9, **MIRELS)
    assert (vertebra["mirels_total"], vertebra["mirels_score"], vertebra["mirels_class"]) == (
        None,
        None,
        None,
    )
    assert vertebra["has_misplaced_score"] is True
    femur = score("femur", sins_score=9, **SINS)
    assert (femur["sins_total"], femur["sins_class"], femur["has_misplaced_score"]) == (
        None,
        None,
        True,
    )
    rib = score("rib", **MIRELS, **SINS)
    assert (rib["mirels_total"], rib["sins_total"], rib["needs_surgical_opinion"]) == (
        None,
        None,
        None,
    )
    assert score("tibia", mirels_score=9)["has_misplaced_score"] is False


@pytest.mark.parametrize("site", ["spine", "sacrum"])
def test_a_spine_without_level_has_no_location_unless_reported(site: str) -> None:
    assert score(site, **{**SINS, "sins_location_points": None})["sins_total"] is None
    assert score(site, **{**SINS, "sins_location_points": 3})["sins_total"] == 3


@pytest.mark.parametrize(
    ("site", "default", "seed"),
    [
        ("T8", True, True),
        ("C7", True, True),
        ("C3", False, True),
        ("femur_neck", True, True),
        ("acetabulum", True, False),
        ("sacrum", True, False),
        ("tibia", True, False),
        ("humerus", False, False),
        ("rib", False, False),
    ],
)
def test_weight_bearing_by_default_and_in_the_founding_text(
    site: str, default: bool, seed: bool
) -> None:
    row = score(site)
    assert (row["is_weight_bearing"], row["is_weight_bearing_seed"]) == (default, seed)


def test_the_highest_sums_are_12_and_18() -> None:
    highest = lesions(
        {"bone_site": "femur", **dict.fromkeys(MIRELS, 3)},
        {"bone_site": "T1", **dict(zip(SINS, (3, 3, 2, 4, 3, 3), strict=True))},
    )
    assert highest.select(sum_of_parts(mirels_parts())).item(0, 0) == 12
    assert highest.select(sum_of_parts(sins_parts())).item(1, 0) == 18


def test_one_row_a_described_lesion_in_any_order() -> None:
    described = lesions({"bone_site": "femur"}, {"bone_site": "T8"}, {"bone_site": "rib"})
    told = lesion_score(described)
    assert told["lesion_row"].to_list() == [
        "lesion:T:LESION-1",
        "lesion:T:LESION-2",
        "lesion:T:LESION-3",
    ]
    assert lesion_score(described.reverse()).equals(told)
