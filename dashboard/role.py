"""Who looks at the pages, and what each role may do beside looking.

Until people sign in, a simulated hospital takes every reader for a clinician, and a real one lets
nobody write unless whoever runs the dashboard says in OSTEON_ROLE what its readers are.
"""

import os
import re
from dataclasses import dataclass
from enum import StrEnum

from dashboard.language import say
from dashboard.night import is_synthetic
from warehouse.home import Home

ROLE_VARIABLE, USER_VARIABLE = "OSTEON_ROLE", "OSTEON_USER"
SYNTHETIC_USER = "DEMO"
_KEY = re.compile(r"[A-Za-z0-9_-]{1,64}")


class Role(StrEnum):
    CLINICIAN = "clinician"
    QUALITY = "quality"
    ENGINEER = "engineer"
    EPIDEMIOLOGIST = "epidemiologist"


class Right(StrEnum):
    """Something that leaves a trace in the review store."""

    REVIEW_EVENTS = "review events"
    ANSWER_WORKLISTS = "answer worklists"


RIGHTS: dict[Role, frozenset[Right]] = {
    Role.CLINICIAN: frozenset({Right.REVIEW_EVENTS, Right.ANSWER_WORKLISTS}),
    Role.QUALITY: frozenset({Right.ANSWER_WORKLISTS}),
    Role.ENGINEER: frozenset(),
    Role.EPIDEMIOLOGIST: frozenset(),
}


@dataclass(frozen=True)
class Visitor:
    """Whoever looks: the key that signs what they say, their role, and why it is theirs."""

    key: str
    role: Role | None
    explained: str

    def may(self, right: Right) -> bool:
        return self.role is not None and right in RIGHTS[self.role]


def visitor(home: Home) -> Visitor:
    """The visitor of this home: by OSTEON_ROLE and OSTEON_USER, else by what the home is."""
    written = os.environ.get(ROLE_VARIABLE, "")
    if written:
        return _declared(written, os.environ.get(USER_VARIABLE, ""))
    if is_synthetic(home):
        return Visitor(
            SYNTHETIC_USER,
            Role.CLINICIAN,
            say("This hospital is simulated: whoever looks at it is taken for a clinician."),
        )
    return _nobody(
        say(
            "Nobody signs in here yet, so nobody can be told to be a clinician. Whoever runs the "
            "dashboard can say the role of its readers in {variable}.",
            variable=f"`{ROLE_VARIABLE}`",
        )
    )


def role_in_words(role: Role) -> str:
    """A role as a reader sees it."""
    return {
        Role.CLINICIAN: say("clinician"),
        Role.QUALITY: say("quality team"),
        Role.ENGINEER: say("data engineer"),
        Role.EPIDEMIOLOGIST: say("epidemiologist"),
    }[role]


def _declared(written: str, user: str) -> Visitor:
    if written not in set(Role):
        return _nobody(
            say(
                "{variable} names no role; it is one of {roles}.",
                variable=f"`{ROLE_VARIABLE}`",
                roles=", ".join(Role),
            )
        )
    role = Role(written)
    if user and not _KEY.fullmatch(user):
        return _nobody(
            say(
                "{variable} is a key of letters, digits, - and _, never a name.",
                variable=f"`{USER_VARIABLE}`",
            )
        )
    return Visitor(
        user or role.value,
        role,
        say("You look at this page with the role: {role}.", role=role_in_words(role)),
    )


def _nobody(explained: str) -> Visitor:
    return Visitor("", None, explained)
