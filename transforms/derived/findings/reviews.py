"""Verdicts of clinicians that could not be applied."""

import polars as pl

from transforms.derived.events.review import MERGED, verdicts_in_force
from transforms.derived.findings.breach import breach

REVIEW = "review"


def reviews_without_effect(
    review: pl.DataFrame, skeletal_event: pl.DataFrame
) -> list[pl.DataFrame]:
    """Findings among verdicts, one frame a rule.

    In: canonical.review, derived.skeletal_event. REVIEW_LOST: every verdict on an event that does
    not exist for its patient. REVIEW_MERGE, REVIEW_ACCEPT: verdicts in force whose event was not
    merged, or stays excluded.
    """
    events = skeletal_event.select("patient_id", "event_id", "excluded_reason")
    lost = review.join(events, on=["patient_id", "event_id"], how="anti")
    in_force = verdicts_in_force(review).join(events, on=["patient_id", "event_id"])
    decision, reason = pl.col("review_decision"), pl.col("excluded_reason")
    unmerged = in_force.filter(decision == "merge", reason.ne_missing(MERGED))
    excluded = in_force.filter(decision == "accept", reason.is_not_null())
    return [
        breach(lost, "REVIEW_LOST", REVIEW, "event_id"),
        breach(unmerged, "REVIEW_MERGE", REVIEW, "merged_into_event_id"),
        breach(excluded, "REVIEW_ACCEPT", REVIEW, "review_decision"),
    ]
