"""What is said to whoever reads disclosed figures."""

import streamlit as st

from dashboard.disclosure.reasons import small_count_in_words, withheld_in_words
from dashboard.disclosure.rounding import SMALLEST_SHOWN, STEP
from dashboard.language import say
from dashboard.store import Version


def say_no_curve() -> None:
    """In place of a curve of which no step may be shown."""
    st.info(
        say("Withheld: no curve here has a step of {least} events or more.", least=SMALLEST_SHOWN)
    )


def say_disclosure(version: Version) -> None:
    """How the figures below differ from what is known; nothing to whoever sees it all."""
    if version.is_exact:
        return
    st.caption(
        say(
            "These figures protect small groups. Counts from 1 to {most} are written {small}, "
            "others are rounded to {step}; shares and rates are computed from those. What would "
            "give a small count away is {withheld}, and so is a group, with its curve, that leaves "
            "1 to {most} people of a wider one. Curves move in steps of {least} events or "
            "more and stay still between them.",
            most=SMALLEST_SHOWN - 1,
            small=small_count_in_words(),
            step=STEP,
            withheld=withheld_in_words(),
            least=SMALLEST_SHOWN,
        )
    )
