"""What the pages ask, answered from one published version: the only reader of the dashboard.

Here, and not in the pages, it is seen to that the visitor may open what they ask for, and that it
is written down. A version is that of a role: what one role was answered or drawn is kept under the
version it asked, so that no other role can be handed it.

Answers are remembered by version and scalars (a patient, an endpoint), never by a frame: large
frames are hashed by sampling, which could show the wrong patient.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

import streamlit as st

from dashboard.access import Asked, Refused, asked, require
from dashboard.disclosure.level import sees_small_counts
from dashboard.disclosure.reader import disclosing
from dashboard.language import say
from dashboard.opening import (
    Opener,
    export_of,
    forget_patient,
    open_or_refuse,
    opener,
    opening_for,
)
from dashboard.queries.quality import last_run
from dashboard.role import Right, Role, visitor
from warehouse.home import Home
from warehouse.reader import Reader, kept_nights, open_reader, published_version
from warehouse.review_store import (
    URL_VARIABLE,
    EventVerdict,
    Given,
    ReviewStore,
    WorklistAnswer,
    review_store,
)

P = ParamSpec("P")
T = TypeVar("T")

_VERSION = "version_shown"
_HOME = "home_shown"
_NIGHTS = "nights_kept"
_UNREADABLE = "version_unreadable"
# As many as versions are kept, and more: closing one that somebody is reading would fail them.
_READERS = 40
# Patients, and choices of a page: the list of every patient of a version is the largest of them.
_ANSWERS = 600


@dataclass(frozen=True)
class Version:
    """One published file, as a role sees it: with small counts, or disclosed.

    Size and instant are in the key, lest a name be used twice; the role is, so that nothing
    remembered for one, figure or drawing, is shown to another.
    """

    file: str
    size: int
    modified_ns: int
    role: Role

    @property
    def is_exact(self) -> bool:
        """Small counts are told; otherwise they are withheld."""
        return sees_small_counts(self.role)

    @property
    def name(self) -> str:
        return Path(self.file).stem


def resolve(home: Home) -> Version:
    """Follow the pointer, once a rerun, and keep what it names for the page being drawn.

    Raises NothingPublished, and Refused for a visitor without a role.
    """
    who = visitor(home)
    require(who, Right.STANDING)
    assert who.role is not None, "who holds a right has a role"
    published = published_version(home)
    version = _version(published.path, who.role)
    forget_patient()
    st.session_state[_VERSION] = version
    st.session_state[_UNREADABLE] = published.instead_of
    st.session_state[_HOME] = home
    st.session_state[_NIGHTS] = {
        night: _version(path, who.role) for night, path in kept_nights(home).items()
    }
    return version


def _version(path: Path, role: Role) -> Version:
    facts = path.stat()
    return Version(str(path.resolve()), facts.st_size, facts.st_mtime_ns, role)


def nights_kept() -> dict[date, Version]:
    """Nights whose version `resolve` found on disk, oldest first."""
    return dict(st.session_state[_NIGHTS])


def version_shown() -> Version:
    """The version `resolve` found for this rerun."""
    version = st.session_state[_VERSION]
    assert isinstance(version, Version), "app.py resolves the version before it runs a page"
    return version


def version_unreadable() -> str | None:
    """Name of the version that should be shown and cannot be read; None when all is well."""
    name = st.session_state[_UNREADABLE]
    assert name is None or isinstance(name, str), (
        "app.py resolves the version before it runs a page"
    )
    return name


def home_shown() -> Home:
    """The home `resolve` looked into for this rerun."""
    home = st.session_state[_HOME]
    assert isinstance(home, Home), "app.py resolves the version before it runs a page"
    return home


def _opener() -> Opener:
    return opener(home_shown)


def may(right: Right) -> bool:
    """Whether the visitor holds a right now: for what a page offers, not for what it opens."""
    return _opener().who.may(right)


def take_away(name: str, make: Callable[[], T]) -> Callable[[], T]:
    """The making of a file, for whoever is offered it now: their rights are looked at again, and
    its taking is written down, when they ask for it. What is returned raises Refused then."""
    acting = _opener()

    def made() -> T:
        with opening_for(acting):
            open_or_refuse(acting, export_of(acting, name))
            return make()

    return made


def note_choices(right: Right, choices: tuple[str, ...]) -> None:
    """Write down by which codes the visitor narrows what they were answered. Raises Refused."""
    open_or_refuse(_opener(), Asked(right, None, choices))


def give_verdict(verdict: EventVerdict, at: datetime) -> None:
    """Keep a verdict on an event. Raises Refused, StoreUnreachable, UnusableEntry."""
    open_or_refuse(_opener(), Asked(Right.REVIEW_EVENTS, verdict.patient_id))
    _reviews().give(verdict, at)


def answer_case(answer: WorklistAnswer, at: datetime) -> None:
    """Keep an answer about a case. Raises Refused, StoreUnreachable, UnusableEntry."""
    open_or_refuse(_opener(), Asked(Right.ANSWER_WORKLISTS, answer.patient_id))
    _reviews().answer(answer, at)


def _reviews() -> ReviewStore:
    """Where people's verdicts and answers are kept. Raises StoreUnreachable."""
    return _review_store(str(home_shown().root), os.environ.get(URL_VARIABLE))


@st.cache_resource(max_entries=4, show_spinner=False, on_release=ReviewStore.close)
def _review_store(root: str, url: str | None) -> ReviewStore:
    del url  # in the key only: another URL is another store
    return review_store(Home(Path(root)))


def _reader(version: Version) -> Reader:
    return _open_reader(version.file, version.size, version.modified_ns, version.is_exact)


# By what is withheld, not by the role: the same file is opened once for several.
@st.cache_resource(max_entries=_READERS, show_spinner=False, on_release=Reader.close)
def _open_reader(file: str, size: int, modified_ns: int, is_exact: bool) -> Reader:
    del size, modified_ns  # in the key only
    opened = open_reader(Path(file))
    return opened if is_exact else disclosing(opened)


def ask(
    version: Version,
    question: Callable[Concatenate[Reader, P], T],
    *args: P.args,
    **kwargs: P.kwargs,
) -> T:
    """What a question of dashboard.queries finds in a version; asked once for the same choices.

    The answer is shared by everybody of the role: frames do not change, and copying them costs
    more than the question. Raises Refused when the visitor may not ask.
    """
    _open(version, asked(question, args, kwargs))
    name = f"{question.__module__}.{question.__qualname__}"
    return _remembered(
        version, name, args, kwargs, lambda: question(_reader(version), *args, **kwargs)
    )


def look(
    version: Version,
    question: Callable[Concatenate[Reader, P], T],
    *args: P.args,
    **kwargs: P.kwargs,
) -> T:
    """The same without remembering: for what is opened once, such as the rows behind a mark."""
    _open(version, asked(question, args, kwargs))
    return question(_reader(version), *args, **kwargs)


def _open(version: Version, what: Asked) -> None:
    """Before every answer, also one that is remembered: may it be opened, and write it down."""
    acting = _opener()
    open_or_refuse(acting, what)
    if acting.who.role is not version.role:
        raise Refused(say("Your role has changed. Load the page again."))


@st.cache_resource(max_entries=_ANSWERS, show_spinner=False)
def _remembered(
    version: Version,
    name: str,
    args: tuple[object, ...],
    kwargs: dict[str, object],
    _find: Callable[[], T],
) -> T:
    del version, name, args, kwargs  # in the key only
    return _find()


def night_of(version: Version) -> date | None:
    """The night the version is of; None when no run is recorded in it."""
    run = ask(version, last_run)
    return None if run.is_empty() else run["as_of_on"][0]


def verdicts_given(patient_id: str) -> list[Given[EventVerdict]]:
    """Never remembered: what was said a moment ago has to show. Raises StoreUnreachable."""
    open_or_refuse(_opener(), Asked(Right.PATIENTS, patient_id))
    return _reviews().verdicts(patient_id)


def remember_visit(patient_id: str, night: date) -> None:
    """Keep that the visitor saw the patient as known on a night. Raises StoreUnreachable."""
    acting = _opener()
    open_or_refuse(acting, Asked(Right.PATIENTS, patient_id))
    _reviews().remember_visit(acting.who.key, patient_id, night)


def nights_visited(patient_id: str) -> frozenset[date]:
    """The nights as of which the visitor saw the patient. Raises StoreUnreachable."""
    acting = _opener()
    open_or_refuse(acting, Asked(Right.PATIENTS, patient_id))
    return _reviews().nights_visited(acting.who.key, patient_id)


def answers_given() -> list[Given[WorklistAnswer]]:
    """Never remembered: what was said a moment ago has to show. Raises StoreUnreachable."""
    open_or_refuse(_opener(), Asked(Right.WORKLISTS))
    return _reviews().answers()
