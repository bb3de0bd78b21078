"""The printable sheet of the patient page: a button that makes the PDF when it is asked for."""

import os
from pathlib import Path

import streamlit as st

from dashboard import store
from dashboard.charts.timeline import TimelineChoices
from dashboard.drawings import patient as drawings
from dashboard.language import say, spoken
from dashboard.night import is_synthetic
from dashboard.queries.history import History
from dashboard.queries.sheet import sheet_facts
from dashboard.sheet.build import file_name, sheet
from dashboard.store import Version
from warehouse.home import Home


def offer_sheet(version: Version, history: History, endpoint: str) -> None:
    """A download button for one A4 page in the language of the reader."""
    language = spoken()
    synthetic = is_synthetic(Home(Path(os.environ.get("OSTEON_HOME", "var"))))

    def make() -> bytes:
        choices = TimelineChoices(endpoint)
        return sheet(
            history,
            # Asked for with the sheet: most readers of the page do not print it.
            store.ask(version, sheet_facts, history.patient_id),
            drawings.timeline(version, history.patient_id, choices, language),
            version=version.name,
            endpoint=endpoint,
            is_synthetic=synthetic,
            language=language,
        )

    st.download_button(
        say("Printable sheet (PDF)"),
        data=make,
        file_name=file_name(history.patient_id, store.night_of(version)),
        mime="application/pdf",
        key="sheet",
        icon=":material/print:",
        help=say("One A4 page: events, calcium, bone-targeted agents, last results, open flags"),
        on_click="ignore",
    )
