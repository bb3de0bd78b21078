"""The dashboard: `streamlit run dashboard/app.py`, with the home in OSTEON_HOME (default ./var)."""

import os
from pathlib import Path
from typing import Literal

import streamlit as st

from dashboard.access import PAGES, WITH_PURPOSE, Refused, require
from dashboard.banner import show_nothing_published, show_standing
from dashboard.door import purpose_is_known, show_door, show_sign_out
from dashboard.language import DEFAULT, LANGUAGES, preferred, say, speak, spoken
from dashboard.role import Visitor, visitor
from warehouse.home import Home

_ICON = Path(__file__).parent / "osteon.svg"
# The first thing on a page is data, not the margin above it.
# The choice of language lies beside the banner, not on a line of its own.
_ROOM = (
    "<style>.stMainBlockContainer {padding: 4rem 2.5rem 3rem} "
    ".st-key-language_room {position: absolute; right: 2.5rem; top: 0.6rem; width: auto; "
    "z-index: 999990} "
    # What tells the language of the page takes no room beside the choice of it.
    ".st-key-language_room > [data-testid=stElementContainer]:has([data-testid=stHtml]) "
    "{display: none} "
    # Streamlit only tints the page the keyboard is on, too pale to be seen.
    "[data-testid=stTopNavLink]:focus-visible {outline: 2px solid currentColor; "
    "outline-offset: -2px} "
    # What Streamlit lays over tables and charts speaks English only, and would take away a table
    # as a file beside the right to exports, and without a trace.
    "[data-testid=stElementToolbar] {display: none !important}</style>"
)
_LANGUAGE = "language"
# Where whoever gives no page comes to, if it is open to them.
_FIRST = "patients"
_SEEN: dict[bool, Literal["visible", "hidden"]] = {True: "visible", False: "hidden"}


def main() -> None:
    st.set_page_config(page_title="Osteon", page_icon=str(_ICON), layout="wide")
    st.html(_ROOM)
    speak(_language_asked_for())
    home = Home(Path(os.environ.get("OSTEON_HOME", "var")))
    who = visitor(home)
    pages = _pages(who)
    page = st.navigation(list(pages.values()), position="top" if who.role else "hidden")
    with st.container(key="language_room", horizontal=True):
        _language_choice()
        _say_language_of_page()
        show_sign_out(who)
    if who.role is None and (home.current.exists() or home.last_run.exists()):
        show_door(home, who)
    elif who.role is None:
        show_nothing_published(home)
    else:
        _serve(page, pages, home, who)


def _pages(who: Visitor) -> dict[str, st.Page]:
    # Not in a folder named pages: Streamlit would run those files itself, without the banners,
    # for the first visitor who comes by a deep link. A page that is not open to the visitor is
    # hidden, not absent: its address then answers why.
    titles = {
        "patients": say("Patients"),
        "patient": say("Patient"),
        "population": say("Population"),
        "quality": say("Quality"),
        "dictionary": say("Dictionary"),
    }
    return {
        name: st.Page(
            f"screens/{name}.py",
            title=title,
            url_path=name,
            default=name == _FIRST,
            visibility=_SEEN[who.may(PAGES[name])],
        )
        for name, title in titles.items()
    }


def _serve(page: st.Page, pages: dict[str, st.Page], home: Home, who: Visitor) -> None:
    """Run a page for a visitor, or say why not; whoever comes without an address gets theirs."""
    name = next(name for name, known in pages.items() if known is page)
    if name == _FIRST and not who.may(PAGES[name]):
        st.switch_page(pages[next(other for other in pages if who.may(PAGES[other]))])
    try:
        if not show_standing(home):
            return
        require(who, PAGES[name])
        if PAGES[name] not in WITH_PURPOSE or purpose_is_known(home, who):
            page.run()
    except Refused as refused:
        st.error(str(refused), icon=":material/lock:")


def _language_asked_for() -> str:
    """What the reader chose; at first what the address says, else what the browser prefers."""
    if _LANGUAGE not in st.session_state:
        st.session_state[_LANGUAGE] = _first_language()
    chosen = str(st.session_state[_LANGUAGE])
    if st.query_params.get("lang", chosen) != chosen:
        st.query_params["lang"] = chosen  # else loading the page again undoes the choice
    return chosen


def _say_language_of_page() -> None:
    """Streamlit declares every page as English: screen readers would read French by its rules."""
    said = f"<script>document.documentElement.lang = '{spoken()}'</script>"
    st.html(said, unsafe_allow_javascript=True)


def _first_language() -> str:
    asked = str(st.query_params.get("lang", ""))
    return asked if asked in LANGUAGES else preferred(st.context.locale)


def _language_choice() -> None:
    st.segmented_control(
        say("Language"),
        list(LANGUAGES),
        key=_LANGUAGE,
        format_func=lambda code: LANGUAGES.get(code, DEFAULT),
        label_visibility="collapsed",
        required=True,
    )


main()
