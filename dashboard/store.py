"""What the pages ask, answered from one published version: the only reader of the dashboard.

Answers are remembered by version and scalars (a patient, an endpoint), never by a frame: large
frames are hashed by sampling, which could show the wrong patient.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

import streamlit as st

from dashboard.disclosure.level import sees_small_counts
from dashboard.disclosure.reader import disclosing
from dashboard.queries.quality import last_run
from dashboard.role import visitor
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
Question = Callable[Concatenate[Reader, P], T]

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
    """One published file, as its visitor may see it: with small counts, or disclosed.

    Size and instant are in the key, lest a name be used twice; how it is seen is, so that nothing
    remembered for a clinician, figure or drawing, is shown to anybody else.
    """

    file: str
    size: int
    modified_ns: int
    is_exact: bool

    @property
    def name(self) -> str:
        return Path(self.file).stem


def resolve(home: Home) -> Version:
    """Follow the pointer, once a rerun, and keep what it names for the page being drawn.

    Raises NothingPublished.
    """
    published = published_version(home)
    is_exact = sees_small_counts(visitor(home).role)
    version = _version(published.path, is_exact)
    st.session_state[_VERSION] = version
    st.session_state[_UNREADABLE] = published.instead_of
    st.session_state[_HOME] = home
    st.session_state[_NIGHTS] = {
        night: _version(path, is_exact) for night, path in kept_nights(home).items()
    }
    return version


def _version(path: Path, is_exact: bool) -> Version:
    facts = path.stat()
    return Version(str(path.resolve()), facts.st_size, facts.st_mtime_ns, is_exact)


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


def reviews() -> ReviewStore:
    """Where people's verdicts and answers are kept. Raises StoreUnreachable."""
    return _review_store(str(home_shown().root), os.environ.get(URL_VARIABLE))


@st.cache_resource(max_entries=4, show_spinner=False, on_release=ReviewStore.close)
def _review_store(root: str, url: str | None) -> ReviewStore:
    del url  # in the key only: another URL is another store
    return review_store(Home(Path(root)))


@st.cache_resource(max_entries=_READERS, show_spinner=False, on_release=Reader.close)
def _reader(version: Version) -> Reader:
    opened = open_reader(Path(version.file))
    return opened if version.is_exact else disclosing(opened)


def ask(
    version: Version,
    question: Callable[Concatenate[Reader, P], T],
    *args: P.args,
    **kwargs: P.kwargs,
) -> T:
    """What a question of dashboard.queries finds in a version; asked once for the same choices.

    The answer is shared by everybody who asks: frames do not change, and copying them costs more
    than the question.
    """
    name = f"{question.__module__}.{question.__qualname__}"
    return _remembered(
        version, name, args, kwargs, lambda: look(version, question, *args, **kwargs)
    )


def look(
    version: Version,
    question: Callable[Concatenate[Reader, P], T],
    *args: P.args,
    **kwargs: P.kwargs,
) -> T:
    """The same without remembering: for what is opened once, such as the rows behind a mark."""
    return question(_reader(version), *args, **kwargs)


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
    return reviews().verdicts(patient_id)


def answers_given() -> list[Given[WorklistAnswer]]:
    """Never remembered: what was said a moment ago has to show. Raises StoreUnreachable."""
    return reviews().answers()
