"""The dashboard: `streamlit run dashboard/app.py`, with the home in OSTEON_HOME (default ./var)."""

import os
from pathlib import Path

import streamlit as st

from dashboard.banner import show_standing
from warehouse.home import Home

# Not in a folder named pages: Streamlit would run those files itself, without the banners, for the
# first visitor who comes by a deep link.
PAGES = [
    ("screens/patients.py", "Patients", "patients"),
    ("screens/patient.py", "Patient", "patient"),
    ("screens/population.py", "Population", "population"),
    ("screens/quality.py", "Quality", "quality"),
]


_ICON = Path(__file__).parent / "osteon.svg"
# The first thing on a page is data, not the margin above it.
_ROOM = "<style>.stMainBlockContainer {padding: 4rem 2.5rem 3rem}</style>"


def main() -> None:
    st.set_page_config(page_title="Osteon", page_icon=str(_ICON), layout="wide")
    st.html(_ROOM)
    page = st.navigation(
        [
            st.Page(file, title=title, url_path=path, default=path == "patients")
            for file, title, path in PAGES
        ],
        position="top",
    )
    if show_standing(Home(Path(os.environ.get("OSTEON_HOME", "var")))):
        page.run()


main()
