"""What the review store keeps: verdicts on skeletal events, answers of worklists.

An entry is never changed: the last one about an event, or a case, is in force, and one that says
`taken_back` leaves nothing in force.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar, Generic, TypeVar

from warehouse.schema import INDICATORS, VOCABULARIES

TAKEN_BACK = "taken_back"
LONGEST_NOTE = 2000
_PATIENT = re.compile(r"[0-9a-f]{16,64}")
_EVENT = re.compile(r"[0-9a-f]{16}")
_PERSON = re.compile(r"[A-Za-z0-9_-]{1,64}")


class UnusableEntry(ValueError):
    """What was said cannot be kept: a part is missing, or contradicts another."""


@dataclass(frozen=True)
class EventVerdict:
    """A clinician's verdict on one skeletal event.

    decision is a code of the vocabulary review_decision, or TAKEN_BACK; reason one of
    review_reason. The note stays in the store. version: of the warehouse the clinician saw.
    """

    ABOUT: ClassVar[tuple[str, ...]] = (
        "patient_id",
        "event_id",
    )  # what is judged: an event of a patient

    patient_id: str
    event_id: str
    decision: str
    reason: str | None
    merged_into_event_id: str | None
    note: str | None
    reviewer: str
    version: str

    @property
    def is_taken_back(self) -> bool:
        return self.decision == TAKEN_BACK

    def require_usable(self) -> None:
        """Raises UnusableEntry, naming what is wrong and no value of the patient."""
        _require_person_and_patient(self.reviewer, self.patient_id, self.note)
        _require(_EVENT.fullmatch(self.event_id), "the event is not named by its key")
        _require_codes("review_decision", self.decision, "review_reason", self.reason)
        _require(
            (self.merged_into_event_id is not None) == (self.decision == "merge"),
            "a merge, and nothing else, names another event",
        )
        if self.merged_into_event_id is not None:
            _require(
                _EVENT.fullmatch(self.merged_into_event_id)
                and self.merged_into_event_id != self.event_id,
                "an event is merged into another event, named by its key",
            )


@dataclass(frozen=True)
class WorklistAnswer:
    """Why an indicator of care does not apply to one of its cases.

    answer is a code of the vocabulary worklist_answer, or TAKEN_BACK. The note stays in the store.
    """

    ABOUT: ClassVar[tuple[str, ...]] = ("indicator_code", "patient_id", "case_key")

    indicator_code: str
    case_key: str
    patient_id: str
    answer: str
    note: str | None
    reviewer: str
    version: str

    @property
    def is_taken_back(self) -> bool:
        return self.answer == TAKEN_BACK

    def require_usable(self) -> None:
        """Raises UnusableEntry, naming what is wrong and no value of the patient."""
        _require_person_and_patient(self.reviewer, self.patient_id, self.note)
        _require(self.indicator_code in INDICATORS, "no indicator of care has this code")
        _require(self.case_key, "the case is not named by its key")
        if not self.is_taken_back:
            _require_code("worklist_answer", self.answer)


Entry = TypeVar("Entry", EventVerdict, WorklistAnswer)


@dataclass(frozen=True)
class Given(Generic[Entry]):
    """An entry as kept: its key, its place in the order of all entries, and when.

    given_at is on the wall clock of the hospital, and later than that of every entry before.
    """

    key: str
    number: int
    given_at: datetime
    entry: Entry

    @property
    def about(self) -> tuple[str, ...]:
        """The event or case it is about."""
        return tuple(str(getattr(self.entry, name)) for name in self.entry.ABOUT)


class Standing(StrEnum):
    """What became of an entry."""

    IN_FORCE = "in_force"
    REPLACED = "replaced"
    TAKEN_BACK = "taken_back"


def standings(given: Iterable[Given[Entry]]) -> dict[str, Standing]:
    """By key, what became of every entry but those that only take another back."""
    found: dict[str, Standing] = {}
    last: dict[tuple[str, ...], str] = {}
    for item in sorted(given, key=lambda item: item.number):
        before = last.pop(item.about, None)
        if before is not None:
            is_gone = item.entry.is_taken_back
            found[before] = Standing.TAKEN_BACK if is_gone else Standing.REPLACED
        if not item.entry.is_taken_back:
            found[item.key] = Standing.IN_FORCE
            last[item.about] = item.key
    return found


def in_force(given: Iterable[Given[Entry]]) -> list[Given[Entry]]:
    """The last entry about each event or case, unless it was taken back; in their order."""
    everything = sorted(given, key=lambda item: item.number)
    standing = standings(everything)
    return [item for item in everything if standing.get(item.key) is Standing.IN_FORCE]


def _require_person_and_patient(reviewer: str, patient_id: str, note: str | None) -> None:
    _require(_PERSON.fullmatch(reviewer), "whoever says it is named by a key without spaces")
    _require(_PATIENT.fullmatch(patient_id), "the patient is not named by a pseudonym")
    _require(len(note or "") <= LONGEST_NOTE, f"a note has at most {LONGEST_NOTE} characters")


def _require_codes(vocabulary: str, code: str, reasons: str, reason: str | None) -> None:
    if code == TAKEN_BACK:
        return
    _require_code(vocabulary, code)
    _require(reason, "a verdict has a reason")
    _require_code(reasons, str(reason))


def _require_code(vocabulary: str, code: str) -> None:
    known = VOCABULARIES[vocabulary].codes
    _require(code in known, f"{vocabulary} has no such code; use one of {', '.join(known)}")


def _require(holds: object, otherwise: str) -> None:
    if not holds:
        raise UnusableEntry(f"the review store keeps nothing: {otherwise}")
