"""Skeletal events that an endpoint counts now and did not, or no longer counts."""

import polars as pl

from transforms.changes.causes import GAINED, context, own_evidence
from transforms.changes.items import as_items, either, rows_of_either, side_by_side
from transforms.changes.published_version import TwoVersions
from transforms.changes.touched import with_touched
from transforms.derived.events.endpoints import ENDPOINTS, is_counted, is_in
from transforms.derived.events.review import MERGED, REJECTED
from warehouse.schema.definitions import names

_OF_OBSERVATION = ("X01", "X02", "after_exit", "before_index")
_PLACE = ("is_prevalent", "is_before_entry")
_KEPT = ["event_kind", "occurred_on", "excluded_reason", "review_decision", "source_rows", *_PLACE]


def counted_events(versions: TwoVersions) -> pl.DataFrame:
    """Every event whose counting changed, by endpoint, with its cause: columns of ITEM.

    In order: the patient entered or left the cohort; a clinician's verdict; without the event
    having moved, the observation of the patient or the counting window; the event's own rows; what
    else differs of the patient, the night or the calculation.
    """
    return pl.concat([_of_endpoint(versions, endpoint) for endpoint in ENDPOINTS])


def _of_endpoint(versions: TwoVersions, endpoint: str) -> pl.DataFrame:
    counted, member = is_counted(endpoint), is_in(endpoint)
    events = side_by_side(
        versions.before.table("skeletal_event"),
        versions.after.table("skeletal_event"),
        ["event_id", "patient_id"],
        [*_KEPT, counted, member],
    ).with_columns(pl.col(f"{counted}_before", f"{counted}_after").fill_null(False))
    changed = _with_observation(versions, events).filter(
        pl.col(f"{counted}_before") != pl.col(f"{counted}_after")
    )
    described = changed.with_columns(
        either("event_kind"),
        difference=pl.col(f"{counted}_after").cast(pl.Float64)
        - pl.col(f"{counted}_before").cast(pl.Float64),
        item_key="event_id",
        item_on=pl.coalesce("occurred_on_after", "occurred_on_before"),
        state_before=_state(pl.col("was_there"), pl.col(f"{counted}_before")),
        state_after=_state(pl.col("is_there"), pl.col(f"{counted}_after")),
        excluded_before="excluded_reason_before",
        excluded_after="excluded_reason_after",
        own_rows=rows_of_either(),
    )
    judged = with_touched(described, versions.row_changes).with_columns(
        change_cause=_cause(versions, member)
    )
    return as_items(judged, "counted_event", endpoint=endpoint)


def _with_observation(versions: TwoVersions, events: pl.DataFrame) -> pl.DataFrame:
    cohorts = side_by_side(
        versions.before.table("cohort"), versions.after.table("cohort"), ["patient_id"], ["exit_on"]
    ).rename({"was_there": "was_in_cohort", "is_there": "is_in_cohort"})
    return events.join(cohorts, on="patient_id", how="left").with_columns(
        pl.col("was_in_cohort", "is_in_cohort").fill_null(False)
    )


def _state(is_there: pl.Expr, is_counted: pl.Expr) -> pl.Expr:
    return (
        pl.when(~is_there)
        .then(pl.lit("absent"))
        .when(is_counted)
        .then(pl.lit("counted"))
        .otherwise(pl.lit("not_counted"))
    )


def _cause(versions: TwoVersions, member: str) -> pl.Expr:
    return pl.coalesce(
        pl.when(GAINED & ~pl.col("was_in_cohort")).then(pl.lit("patient_entered")),
        pl.when(~GAINED & ~pl.col("is_in_cohort")).then(pl.lit("patient_left")),
        _verdict(),
        _observation(versions),
        _neighbour(versions, member),
        own_evidence(versions.before.complete_until),
        context("other_row", versions.night_moved),
    )


def _verdict() -> pl.Expr:
    """A verdict that came, changed or was taken back, and made the difference."""
    before, after = pl.col("excluded_reason_before"), pl.col("excluded_reason_after")
    by_verdict = (REJECTED, MERGED)
    lifted = names("reasons_lifted_by_acceptance")
    decided = pl.col("review_decision_before").ne_missing(pl.col("review_decision_after"))
    accepted_now = decided & (pl.col("review_decision_after") == "accept") & before.is_in(lifted)
    accepted_before = decided & (pl.col("review_decision_before") == "accept") & after.is_in(lifted)
    return (
        pl.when(~pl.col("was_there") | ~pl.col("is_there"))
        .then(None)
        .when(~GAINED & (after == REJECTED))
        .then(pl.lit("review_rejected"))
        .when(~GAINED & (after == MERGED))
        .then(pl.lit("review_merged"))
        .when(GAINED & accepted_now)
        .then(pl.lit("review_accepted"))
        .when((GAINED & before.is_in(by_verdict)) | (~GAINED & accepted_before))
        .then(pl.lit("review_taken_back"))
    )


def _observation(versions: TwoVersions) -> pl.Expr:
    """The event is where it was, and the observation of its patient moved around it."""
    reasons = pl.col("excluded_reason_before"), pl.col("excluded_reason_after")
    outside = pl.any_horizontal(
        *(reason.is_in(_OF_OBSERVATION).fill_null(False) for reason in reasons),
        *(pl.col(f"{name}_before").ne_missing(pl.col(f"{name}_after")) for name in _PLACE),
    )
    ended_by_lag = pl.col("exit_on_before") >= versions.before.complete_until
    was_awaited = (pl.col("excluded_reason_before") == "after_exit").fill_null(False) & ended_by_lag
    return pl.when(_stands_still() & outside).then(
        pl.when(was_awaited & versions.night_moved)
        .then(pl.lit("out_of_lag"))
        .otherwise(context("observation_changed", versions.night_moved))
    )


def _neighbour(versions: TwoVersions, member: str) -> pl.Expr:
    """The event belongs to the endpoint as before: only the counting window can have moved."""
    belongs = pl.col(f"{member}_before").fill_null(False) & pl.col(f"{member}_after").fill_null(
        False
    )
    something_differs = pl.col("patient_touched") | pl.lit(versions.night_moved)
    return pl.when(_stands_still() & belongs & something_differs).then(pl.lit("neighbour_event"))


def _stands_still() -> pl.Expr:
    return (pl.col("occurred_on_before") == pl.col("occurred_on_after")).fill_null(False)
