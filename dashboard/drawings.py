"""Chart specifications, each drawn once a version and choice and kept.

Building a timeline costs half a second; keeping its specification makes a rerun cheap and, since
the specification does not change, keeps the zoom of the reader.
"""

import altair as alt
import streamlit as st

from dashboard import store
from dashboard.charts.calcium_months import calcium_months_chart
from dashboard.charts.event_kinds import event_kinds_chart
from dashboard.charts.incidence import incidence_chart
from dashboard.charts.night_calendar import night_calendar
from dashboard.charts.row_fates import row_fates_chart
from dashboard.charts.rule_bars import by_rule, rule_bars, with_severity
from dashboard.charts.timeline import TimelineChoices
from dashboard.charts.timeline import timeline as timeline_chart
from dashboard.store import Version

Specification = dict[str, object]


def _specification(chart: alt.VConcatChart | alt.LayerChart | alt.Chart) -> Specification:
    # The tests validate every specification; validating again here would double the time.
    return dict(chart.to_dict(validate=False))


@st.cache_data(max_entries=200, show_spinner="Drawing the timeline…")
def timeline(version: Version, patient_id: str, choices: TimelineChoices) -> Specification:
    return _specification(timeline_chart(store.history(version, patient_id), choices))


@st.cache_data(max_entries=64, show_spinner=False)
def incidence(version: Version, endpoint: str, stratum: str, by_part: bool) -> Specification:
    rows = store.incidence(version, endpoint, stratum)
    return _specification(incidence_chart(rows, by_part=by_part))


@st.cache_data(max_entries=16, show_spinner=False)
def event_kinds(version: Version, endpoint: str) -> Specification:
    return _specification(event_kinds_chart(store.events_by_kind(version, endpoint)))


@st.cache_data(max_entries=4, show_spinner=False)
def calcium_months(version: Version) -> Specification:
    return _specification(calcium_months_chart(store.calcium_by_month(version)))


@st.cache_data(max_entries=4, show_spinner=False)
def feed_calendar(version: Version) -> Specification:
    return _specification(night_calendar(store.feed_nights(version)))


@st.cache_data(max_entries=4, show_spinner=False)
def row_fates(version: Version) -> Specification:
    return _specification(row_fates_chart(store.feeds(version)))


@st.cache_data(max_entries=4, show_spinner=False)
def rejections(version: Version) -> Specification:
    return _specification(rule_bars(with_severity(store.rejections(version)), "Rows rejected"))


@st.cache_data(max_entries=4, show_spinner=False)
def findings(version: Version) -> Specification:
    return _specification(rule_bars(by_rule(store.findings(version)), "Rows kept and pointed at"))
