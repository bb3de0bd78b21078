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


def from_list(label: str, options: Sequence[str], key: str) -> str:
    """A menu, the first entry at first."""
    return st.selectbox(label, options, key=key, persist_state="session")


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
        persist_state="session",
    )
    return tuple(chosen)


def line_of_text(label: str, key: str, placeholder: str) -> str:
    """A line of text, empty at first."""
    return st.text_input(label, key=key, placeholder=placeholder, persist_state="session")
