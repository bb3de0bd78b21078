"""What has to be allowed before a question is answered, and what is written down of it.

One table: every question of `dashboard.queries` belongs to a subject of `dashboard.role`, by its
module or by its own name, which counts more. A question that is in neither is answered to nobody.
"""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from dashboard.language import say
from dashboard.role import Right, Visitor, role_in_words

_QUERIES = "dashboard.queries."
QUESTIONS: dict[str, Right] = {
    "behind": Right.SOURCE_ROWS,
    "care": Right.WORKLISTS,
    "changes": Right.CHANGES,
    "declared": Right.STANDING,
    "history": Right.PATIENTS,
    "known_facts": Right.PATIENTS,
    "patients": Right.PATIENTS,
    "population": Right.POPULATION,
    # Of feeds and nights, shaded on every axis of time: on the quality page too.
    "population.incomplete_feeds": Right.STANDING,
    "quality": Right.NIGHT,
    "quality.last_run": Right.STANDING,
    "quality.rejected_rows": Right.REJECTED_ROWS,
    "readable": Right.STANDING,
    "reviews": Right.PATIENTS,
    "sheet": Right.PATIENTS,
    "sources": Right.SOURCE_ROWS,
    "verdicts": Right.NIGHT,
}
# What a page is about: who may not open it neither sees nor reaches it.
PAGES: dict[str, Right] = {
    "patients": Right.PATIENTS,
    "patient": Right.PATIENTS,
    "population": Right.POPULATION,
    "quality": Right.NIGHT,
    "dictionary": Right.STANDING,
}
QUALITY_SECTIONS: dict[str, Right] = {
    "tonight": Right.NIGHT,
    "changes": Right.CHANGES,
    "feeds": Right.NIGHT,
    "rules": Right.NIGHT,
    "care": Right.WORKLISTS,
    "run": Right.NIGHT,
}
# Opened by many at every rerun and about nobody.
UNWRITTEN = frozenset({Right.STANDING})
# Whoever opens these says first what for.
WITH_PURPOSE = frozenset({Right.PATIENTS, Right.SOURCE_ROWS})
# Choices that are codes. A key of a row or an item is not: it may hold what a hospital wrote.
_CODES = frozenset(
    {
        "analyte_code",
        "baseline_column",
        "comparison",
        "content",
        "endpoint",
        "event_kind",
        "feed",
        "indicator_code",
        "measure",
        "month_on",
        "origin",
        "period",
        "reason",
        "stratum",
        "stratum_value",
    }
)


class Refused(PermissionError):
    """Something may not be opened; the message is a sentence for whoever asked."""


@dataclass(frozen=True)
class Asked:
    """What a question asks, as far as it is written down: the subject, of whom, by which codes."""

    right: Right | None
    patient: str | None = None
    choices: tuple[str, ...] = ()


def right_to(question: Callable[..., object]) -> Right | None:
    """What a role must hold to ask a question; None when that is not declared."""
    module = question.__module__.removeprefix(_QUERIES)
    if not question.__module__.startswith(_QUERIES):
        return None
    return QUESTIONS.get(f"{module}.{question.__qualname__}", QUESTIONS.get(module))


def asked(
    question: Callable[..., object], args: tuple[object, ...], kwargs: Mapping[str, object]
) -> Asked:
    """What is asked: arguments by their names, without the reader."""
    names = _parameters(question)[1:]
    told = {**dict(zip(names, args, strict=False)), **kwargs}
    patient = told.get("patient_id")
    return Asked(
        right_to(question),
        patient if isinstance(patient, str) else None,
        tuple(f"{name}={value}" for name, value in told.items() if name in _CODES and value),
    )


def require(who: Visitor, right: Right | None) -> None:
    """Raises Refused, as a sentence, when the visitor does not hold the right."""
    if right is not None and who.may(right):
        return
    if who.role is None:
        raise Refused(who.explained)
    if who.is_over:
        raise Refused(say("Your session has ended. Sign in again to go on."))
    raise Refused(
        say("This is not open to the role you have here: {role}.", role=role_in_words(who.role))
    )


@cache
def _parameters(question: Callable[..., object]) -> tuple[str, ...]:
    return tuple(inspect.signature(question).parameters)
