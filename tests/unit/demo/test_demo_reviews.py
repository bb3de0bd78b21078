"""The clinicians of the simulated hospital: they judge events by the keys Osteon gives them."""

import polars as pl
import pytest

from flows.demo.cohort import Cohort, canonical_frames
from tests.support.histories import derive
from transforms.derived.events.candidate import founded_by_row


@pytest.fixture(scope="module")
def fractures(cohort: Cohort) -> pl.DataFrame:
    return founded_by_row(canonical_frames(cohort)["fracture"], "fracture")


def test_every_verdict_is_about_an_event_of_its_patient(small_cohort: Cohort) -> None:
    frames = canonical_frames(small_cohort)
    candidates = derive("event_candidate", frames)
    judged = frames["review"].join(candidates, on=["patient_id", "event_id"])
    assert judged.height == frames["review"].height > 0
    found = derive("finding", frames, small_cohort.end)
    assert found.filter(pl.col("rule_code").is_in(["REVIEW_LOST", "REVIEW_MERGE"])).is_empty()


@pytest.mark.parametrize(
    ("decision", "mechanisms"),
    [
        ("accept", ["pathological", "unknown"]),
        ("reject", ["osteoporotic", "traumatic"]),
    ],
)
def test_clinicians_judge_by_what_really_happened(
    cohort: Cohort, fractures: pl.DataFrame, decision: str, mechanisms: list[str]
) -> None:
    judged = cohort.review.filter(pl.col("review_decision") == decision)
    read = judged.join(fractures, on="event_id")
    assert read.height == judged.height > 50
    assert sorted(read["fracture_mechanism"].unique()) == mechanisms


def test_an_operation_is_merged_into_the_fracture_it_mends(
    cohort: Cohort, fractures: pl.DataFrame
) -> None:
    operations = founded_by_row(canonical_frames(cohort)["surgery"], "surgery")
    merges = cohort.review.filter(pl.col("review_decision") == "merge")
    pairs = (
        merges.join(operations.select("patient_id", "event_id", "performed_on"), on="event_id")
        .rename({"patient_id_right": "operated"})
        .join(
            fractures.select("occurred_on", broken="patient_id", merged_into_event_id="event_id"),
            on="merged_into_event_id",
        )
    )
    assert pairs.height == merges.height > 0
    assert (pairs["patient_id"] == pairs["operated"]).all()
    assert (pairs["patient_id"] == pairs["broken"]).all()
    waits = (pairs["performed_on"] - pairs["occurred_on"]).dt.total_days()
    assert waits.is_between(0, 10).all()


def test_a_verdict_follows_its_event_and_precedes_its_delivery(
    cohort: Cohort, fractures: pl.DataFrame
) -> None:
    review = cohort.review
    known = review.join(fractures.select("event_id", recorded_at="known_at"), on="event_id")
    assert (known["known_at"] > known["recorded_at"]).all()
    assert (review["reviewed_at"].dt.date() == review["known_at"].dt.date()).all()
    assert (review["known_at"].dt.date() <= cohort.end).all()
