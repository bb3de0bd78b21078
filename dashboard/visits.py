"""On which nights the reader opened a patient: what is new is told since the last of them.

Kept beside what people say of patients, and in the session while that cannot be reached: a visit
that is not remembered is no reason not to show a patient.
"""

from datetime import date

import streamlit as st

from dashboard import store
from dashboard.as_known import night_of
from dashboard.store import Version
from warehouse.review_store import StoreUnreachable

_VISITS = "nights_visited"


def remember_visit(version: Version, patient_id: str) -> None:
    """Remember that the reader saw a patient as known in a version."""
    night, seen = night_of(version), nights_visited(patient_id)
    if night is None or night in seen:
        return
    seen.add(night)
    try:
        store.remember_visit(patient_id, night)
    except StoreUnreachable:
        return  # said where verdicts are given


def nights_visited(patient_id: str) -> set[date]:
    """The nights as known on which the reader saw a patient, in this session or an earlier one."""
    visits: dict[str, set[date]] = st.session_state.setdefault(_VISITS, {})
    if patient_id not in visits:
        visits[patient_id] = _kept(patient_id)
    return visits[patient_id]


def _kept(patient_id: str) -> set[date]:
    try:
        return set(store.nights_visited(patient_id))
    except StoreUnreachable:
        return set()
