"""What the reader looks at: a section, an endpoint, an origin of time, a stratum."""

from dataclasses import dataclass

import streamlit as st

from dashboard.choices import in_address
from dashboard.labels import word
from dashboard.language import say
from dashboard.parts import stratum_names

ENDPOINTS = ("SRE5", "SRE4", "SSE", "SSE_upper")
ORIGINS = ("bone_metastasis", "bone_agent")
USES_ENDPOINT = ("burden", "events", "markers")
# The choices stay in sight while the page is read; what passes behind them is blurred.
_STAYS = (
    "<style>[data-testid=stLayoutWrapper]:has(> .st-key-population_choices) {position: sticky; "
    "top: 3.6rem; z-index: 90} .st-key-population_choices {"
    "padding: 0.4rem 0 0.5rem; backdrop-filter: blur(14px) saturate(1.2); "
    "border-bottom: 1px solid rgba(128, 128, 128, 0.25)}</style>"
)


@dataclass(frozen=True)
class Choice:
    """One look at the population, as its address says it."""

    section: str
    endpoint: str
    origin: str
    stratum: str


def choose() -> Choice:
    """Draw the choices; each is in the address, so that a link opens the same look."""
    st.html(_STAYS)
    with st.container(key="population_choices"):
        section = in_address(say("Section"), list(sections()), "section", sections())
        with st.container(horizontal=True, gap="small"):
            endpoint = in_address(
                say("Endpoint"),
                ENDPOINTS,
                "endpoint",
                {"SSE_upper": say("SSE max")},
                _endpoints_in_words(),
                is_in_use=section in USES_ENDPOINT,
            )
            is_burden = section == "burden"
            origin = in_address(
                say("From"),
                ORIGINS,
                "from",
                {"bone_metastasis": say("Bone metastasis"), "bone_agent": say("First agent")},
                is_in_use=is_burden,
            )
            by = in_address(
                say("By"), list(stratum_names()), "by", stratum_names(), is_in_use=is_burden
            )
    return Choice(section, endpoint, origin, by)


def sections() -> dict[str, str]:
    """The sections of the page, the first shown first."""
    return {
        "burden": say("Burden"),
        "events": say("Events and places"),
        "calcium": say("Calcium"),
        "markers": say("Markers"),
        "genes": say("Mutations and survival"),
        "cohort": say("Cohort"),
        "benchmarks": say("Published figures"),
    }


def _endpoints_in_words() -> str:
    return "  \n".join(f"**{code}**: {word('endpoint', code)}" for code in ENDPOINTS)
