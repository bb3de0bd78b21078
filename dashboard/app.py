"""The dashboard: `streamlit run dashboard/app.py`, with the home in OSTEON_HOME (default ./var)."""

import os
from pathlib import Path

import streamlit as st

from dashboard.banner import show_standing
from dashboard.language import DEFAULT, LANGUAGES, preferred, say, speak
from warehouse.home import Home

_ICON = Path(__file__).parent / "osteon.svg"
# The first thing on a page is data, not the margin above it.
# The choice of language lies beside the banner, not on a line of its own.
_ROOM = (
    "<style>.stMainBlockContainer {padding: 4rem 2.5rem 3rem} "
    ".st-key-language_room {position: absolute; right: 2.5rem; top: 0.6rem; width: auto; "
    "z-index: 999990}</style>"
)
_LANGUAGE = "language"


def main() -> None:
    st.set_page_config(page_title="Osteon", page_icon=str(_ICON), layout="wide")
    st.html(_ROOM)
    speak(_language_asked_for())
    page = st.navigation(_pages(), position="top")
    _language_choice()
    if show_standing(Home(Path(os.environ.get("OSTEON_HOME", "var")))):
        page.run()


def _pages() -> list[st.Page]:
    # Not in a folder named pages: Streamlit would run those files itself, without the banners,
    # for the first visitor who comes by a deep link.
    return [
        st.Page("screens/patients.py", title=say("Patients"), url_path="patients", default=True),
        st.Page("screens/patient.py", title=say("Patient"), url_path="patient"),
        st.Page("screens/population.py", title=say("Population"), url_path="population"),
        st.Page("screens/quality.py", title=say("Quality"), url_path="quality"),
        st.Page("screens/dictionary.py", title=say("Dictionary"), url_path="dictionary"),
    ]


def _language_asked_for() -> str:
    """What the reader chose; at first what the address says, else what the browser prefers."""
    if _LANGUAGE not in st.session_state:
        st.session_state[_LANGUAGE] = _first_language()
    return str(st.session_state[_LANGUAGE])


def _first_language() -> str:
    asked = str(st.query_params.get("lang", ""))
    return asked if asked in LANGUAGES else preferred(st.context.locale)


def _language_choice() -> None:
    with st.container(key="language_room"):
        st.segmented_control(
            say("Language"),
            list(LANGUAGES),
            key=_LANGUAGE,
            format_func=lambda code: LANGUAGES.get(code, DEFAULT),
            label_visibility="collapsed",
            required=True,
        )


main()
