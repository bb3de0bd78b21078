"""What clinicians said of one patient's events: in the review store, and in the version shown.

A verdict given since the last night is pending: it is in the store, and not yet in the version.
"""

from dataclasses import dataclass

import polars as pl
import streamlit as st

from dashboard import store
from dashboard.labels import word
from dashboard.language import say, say_moment
from dashboard.queries import reviews
from dashboard.queries.sources import Record
from dashboard.short_words import short_decision
from dashboard.store import Version
from warehouse.review_store import (
    SYSTEM,
    EventVerdict,
    Given,
    Standing,
    StoreUnreachable,
    in_force,
    standings,
)

_READ = "reviews_read"
GivenVerdict = Given[EventVerdict]
HISTORY = pl.Schema(
    {
        "event_id": pl.String(),
        "reviewed_at": pl.Datetime("us"),
        "verdict": pl.String(),
        "merged_into_event_id": pl.String(),
        "review_reason": pl.String(),
        "reviewed_by": pl.String(),
        "note": pl.String(),
        "standing": pl.String(),
    }
)


@dataclass(frozen=True)
class Reviews:
    """Verdicts on one patient's events.

    given: every entry of the store, oldest first. delivered: the rows of canonical.review in the
    version shown. problem: why the store could not be read, if so.
    """

    patient_id: str
    given: tuple[GivenVerdict, ...]
    delivered: pl.DataFrame
    problem: str | None = None

    def pending(self) -> dict[str, GivenVerdict]:
        """By event, the last entry of the store where the version shown does not know it yet."""
        last = {item.entry.event_id: item for item in self.given}
        return {event_id: item for event_id, item in last.items() if self._is_pending(item)}

    def standing_decision(self, event_id: str) -> GivenVerdict | None:
        """The verdict of the store in force on the event, pending or not."""
        found = [item for item in in_force(self.given) if item.entry.event_id == event_id]
        return found[-1] if found else None

    def _is_pending(self, last: GivenVerdict) -> bool:
        known = self._keys_delivered()
        if not last.entry.is_taken_back:
            return last.key not in known
        about = last.entry.event_id
        return any(item.key in known for item in self.given if item.entry.event_id == about)

    def _keys_delivered(self) -> frozenset[str]:
        own = self.delivered.filter(pl.col("source_system") == SYSTEM)
        return frozenset(own["source_row_id"])


def read_reviews(version: Version, patient_id: str) -> Reviews:
    """Read the store, once a rerun, and keep what it says for the page being drawn."""
    delivered = store.ask(version, reviews.reviews, patient_id)
    try:
        given = tuple(store.verdicts_given(patient_id))
        read = Reviews(patient_id, given, delivered)
    except StoreUnreachable as problem:
        read = Reviews(patient_id, (), delivered, str(problem))
    st.session_state[_READ] = read
    return read


def reviews_read(patient_id: str) -> Reviews | None:
    """What `read_reviews` found for this patient in this rerun."""
    read = st.session_state.get(_READ)
    return read if isinstance(read, Reviews) and read.patient_id == patient_id else None


def with_verdicts(events: pl.DataFrame, patient_id: str) -> pl.DataFrame:
    """The events with `verdict`: the pending one in words, else the one that was applied, or null.

    In: rows of derived.skeletal_event.
    """
    read = reviews_read(patient_id)
    pending = read.pending() if read else {}
    said = [
        _cell(pending.get(event_id), decision)
        for event_id, decision in events.select("event_id", "review_decision").iter_rows()
    ]
    return events.with_columns(verdict=pl.Series(said, dtype=pl.String))


def _cell(pending: GivenVerdict | None, applied: str | None) -> str | None:
    if pending is not None:
        return say("pending: {verdict}", verdict=short_decision(pending.entry.decision))
    return short_decision(applied) if applied else None


def _pending_in_words(given: GivenVerdict) -> str:
    """One sentence on a verdict that no night has applied yet."""
    return say(
        "Pending: {verdict}, by {reviewer}, {moment}. It will count from tonight.",
        verdict=decision_in_words(given.entry.decision),
        reviewer=given.entry.reviewer,
        moment=say_moment(given.given_at),
    )


def draw_pending(patient_id: str, record: Record) -> None:
    """On the record of an event: what was said of it since the last night."""
    reviews = reviews_read(patient_id)
    given = reviews.pending().get(record.key) if reviews and record.kind == "event" else None
    if given is not None:
        st.info(_pending_in_words(given))


def decision_in_words(decision: str) -> str:
    """A decision of the vocabulary, or the taking back of one."""
    if decision == Standing.TAKEN_BACK:
        return say("verdict taken back")
    return word("review_decision", decision)


def history_of(reviews: Reviews, event_id: str) -> pl.DataFrame:
    """Every verdict on one event, newest first: the store's, and those other systems delivered.

    Out: the columns of HISTORY; verdict, reason and standing in words.
    """
    rows = [*_given_rows(reviews, event_id), *_delivered_rows(reviews, event_id)]
    frame = pl.DataFrame(rows, schema=HISTORY, orient="row")
    return frame.sort("reviewed_at", descending=True)


def _given_rows(reviews: Reviews, event_id: str) -> list[dict[str, object]]:
    about = [item for item in reviews.given if item.entry.event_id == event_id]
    standing, pending = standings(about), reviews.pending().get(event_id)
    return [
        {
            "event_id": event_id,
            "reviewed_at": item.given_at,
            "verdict": decision_in_words(item.entry.decision),
            "merged_into_event_id": item.entry.merged_into_event_id,
            "review_reason": _reason(item.entry.reason),
            "reviewed_by": item.entry.reviewer,
            "note": item.entry.note,
            "standing": _standing(standing.get(item.key), item == pending),
        }
        for item in about
    ]


def _standing(standing: Standing | None, is_pending: bool) -> str | None:
    if is_pending:
        return say("pending: counts from tonight")
    if standing is None:
        return None
    return {
        Standing.IN_FORCE: say("applied"),
        Standing.REPLACED: say("replaced by a later one"),
        Standing.TAKEN_BACK: say("taken back"),
    }[standing]


def _delivered_rows(reviews: Reviews, event_id: str) -> list[dict[str, object]]:
    known = {item.key for item in reviews.given}
    rows = reviews.delivered.filter(
        pl.col("event_id") == event_id, ~pl.col("source_row_id").is_in(known)
    )
    return [
        {
            "event_id": event_id,
            "reviewed_at": row["reviewed_at"],
            "verdict": decision_in_words(row["review_decision"]),
            "merged_into_event_id": row["merged_into_event_id"],
            "review_reason": _reason(row["review_reason"]),
            "reviewed_by": row["reviewed_by"],
            "note": None,
            "standing": say("delivered by {system}", system=row["source_system"]),
        }
        for row in rows.iter_rows(named=True)
    ]


def _reason(reason: str | None) -> str | None:
    return word("review_reason", reason) if reason else None
