"""Who looks at the pages, and what each role may open and do: one table.

People sign in (`dashboard.sign_in`) wherever the home says how. Where it does not, only a simulated
hospital is served: whoever looks at it is taken for a clinician, unless OSTEON_ROLE says otherwise.
"""

import math
import os
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from dashboard.language import say
from dashboard.night import is_synthetic
from warehouse.access_settings import Role, WrongAccessSetting, access_settings
from warehouse.home import Home

__all__ = [
    "RIGHTS",
    "ROLE_VARIABLE",
    "SYNTHETIC_USER",
    "USER_VARIABLE",
    "Right",
    "Role",
    "Visitor",
    "nobody",
    "role_in_words",
    "visitor",
]

ROLE_VARIABLE, USER_VARIABLE = "OSTEON_ROLE", "OSTEON_USER"
SYNTHETIC_USER = "DEMO"
_KEY = re.compile(r"[A-Za-z0-9_-]{1,64}")


class Right(StrEnum):
    """A subject that may be opened, or something that leaves a trace in the review store."""

    STANDING = "standing"  # which version is shown, and of which night
    PATIENTS = "patients"  # the list of patients, and everything about one
    SOURCE_ROWS = "source rows"  # what a row of an extract says, in every version
    POPULATION = "population"
    NIGHT = "night"  # runs, files, feeds, rules and verdicts, counted
    REJECTED_ROWS = "rejected rows"  # file and line of each
    CHANGES = "changes"  # why a number changed, and whose rows changed it
    WORKLISTS = "worklists"  # indicators of care, and the cases behind them
    REVIEW_EVENTS = "review events"
    ANSWER_WORKLISTS = "answer worklists"
    EXPORTS = "exports"  # what may be seen, taken away as a file


_QUALITY = frozenset(
    {
        Right.STANDING,
        Right.NIGHT,
        Right.REJECTED_ROWS,
        Right.CHANGES,
        Right.WORKLISTS,
        Right.ANSWER_WORKLISTS,
        Right.EXPORTS,
    }
)
# No more than the work of each needs: statistics need no patient, mending a night needs no number.
RIGHTS: dict[Role, frozenset[Right]] = {
    Role.CLINICIAN: frozenset(Right),
    Role.QUALITY: _QUALITY,
    Role.ENGINEER: frozenset({Right.STANDING, Right.NIGHT, Right.REJECTED_ROWS}),
    Role.EPIDEMIOLOGIST: frozenset({Right.STANDING, Right.POPULATION, Right.EXPORTS}),
}


@dataclass(frozen=True)
class Visitor:
    """Whoever looks: the key that signs what they say, their role, and why it is theirs.

    ends_at: when they have to sign in again; None for who did not sign in.
    """

    key: str
    role: Role | None
    explained: str
    ends_at: datetime | None = None

    @property
    def is_signed_in(self) -> bool:
        return self.ends_at is not None

    @property
    def is_over(self) -> bool:
        """Their sign-in has ended, since it was looked at."""
        return self.seconds_left <= 0

    @property
    def seconds_left(self) -> float:
        """Until the sign-in ends; endless for who did not sign in."""
        return (self.ends_at - datetime.now(UTC)).total_seconds() if self.ends_at else math.inf

    def may(self, right: Right) -> bool:
        return self.role is not None and not self.is_over and right in RIGHTS[self.role]


def visitor(home: Home) -> Visitor:
    """The visitor of this home, now: who signed in, or in a simulated hospital who is said to look.

    Asked anew whenever something is opened: sign-ins end and settings change while a page is open.
    """
    try:
        settings = access_settings(home).sign_in
    except WrongAccessSetting as wrong:
        return nobody(say("Nobody can be let in: {problem}", problem=wrong))
    if settings is not None:
        from dashboard.sign_in import who_signed_in

        return who_signed_in(settings)
    if not is_synthetic(home):
        return nobody(say("Nobody can be let in: this home does not say how people sign in."))
    written = os.environ.get(ROLE_VARIABLE, "")
    if written:
        return _declared(written, os.environ.get(USER_VARIABLE, ""))
    return Visitor(
        SYNTHETIC_USER,
        Role.CLINICIAN,
        say("This hospital is simulated: whoever looks at it is taken for a clinician."),
    )


def nobody(explained: str) -> Visitor:
    """Somebody without a role, who may open nothing; and why."""
    return Visitor("", None, explained)


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
        return nobody(
            say(
                "{variable} names no role; it is one of {roles}.",
                variable=f"`{ROLE_VARIABLE}`",
                roles=", ".join(Role),
            )
        )
    role = Role(written)
    if user and not _KEY.fullmatch(user):
        return nobody(
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
