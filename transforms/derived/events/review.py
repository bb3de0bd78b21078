"""What clinicians decided of the candidates, and what follows."""

import polars as pl

from transforms.derived.evidence import source_row
from warehouse.schema.definitions import names

REJECTED, MERGED = "rejected_by_review", "merged_by_review"
DECISION = pl.col("review_decision")


def as_reviewed(candidates: pl.DataFrame, review: pl.DataFrame) -> pl.DataFrame:
    """The candidates with the verdict in force of each, applied.

    In: candidates; canonical.review. Out: the candidates and review_decision, reviewed_at.

    Accepted: confirmed, and no longer excluded for a reason that rests on the evidence (definition
    reasons_lifted_by_acceptance); what counts, and when, is not for one event to change. Rejected:
    excluded, whatever else is said of it. Merged: excluded, and the event left at the end of the
    chain gains its source rows; it keeps its own key, kind and date. The row of the verdict is
    among the source rows of its event, after those that founded it.
    """
    verdicts = verdicts_in_force(review).select(
        "patient_id",
        "event_id",
        "review_decision",
        "reviewed_at",
        "merged_into_event_id",
        review_row=source_row("review"),
    )
    judged = candidates.join(verdicts, on=["patient_id", "event_id"], how="left")
    settled = judged.join(_survivors(judged), on="event_id", how="left").with_columns(
        excluded_reason=_settled_reason(),
        certainty=pl.when(DECISION == "accept").then(pl.lit("confirmed")).otherwise("certainty"),
        source_rows=pl.concat_list("source_rows", "review_row").list.drop_nulls(),
    )
    return _with_rows_of_merged(settled).drop("review_row", "merged_into_event_id", "survivor_id")


def verdicts_in_force(review: pl.DataFrame) -> pl.DataFrame:
    """The last verdict on each event of each patient; at the same instant, by row identifier."""
    ordered = review.sort("reviewed_at", "source_system", "source_row_id")
    return ordered.unique(subset=["patient_id", "event_id"], keep="last", maintain_order=True)


def _settled_reason() -> pl.Expr:
    is_lifted = pl.col("excluded_reason").is_in(names("reasons_lifted_by_acceptance"))
    return (
        pl.when(DECISION == "reject")
        .then(pl.lit(REJECTED))
        .when(pl.col("survivor_id").is_not_null())
        .then(pl.lit(MERGED))
        .when((DECISION == "accept") & is_lifted)
        .then(None)
        .otherwise("excluded_reason")
    )


def _survivors(judged: pl.DataFrame) -> pl.DataFrame:
    """event_id, survivor_id: each event that is one with another, and the one that is left.

    A merge into an event that does not exist, is of another patient or was rejected does not hold,
    nor do those of a circle: their events stay what they are. A merge into one of them holds.
    """
    standing = judged.filter(~(DECISION == "reject").fill_null(False))
    asked = judged.filter(DECISION == "merge").join(
        standing.select("patient_id", merged_into_event_id="event_id"),
        on=["patient_id", "merged_into_event_id"],
        how="semi",
    )
    merged_into = dict(asked.select("event_id", "merged_into_event_id").iter_rows())
    ends = {event_id: _end_of_chain(event_id, merged_into) for event_id in merged_into}
    return pl.DataFrame(
        {"event_id": list(ends), "survivor_id": list(ends.values())},
        schema={"event_id": pl.String, "survivor_id": pl.String},
    ).drop_nulls()


def _end_of_chain(event_id: str, merged_into: dict[str, str]) -> str | None:
    """The event left when every merge is followed; None when they lead back to where they began.

    A chain that runs into a circle ends where it meets it: there, no merge holds.
    """
    met = {event_id}
    end = merged_into[event_id]
    while end not in met and end in merged_into:
        met.add(end)
        end = merged_into[end]
    return None if end == event_id else end


def _with_rows_of_merged(settled: pl.DataFrame) -> pl.DataFrame:
    merged = settled.filter(pl.col("survivor_id").is_not_null())
    gained = merged.group_by("survivor_id").agg(
        gained=pl.col("source_rows").explode(empty_as_null=False).unique().sort()
    )
    return (
        settled.join(gained, left_on="event_id", right_on="survivor_id", how="left")
        .with_columns(
            source_rows=pl.concat_list("source_rows", pl.col("gained").fill_null([])).list.unique(
                maintain_order=True
            )
        )
        .drop("gained")
    )
