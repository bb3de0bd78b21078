"""Page: one patient, everything on one axis, and the rows behind any mark (`/patient?id=…`)."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard import store
from dashboard.as_known import version_as_known
from dashboard.language import say
from dashboard.patient_changes import draw_changes
from dashboard.patient_facts import facts, headline
from dashboard.patient_sheet import offer_sheet
from dashboard.patient_timeline import draw_events, draw_timeline
from dashboard.queries.history import History
from dashboard.queries.history import history as history_of
from dashboard.review_form import draw_review
from dashboard.source_rows import draw_record
from dashboard.store import Version
from dashboard.verdicts import read_reviews
from dashboard.visits import remember_visit

_LAST = "last_patient"
_FIRST_ENDPOINT = "SRE5"


def main() -> None:
    patient_id = _asked_for()
    if patient_id is None:
        st.header(say("Patient"))
        st.info(say("No patient is chosen. Choose one in the list of patients."))
        st.page_link("screens/patients.py", label=say("Patients"))
        return
    st.session_state[_LAST] = patient_id
    top = st.container()
    choices = st.container(horizontal=True, vertical_alignment="bottom")
    version = version_as_known(choices)
    history = None if version is None else store.ask(version, history_of, patient_id)
    is_known = history is not None and history.is_known
    with top:
        st.header(headline(history) if history and is_known else say("Patient"))
    if version is None or history is None:
        return
    if is_known:
        _draw(version, history, choices)
    else:
        _say_unknown()


def _asked_for() -> str | None:
    asked = st.query_params.get("id")
    if asked is None and _LAST in st.session_state:
        # Coming back by the menu: the address says again whom the page is about.
        asked = str(st.session_state[_LAST])
        st.query_params["id"] = asked
    return asked


def _draw(version: Version, history: History, choices: DeltaGenerator) -> None:
    endpoint = str(st.session_state.get("endpoint", _FIRST_ENDPOINT))
    with choices:
        offer_sheet(version, history, endpoint)
    read_reviews(version, history.patient_id)
    st.write(facts(history))
    draw_timeline(version, history)
    draw_record(version, history.patient_id)
    draw_events(history)
    draw_review(history)
    draw_changes(version, history.patient_id, str(st.session_state["endpoint"]))
    remember_visit(version, history.patient_id)


def _say_unknown() -> None:
    st.warning(
        say(
            "No patient of this version has this identifier. It may be mistyped, the patient may "
            "not have been known that night, or may have been withdrawn."
        )
    )
    st.page_link("screens/patients.py", label=say("Patients"))


main()
