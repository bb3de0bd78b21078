"""Verdicts and answers given as the dashboard gives them, for nights that take them in."""

from datetime import datetime

from warehouse.home import Home
from warehouse.review_store import EventVerdict, Given, WorklistAnswer, review_store


def give(
    home: Home,
    patient_id: str,
    event_id: str,
    decision: str,
    at: datetime,
    *,
    reason: str | None = "other",
    into: str | None = None,
    note: str | None = None,
) -> Given[EventVerdict]:
    """Keep a verdict in the review store of the home."""
    verdict = EventVerdict(patient_id, event_id, decision, reason, into, note, "REV1", "osteon-1")
    store = review_store(home)
    given = store.give(verdict, at)
    store.close()
    return given


def answer(
    home: Home, code: str, patient_id: str, said: str, at: datetime
) -> Given[WorklistAnswer]:
    """Keep an answer about the case whose key is the patient."""
    entry = WorklistAnswer(code, patient_id, patient_id, said, "in words", "REV1", "osteon-1")
    store = review_store(home)
    given = store.answer(entry, at)
    store.close()
    return given
