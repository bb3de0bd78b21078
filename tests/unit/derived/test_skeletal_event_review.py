"""What a clinician's verdict makes of an event."""

from datetime import datetime

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.histories import Patient, derive, event, hospital, patient, shuffled
from tests.support.slow_events import reviewed_events
from warehouse.schema import VOCABULARIES
from warehouse.schema.definitions import names


def events(*patients: Patient) -> dict[str, dict[str, object]]:
    """Skeletal events by key."""
    found = derive("skeletal_event", hospital(*patients))
    return {row["event_id"]: row for row in found.iter_rows(named=True)}


def reason(somebody: Patient, founding_row: str) -> object:
    return events(somebody)[event(founding_row)]["excluded_reason"]


def fractured(on: int = 10, **values: str | bool | None) -> Patient:
    return patient("a").fracture(on, "femur", source_row_id="FX1", **values)


# Accept


def test_an_accepted_fracture_of_unknown_mechanism_is_an_event() -> None:
    waiting = fractured(fracture_mechanism="unknown")
    before = events(waiting)[event("fracture FX1")]
    assert (before["excluded_reason"], before["certainty"]) == ("mechanism_unknown", "uncertain")
    assert (before["review_decision"], before["reviewed_at"]) == (None, None)
    after = events(waiting.reviewed("fracture FX1", "accept", on=100, source_row_id="RV1"))
    row = after[event("fracture FX1")]
    assert (row["excluded_reason"], row["certainty"]) == (None, "confirmed")
    assert row["review_decision"] == "accept"
    assert row["reviewed_at"] == datetime(2024, 4, 10, 12)
    assert row["is_counted_sre4"] is True
    assert row["source_rows"] == ["fracture:T:FX1", "review:T:RV1"]


@pytest.mark.parametrize(
    ("somebody", "founding_row", "before"),
    [
        (fractured(fracture_mechanism="traumatic"), "fracture FX1", "traumatic"),
        (fractured(icd10_code="M80.0"), "fracture FX1", "benign"),
        (fractured().lesion(12, "L1"), "fracture FX1", "no_lesion"),
        (
            fractured(fracture_mechanism="unknown").lesion(12, "L1"),
            "fracture FX1",
            "mechanism_unknown",
        ),
        (
            patient("a").cord_compression(10, confirmed_by="unknown", source_row_id="CC1"),
            "cord_compression CC1",
            "not_confirmed",
        ),
        (
            patient("a").surgery(10, None, source_row_id="CH1"),
            "surgery CH1",
            "intent_unknown",
        ),
        (
            patient("a").radiotherapy(10, "unknown", source_row_id="R1"),
            "radiotherapy R1",
            "intent_unknown",
        ),
        (
            patient("a").radiotherapy(10, site=None, target_is_bone=None, source_row_id="R1"),
            "radiotherapy R1",
            "rt_target_unknown",
        ),
    ],
)
def test_acceptance_lifts_what_the_evidence_left_open(
    somebody: Patient, founding_row: str, before: str
) -> None:
    assert reason(somebody, founding_row) == before
    assert before in names("reasons_lifted_by_acceptance")
    assert reason(somebody.reviewed(founding_row, "accept"), founding_row) is None


@pytest.mark.parametrize(
    ("somebody", "founding_row", "expected"),
    [
        (patient("a").surgery(10, "biopsy", source_row_id="CH1"), "surgery CH1", "biopsy"),
        (
            patient("a").radiotherapy(10, "curative", source_row_id="R1"),
            "radiotherapy R1",
            "rt_curative",
        ),
        (
            patient("a").radiotherapy(10, target_is_bone=False, source_row_id="R1"),
            "radiotherapy R1",
            "rt_non_bone",
        ),
        (
            patient("a").radiotherapy(10, "ablative", source_row_id="R1"),
            "radiotherapy R1",
            "rt_ablative",
        ),
    ],
)
def test_acceptance_does_not_change_what_counts(
    somebody: Patient, founding_row: str, expected: str
) -> None:
    assert reason(somebody.reviewed(founding_row, "accept"), founding_row) == expected


@pytest.mark.parametrize(
    ("on", "died", "expected"),
    [(20, 15, "X02"), (750, None, "after_exit"), (-31, None, "before_index")],
)
def test_acceptance_does_not_change_when_a_patient_was_observed(
    on: int, died: int | None, expected: str
) -> None:
    somebody = patient("a", died=died).fracture(
        on, "femur", source_row_id="FX1", fracture_mechanism="unknown"
    )
    assert reason(somebody.reviewed("fracture FX1", "accept"), "fracture FX1") == expected


def test_an_accepted_event_of_somebody_without_bone_metastasis_stays_out() -> None:
    lung_only = Patient("a", patient("a").rows[:2]).fracture(10, source_row_id="FX1")
    assert reason(lung_only.reviewed("fracture FX1", "accept"), "fracture FX1") == "X01"


def test_every_reason_a_review_lifts_is_a_reason() -> None:
    declared = VOCABULARIES["event_exclusion"].codes
    assert set(names("reasons_lifted_by_acceptance")) < set(declared)
    assert {"rejected_by_review", "merged_by_review"} < set(declared)


# Reject


def test_a_rejected_event_stays_visible_and_counts_nowhere() -> None:
    somebody = fractured().radiotherapy(15, source_row_id="R1")
    before = events(somebody)
    assert before[event("radiotherapy R1")]["linked_event_id"] == event("fracture FX1")
    assert before[event("radiotherapy R1")]["is_counted_sre4"] is False  # within 21 days
    after = events(somebody.reviewed("fracture FX1", "reject", review_reason="not_a_fracture"))
    rejected, course = after[event("fracture FX1")], after[event("radiotherapy R1")]
    assert rejected["excluded_reason"] == "rejected_by_review"
    assert [rejected[f"is_in_{name}"] for name in ("sre4", "sre5", "sse")] == [False] * 3
    assert (course["linked_event_id"], course["is_counted_sre4"]) == (None, True)


def test_a_rejected_event_is_not_among_the_kinds_of_its_day() -> None:
    somebody = fractured().surgery(10, site="femur", source_row_id="CH1")
    assert events(somebody)[event("surgery CH1")]["same_day_kinds"] == ["FX", "SX"]
    after = events(somebody.reviewed("fracture FX1", "reject"))
    assert after[event("surgery CH1")]["same_day_kinds"] == ["SX"]


def test_a_rejection_says_more_than_any_other_reason() -> None:
    somebody = fractured(900, fracture_mechanism="unknown")
    assert reason(somebody.reviewed("fracture FX1", "reject"), "fracture FX1") == (
        "rejected_by_review"
    )


def test_a_hypercalcaemia_of_another_cause_can_be_rejected() -> None:
    somebody = patient("a").lab("CA_TOTAL", 3.3, 10, source_row_id="CA1").lab("ALB", 40, 10)
    rejected = somebody.reviewed("lab_result CA1", "reject", review_reason="not_malignant")
    assert reason(rejected, "lab_result CA1") == "rejected_by_review"


# Merge


def test_a_merged_event_is_one_with_another_which_stays_what_it_is() -> None:
    twice = fractured(12).fracture(10, "femur", source_row_id="FX2", is_symptomatic=False)
    after = events(
        twice.reviewed("fracture FX1", "merge", into="fracture FX2", source_row_id="RV1")
    )
    merged, left = after[event("fracture FX1")], after[event("fracture FX2")]
    assert merged["excluded_reason"] == "merged_by_review"
    assert merged["source_rows"] == ["fracture:T:FX1", "review:T:RV1"]
    assert (left["event_day"], left["is_symptomatic"]) == (10, False)
    assert left["source_rows"] == ["fracture:T:FX2", "fracture:T:FX1", "review:T:RV1"]
    assert left["excluded_reason"] is None
    assert left["review_decision"] is None


def three_fractures() -> Patient:
    return (
        patient("a")
        .fracture(10, source_row_id="A")
        .fracture(50, source_row_id="B")
        .fracture(90, source_row_id="C")
    )


def merging(somebody: Patient, *pairs: str) -> Patient:
    """Verdicts told as `A>B`: fracture A is one with fracture B."""
    for pair in pairs:
        merged, into = pair.split(">")
        somebody = somebody.reviewed(
            f"fracture {merged}", "merge", into=f"fracture {into}", source_row_id=pair
        )
    return somebody


def left_with(somebody: Patient) -> dict[str, list[str]]:
    """Fractures that are left, each with the rows of fractures behind it."""
    return {
        row["source_rows"][0].removeprefix("fracture:T:"): [
            text.removeprefix("fracture:T:")
            for text in row["source_rows"]
            if text.startswith("fracture")
        ]
        for row in derive("skeletal_event", hospital(somebody)).iter_rows(named=True)
        if row["excluded_reason"] is None
    }


def test_a_chain_of_merges_is_followed_to_its_end() -> None:
    assert left_with(merging(three_fractures(), "A>B", "B>C")) == {"C": ["C", "A", "B"]}


@pytest.mark.parametrize("pairs", [("A>A",), ("A>B", "B>A"), ("A>B", "B>C", "C>A")])
def test_merges_in_a_circle_are_not_applied(pairs: tuple[str, ...]) -> None:
    somebody = merging(three_fractures(), *pairs)
    assert set(left_with(somebody)) == {"A", "B", "C"}
    found = derive("finding", hospital(somebody)).filter(pl.col("rule_code") == "REVIEW_MERGE")
    assert sorted(found["source_row_id"]) == sorted(pairs)


def test_a_merge_into_an_event_of_a_circle_holds() -> None:
    somebody = merging(three_fractures(), "A>B", "B>C", "C>B")
    assert left_with(somebody) == {"B": ["B", "A"], "C": ["C"]}


def test_a_merge_into_a_rejected_event_is_not_applied() -> None:
    somebody = merging(three_fractures(), "A>B").reviewed("fracture B", "reject")
    assert left_with(somebody) == {"A": ["A"], "C": ["C"]}


def test_a_merge_into_an_event_whose_own_merge_fails_holds() -> None:
    somebody = merging(three_fractures(), "A>B", "B>C").reviewed("fracture C", "reject")
    assert left_with(somebody) == {"B": ["B", "A"]}


def test_nothing_is_merged_into_an_event_of_another_patient() -> None:
    neighbour = patient("b").fracture(10, source_row_id="N")
    merged = merging(patient("a").fracture(10, source_row_id="A"), "A>N")
    found = events(merged, neighbour)
    assert [row["excluded_reason"] for row in found.values()] == [None, None]
    assert found[event("fracture N")]["source_rows"] == ["fracture:T:N"]


def test_an_operation_can_be_merged_into_the_fracture_it_mends() -> None:
    somebody = fractured().surgery(40, "fracture", "femur", source_row_id="CH1")
    merged = somebody.reviewed(
        "surgery CH1",
        "merge",
        into="fracture FX1",
        review_reason="consequence_of_other",
    )
    found = events(merged)
    assert found[event("surgery CH1")]["excluded_reason"] == "merged_by_review"
    assert found[event("fracture FX1")]["event_kind"] == "FX"


# The verdict in force


def test_the_last_verdict_is_in_force() -> None:
    somebody = fractured().reviewed("fracture FX1", "reject", on=30)
    assert reason(somebody, "fracture FX1") == "rejected_by_review"
    assert reason(somebody.reviewed("fracture FX1", "accept", on=31), "fracture FX1") is None
    assert reason(somebody.reviewed("fracture FX1", "accept", on=29), "fracture FX1") == (
        "rejected_by_review"
    )


def test_a_verdict_on_an_event_of_another_patient_changes_nothing() -> None:
    found = events(fractured(), patient("b").reviewed("fracture FX1", "reject"))
    assert found[event("fracture FX1")]["excluded_reason"] is None


def test_a_verdict_survives_the_next_fraction_and_the_next_sample() -> None:
    begun = (
        patient("a")
        .radiotherapy(10, plan_id="P", fractions_planned=10, source_row_id="R1")
        .lab("CA_TOTAL", 3.3, 10, source_row_id="CA1")
        .lab("ALB", 40, 10)
        .reviewed("radiotherapy R1", "reject")
        .reviewed("lab_result CA1", "reject")
    )
    gone_on = (
        begun.radiotherapy(11, plan_id="P", fractions_planned=10, source_row_id="R2")
        .lab("CA_TOTAL", 3.4, 12)
        .lab("ALB", 40, 12)
    )
    for told in (begun, gone_on):
        assert [row["excluded_reason"] for row in events(told).values()] == [
            "rejected_by_review"
        ] * 2
    behind = events(gone_on)[event("radiotherapy R1")]["source_rows"]
    assert isinstance(behind, list)
    assert behind[:2] == ["radiotherapy:T:R1", "radiotherapy:T:R2"]


# A slow second opinion

ROWS = ["A", "B", "C", "D"]
verdicts = st.lists(
    st.tuples(
        st.sampled_from(ROWS),
        st.sampled_from(["accept", "reject", "merge"]),
        st.integers(1, 3),  # few days: several verdicts at the same instant
        st.sampled_from([*ROWS, "Z"]),
    ),
    max_size=8,
)


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(verdicts, st.integers(0, 5))
def test_verdicts_in_any_order_of_rows_equal_the_slow_obvious_reading(
    told: list[tuple[str, str, int, str]], seed: int
) -> None:
    somebody = patient("a")
    for place, row in enumerate(ROWS):
        somebody = somebody.fracture(
            10 + 40 * place, source_row_id=row, fracture_mechanism="unknown"
        )
    for number, (row, decision, on, into) in enumerate(told):
        somebody = somebody.reviewed(
            f"fracture {row}",
            decision,
            on=on,
            into=f"fracture {into}" if decision == "merge" else None,
            source_row_id=f"V{number}",
        )
    frames = hospital(somebody)
    fast = derive("skeletal_event", frames)
    assert derive("skeletal_event", shuffled(frames, seed)).equals(fast)
    key = {event(f"fracture {row}"): row for row in ROWS}
    assert {
        key[event_id]: (reason, {text[-1] for text in behind if text.startswith("fracture")})
        for event_id, reason, behind in fast.select(
            "event_id", "excluded_reason", "source_rows"
        ).iter_rows()
    } == reviewed_events(ROWS, told)
