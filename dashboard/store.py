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

from dashboard.queries.quality import last_run
from warehouse.home import Home
from warehouse.reader import Reader, current_path, kept_nights, open_reader
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
# As many as versions are kept, and more: closing one that somebody is reading would fail them.
_READERS = 40
# Patients, and choices of a page: the list of every patient of a version is the largest of them.
_ANSWERS = 600


@dataclass(frozen=True)
class Version:
    """One published file. Size and instant are in the key, lest a name be used twice."""

    file: str
    size: int
    modified_ns: int

    @property
    def name(self) -> str:
        return Path(self.file).stem


def resolve(home: Home) -> Version:
    """Follow the pointer, once a rerun, and keep what it names for the page being drawn.

    Raises NothingPublished.
    """
    version = _version(current_path(home))
    st.session_state[_VERSION] = version
    st.session_state[_HOME] = home
    st.session_state[_NIGHTS] = {night: _version(path) for night, path in kept_nights(home).items()}
    return version


def _version(path: Path) -> Version:
    facts = path.stat()
    return Version(str(path.resolve()), facts.st_size, facts.st_mtime_ns)


def nights_kept() -> dict[date, Version]:
    """Nights whose version `resolve` found on disk, oldest first."""
    return dict(st.session_state[_NIGHTS])


def version_shown() -> Version:
    """The version `resolve` found for this rerun."""
    version = st.session_state[_VERSION]
    assert isinstance(version, Version), "app.py resolves the version before it runs a page"
    return version


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
    return open_reader(Path(version.file))


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
