"""Where a clinician accepts, rejects or merges an event of the patient, and sees who said what."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

import polars as pl
import streamlit as st

from dashboard import store
from dashboard.access import Refused
from dashboard.figure import heading, table
from dashboard.labels import capital_word, word
from dashboard.language import say, say_date, spoken_words
from dashboard.queries.history import History
from dashboard.review_reasons import reasons_offered
from dashboard.role import Right, visitor
from dashboard.source_rows import opened_records
from dashboard.verdicts import Reviews, history_of, reviews_read
from warehouse.review_store import (
    LONGEST_NOTE,
    TAKEN_BACK,
    EventVerdict,
    StoreUnreachable,
    UnusableEntry,
)
from warehouse.schema import VOCABULARIES
from warehouse.schema.definitions import HOSPITAL_TIME_ZONE, names

_EVENT, _FOLLOWED, _OUTCOME = "review_event", "review_followed", "review_outcome"

_BY_VERDICT = ("rejected_by_review", "merged_by_review")


@dataclass(frozen=True)
class _Event:
    """What the form needs to know of one skeletal event."""

    event_id: str
    on: date
    kind: str
    site: str | None
    excluded_reason: str | None

    def __str__(self) -> str:
        parts = [say_date(self.on), capital_word("event_kind", self.kind)]
        if self.site:
            parts.append(word("bone_site", self.site))
        if self.excluded_reason:
            reason = word("event_exclusion", self.excluded_reason)
            parts.append(say("excluded: {reason}", reason=reason))
        return " · ".join(parts)


def draw_review(history: History) -> None:
    """Choose an event of the patient, see what was said of it, and say something.

    Draws what `read_reviews` found for this rerun, and nothing for a patient without events.
    """
    reviews = reviews_read(history.patient_id)
    if history.events.is_empty() or reviews is None:
        return
    events = _events(history)
    with st.container(border=True, key="review"):
        heading(say("Verdict of a clinician"), "canonical.review")
        if reviews.problem is not None:
            st.warning(
                say(
                    "Verdicts can neither be given nor read now: {problem}. Those that earlier "
                    "nights applied are shown.",
                    problem=reviews.problem,
                )
            )
        event = _chosen_event(history.patient_id, events)
        _draw_history(reviews, event, events)
        _show_outcome()
        if reviews.problem is None:
            _draw_form(reviews, event, events)


def _events(history: History) -> dict[str, _Event]:
    told = ("event_id", "occurred_on", "event_kind", "bone_site", "excluded_reason")
    return {row[0]: _Event(*row) for row in history.events.select(told).iter_rows()}


def _chosen_event(patient_id: str, events: dict[str, _Event]) -> _Event:
    _follow_what_was_opened(patient_id, list(events))
    chosen = st.selectbox(
        say("Event"), list(events), key=_EVENT, format_func=lambda event_id: str(events[event_id])
    )
    return events[chosen]


def _follow_what_was_opened(patient_id: str, event_ids: Sequence[str]) -> None:
    """The event whose mark or row was opened last is the one to judge, until another is chosen."""
    opened = [record.key for record in opened_records(patient_id) if record.key in event_ids]
    is_new = st.session_state.get(_FOLLOWED) != opened
    st.session_state[_FOLLOWED] = opened
    if is_new and opened:
        st.session_state[_EVENT] = opened[0]
    elif st.session_state.get(_EVENT) not in event_ids:
        st.session_state[_EVENT] = event_ids[-1]


def _draw_history(reviews: Reviews, event: _Event, events: dict[str, _Event]) -> None:
    said = history_of(reviews, event.event_id)
    if said.is_empty():
        st.caption(say("Nobody has given a verdict on this event."))
        return
    into = spoken_words(
        pl.col("merged_into_event_id"), lambda event_id: str(events.get(event_id, event_id))
    )
    shown = said.with_columns(into=into).select(
        "reviewed_at", "verdict", "standing", "into", "review_reason", "reviewed_by", "note"
    )
    table(
        shown.select(name for name in shown.columns if shown[name].null_count() < shown.height),
        say("Every verdict on this event"),
        {
            "reviewed_at": say("When"),
            "verdict": say("Verdict"),
            "into": say("Merged into"),
            "review_reason": say("Reason"),
            "reviewed_by": say("By"),
            "note": say("Note"),
            "standing": say("Standing"),
        },
    )


def _show_outcome() -> None:
    """What became of the click that started this rerun, once."""
    outcome = st.session_state.pop(_OUTCOME, None)
    if outcome is not None:
        is_kept, said = outcome
        (st.success if is_kept else st.error)(said)


def _draw_form(reviews: Reviews, event: _Event, events: dict[str, _Event]) -> None:
    who = visitor(store.home_shown())
    st.caption(who.explained)
    if not who.may(Right.REVIEW_EVENTS):
        st.caption(say("Verdicts can be read here, and given by clinicians only."))
        return
    others = _others(reviews, event, events)
    decision = _decision(event, can_merge=bool(others))
    into = _into(event, others, events) if decision == "merge" else None
    reason = _reason(event, decision)
    _warn_of_what_acceptance_does_not_lift(event, decision)
    st.text_area(
        say("Note (stays in the review store; no names)"),
        key=_key("note", event),
        max_chars=LONGEST_NOTE,
        height=80,
    )
    with st.container(horizontal=True):
        is_complete = reason is not None and (decision != "merge" or into is not None)
        st.button(
            say("Give this verdict"),
            type="primary",
            key="review_give",
            disabled=not is_complete,
            on_click=_give,
            args=(reviews.patient_id, event),
        )
        if reviews.standing_decision(event.event_id) is not None:
            st.button(
                say("Take the verdict back"),
                key="review_take_back",
                on_click=_take_back,
                args=(reviews.patient_id, event),
            )


def _decision(event: _Event, *, can_merge: bool) -> str:
    offered = list(VOCABULARIES["review_decision"].codes)
    titles = {
        "accept": say("Accept"),
        "reject": say("Reject"),
        "merge": say("Merge into another event"),
    }
    chosen = st.segmented_control(
        say("Decision"),
        offered if can_merge else [code for code in offered if code != "merge"],
        key=_key("decision", event),
        default="accept",
        required=True,
        format_func=lambda code: titles[code],
    )
    return str(chosen)


def _into(event: _Event, others: Sequence[str], events: dict[str, _Event]) -> str | None:
    return st.selectbox(
        say("It is one with"),
        others,
        index=None,
        key=_key("into", event),
        placeholder=say("Choose the event that stays"),
        format_func=lambda event_id: str(events[event_id]),
    )


def _others(reviews: Reviews, event: _Event, events: dict[str, _Event]) -> list[str]:
    """Events it may be merged into, the nearest in time first: those that stand themselves."""
    pending = reviews.pending()
    gone = {key for key, item in events.items() if item.excluded_reason in _BY_VERDICT}
    gone -= pending.keys()
    gone |= {key for key, given in pending.items() if given.entry.decision in ("reject", "merge")}
    near = sorted(events.values(), key=lambda item: (abs((item.on - event.on).days), item.on))
    return [item.event_id for item in near if item != event and item.event_id not in gone]


def _reason(event: _Event, decision: str) -> str | None:
    return st.selectbox(
        say("Reason"),
        reasons_offered(event.kind, decision),
        index=None,
        key=f"{_key('reason', event)}_{decision}",
        placeholder=say("Choose a reason"),
        format_func=lambda code: capital_word("review_reason", code),
    )


def _warn_of_what_acceptance_does_not_lift(event: _Event, decision: str) -> None:
    reason = event.excluded_reason
    if decision != "accept" or reason is None or reason in _BY_VERDICT:
        return
    if reason not in names("reasons_lifted_by_acceptance"):
        st.caption(
            say(
                "Accepting confirms the event, and it stays excluded: “{reason}” follows from the "
                "definition, not from the evidence.",
                reason=word("event_exclusion", reason),
            )
        )


def _key(field: str, event: _Event) -> str:
    return f"review_{field}_{event.event_id}"


def _give(patient_id: str, event: _Event) -> None:
    chosen = st.session_state
    decision = str(chosen[_key("decision", event)])
    into = chosen[_key("into", event)] if decision == "merge" else None
    note = str(chosen[_key("note", event)]).strip() or None
    reason = chosen[f"{_key('reason', event)}_{decision}"]
    if _keep(patient_id, event, decision, reason, into, note):
        chosen[_key("note", event)] = ""
        chosen[f"{_key('reason', event)}_{decision}"] = None


def _take_back(patient_id: str, event: _Event) -> None:
    _keep(patient_id, event, TAKEN_BACK, None, None, None)


def _keep(
    patient_id: str,
    event: _Event,
    decision: str,
    reason: str | None,
    into: str | None,
    note: str | None,
) -> bool:
    """Write into the store, and remember what to tell the reader; whether it was kept."""
    who = visitor(store.home_shown())
    if not who.may(Right.REVIEW_EVENTS):
        st.session_state[_OUTCOME] = False, say("Only a clinician may give a verdict.")
        return False
    verdict = EventVerdict(
        patient_id, event.event_id, decision, reason, into, note, who.key, _version()
    )
    try:
        store.give_verdict(verdict, _hospital_now())
    except (Refused, StoreUnreachable, UnusableEntry) as problem:
        st.session_state[_OUTCOME] = False, say("Nothing was kept: {problem}", problem=problem)
        return False
    st.session_state[_OUTCOME] = True, say("Kept. It will count from tonight.")
    return True


def _version() -> str:
    return store.version_shown().name


def _hospital_now() -> datetime:
    return datetime.now(ZoneInfo(HOSPITAL_TIME_ZONE)).replace(tzinfo=None)
