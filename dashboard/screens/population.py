"""Page: how often, how soon, which kinds and where; calcium, markers, mutations, benchmarks."""

import streamlit as st

from dashboard import store
from dashboard.disclosure.notice import say_disclosure
from dashboard.language import say
from dashboard.population.benchmarks import draw_benchmarks
from dashboard.population.burden import draw_burden
from dashboard.population.calcium import draw_calcium
from dashboard.population.choice import Choice, choose
from dashboard.population.cohort import draw_cohort, say_cohort
from dashboard.population.events import draw_events
from dashboard.population.genes import draw_genes
from dashboard.population.markers import draw_markers
from dashboard.store import Version


def main() -> None:
    version = store.version_shown()
    st.header(say("Population"))
    say_disclosure(version)
    say_cohort(version)
    _draw(version, choose())


def _draw(version: Version, choice: Choice) -> None:
    match choice.section:
        case "burden":
            draw_burden(version, choice)
        case "events":
            draw_events(version, choice)
        case "calcium":
            draw_calcium(version)
        case "markers":
            draw_markers(version, choice)
        case "genes":
            draw_genes(version)
        case "cohort":
            draw_cohort(version)
        case "benchmarks":
            draw_benchmarks(version)


main()
