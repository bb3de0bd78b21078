"""What the reader chooses; kept for the session, so that it is there when they come back."""

from collections.abc import Sequence

import streamlit as st


def one_of(
    label: str,
    options: Sequence[str],
    key: str,
    help_text: str | None = None,
    words: dict[str, str] | None = None,
) -> str:
    """A row of buttons, one of which is always on."""
    names = words or {}
    chosen = st.segmented_control(
        label,
        options,
        key=key,
        required=True,
        default=options[0],
        format_func=lambda option: names.get(option, option),
        help=help_text,
        persist_state="session",
    )
    return chosen if isinstance(chosen, str) else options[0]


def in_address(
    label: str,
    options: Sequence[str],
    name: str,
    words: dict[str, str],
    help_text: str | None = None,
    is_in_use: bool = True,
) -> str:
    """A row of buttons, one always on, kept in the address: a link opens the same choice.

    Out of use it stays where it is, and keeps what was chosen.
    """
    chosen = st.segmented_control(
        label,
        options,
        key=_as_asked(name, options),
        required=True,
        format_func=lambda option: words.get(option, option),
        help=help_text,
        disabled=not is_in_use,
    )
    return _kept(name, chosen if isinstance(chosen, str) else options[0], options)


def from_list(
    label: str, options: Sequence[str], key: str, words: dict[str, str] | None = None
) -> str:
    """A menu, the first entry at first."""
    names = words or {}
    return st.selectbox(
        label,
        options,
        key=key,
        format_func=lambda option: names.get(option, option),
        persist_state="session",
    )


def menu_in_address(label: str, options: Sequence[str], name: str, words: dict[str, str]) -> str:
    """A menu, the first entry at first, kept in the address."""
    chosen = st.selectbox(
        label,
        options,
        key=_as_asked(name, options),
        format_func=lambda option: words.get(option, option),
    )
    return _kept(name, chosen, options)


# Streamlit can bind a choice to the address by itself, but writes there what the reader sees: the
# link of a French reader would say nothing to an English one. Codes are the same in any language.
def _as_asked(name: str, options: Sequence[str]) -> str:
    """Key of the choice, which begins as the address asks, else as it was left."""
    key = f"{name}_in_address"
    if st.session_state.get(key) not in options:
        asked = st.query_params.get(name, st.session_state.get(f"{name}_left"))
        st.session_state[key] = asked if asked in options else options[0]
    return key


def _kept(name: str, chosen: str, options: Sequence[str]) -> str:
    """The choice, written into the address unless it is the first, and kept for coming back."""
    st.session_state[f"{name}_left"] = chosen
    if chosen != options[0]:
        st.query_params[name] = chosen
    elif name in st.query_params:
        del st.query_params[name]
    return chosen


def several_of(
    label: str,
    options: Sequence[str],
    key: str,
    words: dict[str, str] | None = None,
    placeholder: str = "All",
) -> tuple[str, ...]:
    """A menu of which any number may be chosen; none at first."""
    names = words or {}
    chosen = st.multiselect(
        label,
        options,
        key=key,
        placeholder=placeholder,
        format_func=lambda option: names.get(option, option),
        # Streamlit says it in English on every page, and none chosen is all already.
        select_all=False,
        persist_state="session",
    )
    return tuple(chosen)


def line_of_text(label: str, key: str, placeholder: str) -> str:
    """A line of text, empty at first."""
    return st.text_input(label, key=key, placeholder=placeholder, persist_state="session")
