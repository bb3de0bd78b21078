"""Whoever opens something, as far as the store needs to know, and the trace of what they opened.

During a rerun this is asked of the session; a file that is made later, in a thread of its own, is
made for whoever asked for it (`opener`).
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import streamlit as st

from dashboard.access import UNWRITTEN, WITH_PURPOSE, Asked, Refused, require
from dashboard.language import say
from dashboard.role import Right, Visitor, visitor
from warehouse.access_log import AccessLogProblem, Opening, write_down
from warehouse.access_settings import access_settings
from warehouse.home import Home

# Of a simulated hospital nobody is asked what for.
SYNTHETIC_PURPOSE = "demo"
_PURPOSE, _WRITTEN, _PATIENT = "purpose_said", "openings_written", "patient_opened"


@dataclass(frozen=True)
class Opener:
    """A visitor of a home, what for they open patients, and the patient their page is about."""

    who: Visitor
    home: Home
    purpose: str | None = None
    patient: str | None = None


_later: ContextVar[Opener | None] = ContextVar("opener", default=None)


def opener(shown: Callable[[], Home]) -> Opener:
    """Whoever opens something now, in the home that is shown."""
    acting = _later.get()
    if acting is not None:
        return acting
    home = shown()
    who = visitor(home)
    return Opener(who, home, purpose_said(who), st.session_state.get(_PATIENT))


@contextmanager
def opening_for(acting: Opener) -> Iterator[None]:
    """Open on behalf of somebody who asked earlier; their rights are looked at again."""
    token = _later.set(acting)
    try:
        yield
    finally:
        _later.reset(token)


def forget_patient() -> None:
    """A page begins: it is about nobody yet."""
    st.session_state.pop(_PATIENT, None)


def say_purpose(who: Visitor, purpose: str) -> None:
    """Keep, for this session, what the visitor opens patients for."""
    st.session_state[_PURPOSE] = (who.key, purpose)


def purpose_said(who: Visitor) -> str | None:
    """What the visitor said they open patients for, in this session."""
    if not who.is_signed_in:
        return SYNTHETIC_PURPOSE
    said = st.session_state.get(_PURPOSE)
    return said[1] if said and said[0] == who.key else None


def open_or_refuse(acting: Opener, what: Asked) -> None:
    """Let what is asked be opened, and write it down; raises Refused, as a sentence."""
    require(acting.who, what.right)
    assert what.right is not None, "nobody holds a right that is not declared"
    purposes = access_settings(acting.home).access_log.purposes
    if what.right in WITH_PURPOSE and purposes and acting.purpose is None:
        raise Refused(say("Say first what you open patients for."))
    if what.right in UNWRITTEN:
        return
    if _later.get() is None:
        _remember(what)
        _write_once(acting, what)
    else:
        _write(acting, what)


def _remember(what: Asked) -> None:
    if what.patient is not None:
        st.session_state[_PATIENT] = what.patient


def _write_once(acting: Opener, what: Asked) -> None:
    """Write what this session has not opened a short while ago: a rerun opens it all again."""
    now = datetime.now(UTC)
    again = timedelta(minutes=access_settings(acting.home).access_log.bulk_minutes)
    written: dict[tuple[str, Asked], datetime] = st.session_state.setdefault(_WRITTEN, {})
    key = (acting.who.key, what)
    if key in written and now - written[key] < again:
        return
    _write(acting, what)
    written[key] = now


def _write(acting: Opener, what: Asked) -> None:
    who, right = acting.who, what.right
    assert who.role is not None and right is not None, "what is written down was allowed first"
    opening = Opening(
        who=who.key,
        role=who.role.value,
        opened=right.value,
        patient=what.patient,
        choices=what.choices,
        purpose=acting.purpose if right in WITH_PURPOSE or what.patient else None,
    )
    try:
        write_down(acting.home, opening, datetime.now(UTC), access_settings(acting.home).access_log)
    except AccessLogProblem as problem:
        raise Refused(
            say(
                "Nothing is opened without a trace, and none can be left: {problem}",
                problem=problem,
            )
        ) from None


def export_of(acting: Opener, name: str) -> Asked:
    """The taking away of a file, of the patient the page is about if it is about one."""
    return Asked(Right.EXPORTS, acting.patient, (f"file={name}",))
