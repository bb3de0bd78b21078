"""Which events, again after the first, at diagnosis, and in which bones."""

import polars as pl
import streamlit as st

from dashboard import store
from dashboard.charts.body_map import off_the_body, off_the_body_in_words
from dashboard.charts.curve import LEFT_MARGIN
from dashboard.disclosure.reasons import with_reasons
from dashboard.drawings import population as drawings
from dashboard.figure import heading, single, stacked, table
from dashboard.labels import capital_word
from dashboard.language import say, spoken
from dashboard.population.choice import Choice
from dashboard.queries import population
from dashboard.store import Version


def draw_events(version: Version, choice: Choice) -> None:
    """Kinds and recurrence side by side, then the body, then what came with the metastasis."""
    left, right = st.columns(2, gap="medium")
    with left:
        _draw_kinds(version, choice.endpoint)
    with right:
        _draw_recurrence(version, choice.endpoint)
    _draw_places(version, choice.endpoint)
    _draw_lesion_rates(version)
    _draw_at_diagnosis(version)


def _draw_kinds(version: Version, endpoint: str) -> None:
    heading(say("Patients with at least one event of each kind"), "published.sre_by_kind")
    st.caption(
        say(
            "What share of patients had each kind at least once, after entry? Kinds overlap: a "
            "patient is in every kind they had, so the bars do not add up."
        )
    )
    by_kind = store.ask(version, population.events_by_kind, endpoint)
    if by_kind.is_empty():
        st.info(say("No event of {endpoint} is published.", endpoint=endpoint))
        return
    single(
        drawings.event_kinds(version, endpoint, spoken()),
        "event_kinds",
        say("Patients with at least one event of each kind"),
        rows=by_kind,
    )


def _draw_recurrence(version: Version, endpoint: str) -> None:
    heading(
        say("A second event after the first"),
        "published.sre_curve",
        "published.sre_recurrence",
        definitions=["counting_window_days"],
    )
    st.caption(say("What share has another event by each month after the first? Death competes."))
    rows = store.ask(version, population.curves, endpoint, "first_event", "all")
    if rows.is_empty():
        st.info(say("Nobody has had a first event under observation."))
        return
    stacked(
        drawings.recurrence(version, endpoint, spoken()),
        "recurrence",
        say("Cumulative incidence of a second event with number at risk"),
        LEFT_MARGIN,
        rows=rows,
    )


def _draw_places(version: Version, endpoint: str) -> None:
    heading(say("Where: events and bones with metastasis"), "published.event_site")
    content = "SRE4" if endpoint == "SRE5" else endpoint
    st.caption(
        say(
            "Which bones, and on which side? Seen from the front: the patient's right is on the "
            "left. Each map has its own scale. Hypercalcaemia has no bone."
        )
    )
    events, lesions = st.columns(2, gap="medium")
    with events:
        _draw_map(version, content, "body_events")
    with lesions:
        _draw_map(version, "lesion", "body_lesions")


def _draw_map(version: Version, content: str, key: str) -> None:
    st.markdown(f"**{capital_word('site_content', content)}**")
    sites = store.ask(version, population.sites, content)
    if sites.is_empty():
        st.info(say("None is published."))
        return
    single(
        drawings.sites(version, content, spoken()),
        key,
        say("Counts on a drawn skeleton, by bone and side"),
        rows=sites,
    )
    outside = off_the_body(sites)
    if not outside.is_empty():
        st.caption(off_the_body_in_words(sites))
        table(
            _in_words(outside, ["bone_region", "laterality", "item_count", "patient_count"]),
            say("Counted without a place on the drawing"),
            {"item_count": say("Counted")},
        )


def _draw_lesion_rates(version: Version) -> None:
    heading(say("Events of a bone with metastasis"), "published.lesion_event_rate")
    st.caption(say("Do the bones that bear weight have more events, for the time observed?"))
    rates = store.ask(version, population.lesion_rates)
    if rates.is_empty():
        st.info(say("No bone with metastasis is under observation."))
        return
    regions = rates.filter(pl.col("stratum") != "region")
    columns = ["lesion_count", "patient_count", "event_count", "lesion_years",
               "rate_per_100_lesion_years", "rate_lower", "rate_upper", "rate_ratio",
               "rate_ratio_lower", "rate_ratio_upper", "p_value"]  # fmt: skip
    named = regions.with_columns(
        which=pl.Series([_bearing(row) for row in regions.iter_rows(named=True)], dtype=pl.String)
    )
    table(
        with_reasons(named, ("which", *columns)),
        say("Events for 100 lesion-years, by bones that bear weight"),
        {"which": say("Bones")},
    )


def _bearing(row: dict[str, str]) -> str:
    return {
        ("all", "all"): say("All bones with metastasis"),
        ("weight_bearing", "yes"): say("Weight-bearing: C7 to sacrum, pelvis, femur, tibia"),
        ("weight_bearing", "no"): say("The others"),
        ("weight_bearing_seed", "yes"): say("Femur and vertebrae (founding text)"),
        ("weight_bearing_seed", "no"): say("The others (founding text)"),
    }.get((row["stratum"], row["stratum_value"]), row["stratum_value"])


def _draw_at_diagnosis(version: Version) -> None:
    heading(
        say("Events that come with bone metastasis"),
        "published.sre_at_diagnosis",
        definitions=["prevalent_grace_days"],
    )
    st.caption(say("How many had an event at diagnosis? Prevalence, never incidence."))
    found = store.ask(version, population.events_at_diagnosis)
    if found.is_empty():
        st.info(say("None is published."))
        return
    shown = ["event_class", "patient_count", "denominator", "proportion", "lower", "upper",
             "event_count"]  # fmt: skip
    table(_in_words(found, shown), say("Patients with an event at diagnosis"))


def _in_words(rows: pl.DataFrame, columns: list[str]) -> pl.DataFrame:
    """The columns, codes of their vocabularies in words."""
    vocabularies = ("bone_region", "laterality", "event_class")
    return with_reasons(rows, columns).with_columns(
        pl.Series(name, [capital_word(name, code) for code in rows[name]], dtype=pl.String)
        for name in columns
        if name in vocabularies
    )
