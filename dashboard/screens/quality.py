"""Page: can tonight's data be believed, why did the numbers change, is the care as it should be?"""

from collections.abc import Callable

import streamlit as st

from dashboard import store
from dashboard.access import QUALITY_SECTIONS
from dashboard.choices import in_address
from dashboard.language import say
from dashboard.quality.care import draw_care
from dashboard.quality.changes import draw_changes
from dashboard.quality.feeds import draw_feeds
from dashboard.quality.rules import draw_rules
from dashboard.quality.run import draw_run
from dashboard.quality.tonight import draw_tonight
from dashboard.store import Version

_SECTIONS: dict[str, Callable[[Version], None]] = {
    "tonight": draw_tonight,
    "changes": draw_changes,
    "feeds": draw_feeds,
    "rules": draw_rules,
    "care": draw_care,
    "run": draw_run,
}


def main() -> None:
    version = store.version_shown()
    st.header(say("Quality"))
    words = {
        "tonight": say("Tonight"),
        "changes": say("What changed"),
        "feeds": say("Feeds and rows"),
        "rules": say("Rejected rows and findings"),
        "care": say("Indicators of care"),
        "run": say("The run"),
    }
    words = {name: said for name, said in words.items() if store.may(QUALITY_SECTIONS[name])}
    section = in_address(say("Section"), list(words), "show", words)
    _SECTIONS[section](version)


main()
