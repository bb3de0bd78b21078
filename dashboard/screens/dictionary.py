"""Page: what does this name mean, in which unit, from where, and which tables hold it?"""

import polars as pl
import streamlit as st

from dashboard.choices import several_of
from dashboard.dictionary import KINDS, Entry, entries, found
from dashboard.figure import header, pickable_table, picked_row
from dashboard.language import say, say_count, spoken

_ASKED, _LIST = "dictionary_asked", "dictionary_list"
_MOST_SHOWN = 500


def main() -> None:
    st.header(say("Dictionary"))
    words, kinds = _asked(), _kinds()
    everything = _entries(spoken())
    kept = [entry for entry in found(everything, words) if not kinds or entry.kind in kinds]
    st.caption(
        say_count(
            "{count} entry. Choose one to read it whole.",
            "{count} entries. Choose one to read it whole.",
            len(kept),
        )
    )
    if not kept:
        st.info(say("Nothing declared holds these words. Try fewer, or in the other language."))
        return
    _draw(kept[:_MOST_SHOWN])


@st.cache_data(max_entries=4, show_spinner=False)
def _entries(language: str) -> list[Entry]:
    del language  # the language spoken is that of the rerun: it is in the key
    return entries()


def _asked() -> str:
    """The words searched for; at first those of the address (`?q=`), which then follows them."""
    if _ASKED not in st.session_state:
        st.session_state[_ASKED] = str(st.query_params.get("q", ""))
    asked = st.text_input(
        say("Search"), key=_ASKED, placeholder=say("calcium, SRE5, mmol/L, Q5, canonical.patient…")
    )
    if asked:
        st.query_params["q"] = asked
    elif "q" in st.query_params:
        del st.query_params["q"]
    return asked


def _kinds() -> tuple[str, ...]:
    return several_of(say("Kinds"), list(KINDS), "dictionary_kinds", _kind_words(), say("All"))


def _kind_words() -> dict[str, str]:
    return {
        "table": say("table"),
        "column": say("column"),
        "definition": say("definition"),
        "vocabulary": say("code of a closed list"),
        "rule": say("data-quality rule"),
        "analyte": say("analyte"),
        "indicator": say("indicator of care"),
    }


def _draw(kept: list[Entry]) -> None:
    words = _kind_words()
    rows = [
        (words[item.kind], item.name, _beside(item), item.meaning, item.unit, item.source)
        for item in kept
    ]
    columns = ("kind", "name", "said", "meaning", "unit", "source")
    pickable_table(
        pl.DataFrame(rows, schema=dict.fromkeys(columns, pl.String), orient="row"),
        _LIST,
        say("Entries of the dictionary"),
        lambda: None,
        {
            "kind": header("kind", say("Kind"), 112),
            "name": header("name", say("Name"), 262),
            "said": header("said", say("In words"), 190),
            "meaning": header("meaning", say("Meaning"), 400),
            "unit": header("unit", say("Unit"), 72),
            "source": header("source", say("Source"), 122),
        },
        height=460,
    )
    picked = picked_row(_LIST)
    if picked is not None and picked < len(kept):
        _draw_entry(kept[picked])
    elif len(kept) == 1:
        _draw_entry(kept[0])


def _beside(entry: Entry) -> str | None:
    """How a reader says the name, where that is not the name itself."""
    return None if entry.said == entry.name else entry.said


def _draw_entry(entry: Entry) -> None:
    with st.container(border=True):
        said = _beside(entry)
        st.subheader(f"{said} · `{entry.name}`" if said else f"`{entry.name}`")
        st.write(entry.meaning)
        if entry.unit:
            st.write(say("Unit: {unit}", unit=entry.unit))
        if entry.source:
            st.write(say("Source: {source}", source=entry.source))
        if entry.held_by:
            st.write(say("Found in: {names}", names=", ".join(f"`{n}`" for n in entry.held_by)))


main()
