"""Where events happen: each once, in its bone and on its side."""

import polars as pl

from tests.support.histories import derive, hospital, patient
from tests.support.populations import drawn, event, lives
from transforms.published.event_site import event_site


def places(rows: pl.DataFrame, content: str) -> dict[tuple[str, str], tuple[int, int]]:
    told = rows.filter(pl.col("site_content") == content)
    names = ("bone_region", "laterality", "item_count", "patient_count")
    return {
        (where, side): (items, people) for where, side, items, people in told.select(names).rows()
    }


def told_events(*rows: dict[str, object]) -> pl.DataFrame:
    cohort, _, _ = lives((400, False, []), (400, False, []))
    return event_site(drawn("skeletal_event", rows), cohort, hospital()["lesion"])


def test_sides_are_told_apart_and_an_unstated_one_is_unknown() -> None:
    rows = told_events(
        event("p00", 50, bone_site="femur_neck", laterality="L"),
        event("p00", 90, bone_site="femur", laterality="L"),
        event("p01", 50, bone_site="femur", laterality="R"),
        event("p01", 60, bone_site="humerus"),
        event("p01", 70),
    )
    assert places(rows, "SRE4") == {
        ("femur", "L"): (2, 1),
        ("femur", "R"): (1, 1),
        ("humerus", "U"): (1, 1),
        ("not_stated", "U"): (1, 1),
    }
    assert rows["denominator"].unique().to_list() == [2]


def test_treatment_that_answers_an_event_is_not_a_second_one_and_calcium_has_no_bone() -> None:
    fracture = event("p00", 50, "FX", bone_site="T8", laterality="M")
    rows = told_events(
        fracture,
        event(
            "p00", 55, "RT", bone_site="T8", laterality="M", linked_event_id=fracture["event_id"]
        ),
        event("p00", 80, "HCM"),
    )
    assert places(rows, "SRE4") == {("thoracic_spine", "M"): (1, 1)}


def test_events_at_diagnosis_or_of_nobody_observed_are_in_no_place() -> None:
    rows = told_events(
        event("p00", -3, is_prevalent=True, bone_site="femur"),
        event("nobody", 30, bone_site="femur"),
    )
    assert places(rows, "SRE4") == {}


def test_a_lesion_imaged_twice_is_one() -> None:
    seen = patient("a").lesion(0, "femur").lesion(60, "femur").lesion(60, "skull")
    rows = derive("event_site", hospital(seen))
    assert places(rows, "lesion") == {("femur", "U"): (1, 1), ("skull", "U"): (1, 1)}
