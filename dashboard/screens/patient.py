"""Page: one patient, everything on one axis, and the rows behind any mark (`/patient?id=…`)."""

import streamlit as st

from dashboard import store
from dashboard.patient_facts import facts, headline
from dashboard.patient_timeline import draw_events, draw_timeline
from dashboard.review_form import draw_review
from dashboard.source_rows import draw_record
from dashboard.store import Version
from dashboard.verdicts import read_reviews

_LAST = "last_patient"


def main() -> None:
    version = store.version_shown()
    patient_id = _asked_for()
    if patient_id is None:
        st.header("Patient")
        st.info("No patient is chosen. Choose one in the list of patients.")
        st.page_link("screens/patients.py", label="Patients")
        return
    st.session_state[_LAST] = patient_id
    _draw(version, patient_id)


def _asked_for() -> str | None:
    asked = st.query_params.get("id")
    if asked is None and _LAST in st.session_state:
        # Coming back by the menu: the address says again whom the page is about.
        asked = str(st.session_state[_LAST])
        st.query_params["id"] = asked
    return asked


def _draw(version: Version, patient_id: str) -> None:
    history = store.history(version, patient_id)
    if not history.is_known:
        st.header("Patient")
        st.warning(
            "No patient of this version has this identifier. It may be mistyped, or the "
            "patient may have been withdrawn."
        )
        st.page_link("screens/patients.py", label="Patients")
        return
    read_reviews(version, patient_id)
    st.header(headline(history))
    st.write(facts(history))
    draw_timeline(version, history)
    draw_record(version, patient_id)
    draw_events(history)
    draw_review(history)


main()
