"""What the pages ask, answered from one published version: the only reader of the dashboard.

Answers are remembered by version and scalars (a patient, an endpoint), never by a frame: large
frames are hashed by sampling, which could show the wrong patient.
"""

import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl
import streamlit as st

from dashboard.queries import care as care_query
from dashboard.queries import changes as changes_query
from dashboard.queries import history as history_query
from dashboard.queries import known_facts as known_query
from dashboard.queries import patients as patients_query
from dashboard.queries import population, quality, readable, sources
from dashboard.queries import reviews as reviews_query
from dashboard.queries import sheet as sheet_query
from dashboard.queries import verdicts as verdicts_query
from dashboard.queries.history import History
from dashboard.queries.sheet import SheetFacts
from dashboard.queries.sources import Record, SourceRow
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

_VERSION = "version_shown"
_HOME = "home_shown"
_NIGHTS = "nights_kept"
# As many as versions are kept, and more: closing one that somebody is reading would fail them.
_READERS = 40
_PATIENTS_REMEMBERED = 200


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


def verdicts_given(patient_id: str) -> list[Given[EventVerdict]]:
    """Never remembered: what was said a moment ago has to show. Raises StoreUnreachable."""
    return reviews().verdicts(patient_id)


@st.cache_resource(max_entries=_READERS, show_spinner=False, on_release=Reader.close)
def _reader(version: Version) -> Reader:
    return open_reader(Path(version.file))


@st.cache_data(max_entries=4, show_spinner=False)
def last_run(version: Version) -> pl.DataFrame:
    return quality.last_run(_reader(version))


def night_of(version: Version) -> date | None:
    """The night the version is of; None when no run is recorded in it."""
    run = last_run(version)
    return None if run.is_empty() else run["as_of_on"][0]


# Kept as it is, not copied for every rerun: frames do not change, and this one is large.
@st.cache_resource(max_entries=4, show_spinner=False)
def patients(version: Version) -> pl.DataFrame:
    return patients_query.patients(_reader(version))


@st.cache_data(max_entries=_PATIENTS_REMEMBERED, show_spinner=False)
def history(version: Version, patient_id: str) -> History:
    return history_query.history(_reader(version), patient_id)


@st.cache_data(max_entries=_PATIENTS_REMEMBERED, show_spinner=False)
def reviews_delivered(version: Version, patient_id: str) -> pl.DataFrame:
    return reviews_query.reviews(_reader(version), patient_id)


@st.cache_data(max_entries=_READERS, show_spinner=False)
def columns_missing(version: Version) -> list[str]:
    return readable.columns_missing(_reader(version))


@st.cache_data(max_entries=_PATIENTS_REMEMBERED, show_spinner=False)
def known_facts(version: Version, patient_id: str, endpoint: str) -> pl.DataFrame:
    return known_query.known_facts(_reader(version), patient_id, endpoint)


@st.cache_data(max_entries=_PATIENTS_REMEMBERED, show_spinner=False)
def sheet_facts(version: Version, patient_id: str) -> SheetFacts:
    return sheet_query.sheet_facts(_reader(version), patient_id)


def derived_row(version: Version, patient_id: str, record: Record) -> pl.DataFrame:
    return sources.derived_row(_reader(version), patient_id, record)


def versions_of(version: Version, patient_id: str, source: SourceRow) -> pl.DataFrame:
    return sources.versions(_reader(version), patient_id, source)


def content_of(version: Version, patient_id: str, source: SourceRow) -> pl.DataFrame:
    return sources.content(_reader(version), patient_id, source)


@st.cache_data(max_entries=16, show_spinner=False)
def strata(version: Version, endpoint: str, origin: str) -> list[str]:
    return population.strata(_reader(version), endpoint, origin)


@st.cache_data(max_entries=64, show_spinner=False)
def curves(version: Version, endpoint: str, origin: str, stratum: str) -> pl.DataFrame:
    return population.curves(_reader(version), endpoint, origin, stratum)


@st.cache_data(max_entries=64, show_spinner=False)
def at_risk(version: Version, endpoint: str, origin: str, stratum: str) -> pl.DataFrame:
    return population.at_risk(_reader(version), endpoint, origin, stratum)


@st.cache_data(max_entries=64, show_spinner=False)
def rates(version: Version, endpoint: str, origin: str, stratum: str) -> pl.DataFrame:
    return population.rates(_reader(version), endpoint, origin, stratum)


@st.cache_data(max_entries=64, show_spinner=False)
def gray_test(version: Version, endpoint: str, origin: str, stratum: str) -> pl.DataFrame:
    return population.gray_test(_reader(version), endpoint, origin, stratum)


@st.cache_data(max_entries=4, show_spinner=False)
def attrition(version: Version) -> pl.DataFrame:
    return population.attrition(_reader(version))


@st.cache_data(max_entries=4, show_spinner=False)
def completeness(version: Version) -> pl.DataFrame:
    return population.completeness(_reader(version))


@st.cache_data(max_entries=16, show_spinner=False)
def events_by_kind(version: Version, endpoint: str) -> pl.DataFrame:
    return population.events_by_kind(_reader(version), endpoint)


@st.cache_data(max_entries=4, show_spinner=False)
def events_at_diagnosis(version: Version) -> pl.DataFrame:
    return population.events_at_diagnosis(_reader(version))


@st.cache_data(max_entries=16, show_spinner=False)
def sites(version: Version, content: str) -> pl.DataFrame:
    return population.sites(_reader(version), content)


@st.cache_data(max_entries=4, show_spinner=False)
def lesion_rates(version: Version) -> pl.DataFrame:
    return population.lesion_rates(_reader(version))


@st.cache_data(max_entries=4, show_spinner=False)
def calcium_by_month(version: Version) -> pl.DataFrame:
    return population.calcium_by_month(_reader(version))


@st.cache_data(max_entries=4, show_spinner=False)
def verdicts_compared(version: Version) -> pl.DataFrame:
    return verdicts_query.verdicts_compared(_reader(version))


@st.cache_data(max_entries=4, show_spinner=False)
def verdict_nights(version: Version) -> pl.DataFrame:
    return verdicts_query.verdict_nights(_reader(version))


@st.cache_data(max_entries=4, show_spinner=False)
def nights_judged(version: Version) -> pl.DataFrame:
    return verdicts_query.nights_judged(_reader(version))


@st.cache_data(max_entries=4, show_spinner=False)
def last_steps(version: Version) -> pl.DataFrame:
    return verdicts_query.last_steps(_reader(version))


@st.cache_data(max_entries=4, show_spinner=False)
def nights_compared(version: Version) -> pl.DataFrame:
    return changes_query.nights_compared(_reader(version))


@st.cache_data(max_entries=16, show_spinner=False)
def headlines(version: Version, run_id: str) -> pl.DataFrame:
    return changes_query.headlines(_reader(version), run_id)


@st.cache_data(max_entries=16, show_spinner=False)
def changes(version: Version, run_id: str) -> pl.DataFrame:
    return changes_query.changes(_reader(version), run_id)


@st.cache_data(max_entries=32, show_spinner=False)
def change_items(
    version: Version, run_id: str, measure: str, endpoint: str | None, event_kind: str | None
) -> pl.DataFrame:
    return changes_query.change_items(_reader(version), run_id, measure, endpoint, event_kind)


@st.cache_data(max_entries=32, show_spinner=False)
def change_rows(version: Version, run_id: str, item_key: str) -> pl.DataFrame:
    return changes_query.change_rows(_reader(version), run_id, item_key)


@st.cache_data(max_entries=8, show_spinner=False)
def care_indicators(version: Version, period: str) -> pl.DataFrame:
    return care_query.care_indicators(_reader(version), period)


@st.cache_data(max_entries=32, show_spinner=False)
def worklist(version: Version, indicator_code: str) -> pl.DataFrame:
    return care_query.worklist(_reader(version), indicator_code)


@st.cache_data(max_entries=32, show_spinner=False)
def answers_delivered(version: Version, indicator_code: str) -> pl.DataFrame:
    return care_query.answers_delivered(_reader(version), indicator_code)


def answers_given() -> list[Given[WorklistAnswer]]:
    """Never remembered: what was said a moment ago has to show. Raises StoreUnreachable."""
    return reviews().answers()


@st.cache_data(max_entries=4, show_spinner=False)
def missing_feeds(version: Version) -> pl.DataFrame:
    return population.missing_feeds(_reader(version))


@st.cache_data(max_entries=4, show_spinner=False)
def hypercalcaemia(version: Version) -> pl.DataFrame:
    return population.hypercalcaemia(_reader(version))


@st.cache_data(max_entries=16, show_spinner=False)
def marker_outcomes(version: Version, endpoint: str) -> pl.DataFrame:
    return population.marker_outcomes(_reader(version), endpoint)


@st.cache_data(max_entries=4, show_spinner=False)
def marker_landmarks(version: Version) -> pl.DataFrame:
    return population.marker_landmarks(_reader(version))


@st.cache_data(max_entries=4, show_spinner=False)
def death_hazards(version: Version) -> pl.DataFrame:
    return population.death_hazards(_reader(version))


@st.cache_data(max_entries=16, show_spinner=False)
def event_hazards(version: Version, endpoint: str) -> pl.DataFrame:
    return population.event_hazards(_reader(version), endpoint)


@st.cache_data(max_entries=4, show_spinner=False)
def mutations(version: Version) -> pl.DataFrame:
    return population.mutations(_reader(version))


@st.cache_data(max_entries=4, show_spinner=False)
def survival_comparisons(version: Version) -> list[str]:
    return population.survival_comparisons(_reader(version))


@st.cache_data(max_entries=16, show_spinner=False)
def survival(version: Version, comparison: str) -> pl.DataFrame:
    return population.survival(_reader(version), comparison)


@st.cache_data(max_entries=16, show_spinner=False)
def survival_medians(version: Version, comparison: str) -> pl.DataFrame:
    return population.survival_medians(_reader(version), comparison)


@st.cache_data(max_entries=4, show_spinner=False)
def benchmarks(version: Version) -> pl.DataFrame:
    return population.benchmarks(_reader(version))


@st.cache_data(max_entries=4, show_spinner=False)
def files(version: Version) -> pl.DataFrame:
    return quality.files(_reader(version))


@st.cache_data(max_entries=4, show_spinner=False)
def feeds(version: Version) -> pl.DataFrame:
    return quality.feeds(_reader(version))


@st.cache_data(max_entries=4, show_spinner=False)
def rejections(version: Version) -> pl.DataFrame:
    return quality.rejections(_reader(version))


@st.cache_data(max_entries=32, show_spinner=False)
def rejected_rows(version: Version, reason: str, feed: str | None) -> pl.DataFrame:
    return quality.rejected_rows(_reader(version), reason, feed)


@st.cache_data(max_entries=4, show_spinner=False)
def feed_nights(version: Version) -> pl.DataFrame:
    return quality.feed_nights(_reader(version))


@st.cache_data(max_entries=4, show_spinner=False)
def findings(version: Version) -> pl.DataFrame:
    return quality.findings(_reader(version))
