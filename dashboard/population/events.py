"""Which events, again after the first, at diagnosis, and in which bones."""

import polars as pl
import streamlit as st

from dashboard import store
from dashboard.charts.body_map import (
    WITHHELD,
    off_the_body,
    off_the_body_in_words,
    withheld_on_the_body,
)
from dashboard.charts.curve import LEFT_MARGIN
from dashboard.disclosure.notice import say_no_curve
from dashboard.disclosure.reasons import counted, why_withheld, with_reasons
from dashboard.drawings import population as drawings
from dashboard.figure import header, heading, single, stacked, table
from dashboard.labels import capital_word
from dashboard.language import say, spoken
from dashboard.population.behind import draw_rows_behind
from dashboard.population.choice import Choice
from dashboard.population.settled import say_settled
from dashboard.queries import population
from dashboard.queries.behind import event_rows
from dashboard.reading import count_in_words, figure_in_words, p_in_words, share_in_words
from dashboard.short_words import short_kind
from dashboard.store import Version

RATE = ("rate_per_100_lesion_years", "rate_lower", "rate_upper")
RATIO = ("rate_ratio", "rate_ratio_lower", "rate_ratio_upper")


def draw_events(version: Version, choice: Choice) -> None:
    """Kinds and recurrence side by side, then the body, then what came with the metastasis."""
    left, right = st.columns(2, gap="medium")
    with left:
        _draw_kinds(version, choice.endpoint)
    with right:
        _draw_recurrence(version, choice.endpoint)
    _draw_rows_behind(version, choice.endpoint)
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


def _draw_rows_behind(version: Version, endpoint: str) -> None:
    by_kind = store.ask(version, population.events_by_kind, endpoint)
    if not by_kind.is_empty():
        draw_rows_behind(
            "kind",
            {kind: short_kind(kind) for kind in by_kind["event_kind"]},
            lambda kind: store.ask(version, event_rows, endpoint, kind),
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
    if rows.is_empty() and not version.is_exact:
        say_no_curve()
        return
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
    say_settled(version)


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
    if withheld_on_the_body(sites):
        st.caption(say("{sign}: withheld.", sign=WITHHELD))
    outside = off_the_body(sites)
    if not outside.is_empty():
        st.caption(off_the_body_in_words(sites))
        table(
            _in_words(outside, ["bone_region", "laterality", "item_count", "patient_count"]),
            say("Counted without a place on the drawing"),
            {
                "bone_region": say("Bone"),
                "laterality": say("Side"),
                "item_count": say("Counted"),
                "patient_count": say("Patients"),
            },
        )


def _draw_lesion_rates(version: Version) -> None:
    heading(say("Events of a bone with metastasis"), "published.lesion_event_rate")
    st.caption(say("Do the bones that bear weight have more events, for the time observed?"))
    rates = store.ask(version, population.lesion_rates)
    if rates.is_empty():
        st.info(say("No bone with metastasis is under observation."))
        return
    rows = rates.filter(pl.col("stratum") != "region").to_dicts()
    told = {
        "which": [_bearing(row) for row in rows],
        "lesion_count": [counted(row, "lesion_count") for row in rows],
        "patient_count": [counted(row, "patient_count") for row in rows],
        "event_count": [counted(row, "event_count") for row in rows],
        "lesion_years": [counted(row, "lesion_years") for row in rows],
        "rate": [figure_in_words(row, RATE, 1) for row in rows],
        "ratio": [figure_in_words(row, RATIO, 2) for row in rows],
        "test": [why_withheld(row, "p_value") or _p(row["p_value"]) for row in rows],
    }
    table(
        pl.DataFrame(told),
        say("Events for 100 lesion-years, by bones that bear weight"),
        headers={name: header(name, *told) for name, told in _rate_titles().items()},
    )


def _p(value: float | None) -> str:
    return "–" if value is None else p_in_words(value)


def _bearing(row: dict[str, str]) -> str:
    return {
        ("all", "all"): say("All bones with metastasis"),
        ("weight_bearing", "yes"): say("Weight-bearing: C7 to sacrum, pelvis, femur, tibia"),
        ("weight_bearing", "no"): say("The others"),
        ("weight_bearing_seed", "yes"): say("Femur and vertebrae (founding text)"),
        ("weight_bearing_seed", "no"): say("The others (founding text)"),
    }.get((row["stratum"], row["stratum_value"]), row["stratum_value"])


def _rate_titles() -> dict[str, tuple[str, int]]:
    """Title and width: the whole row fits a screen of 1280."""
    return {
        "which": (say("Bones"), 330),
        "lesion_count": (say("Lesions"), 72),
        "patient_count": (say("Patients"), 78),
        "event_count": (say("Events"), 76),
        "lesion_years": (say("Lesion-years"), 112),
        "rate": (say("For 100 lesion-years (95 % limits)"), 236),
        "ratio": (say("Ratio (95 % limits)"), 170),
        "test": (say("Test"), 90),
    }


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
    rows = found.to_dicts()
    told = {
        "event_class": [capital_word("event_class", row["event_class"]) for row in rows],
        "counted": [count_in_words(row, "patient_count", "denominator") for row in rows],
        "share": [share_in_words(row) for row in rows],
        "event_count": [counted(row, "event_count") for row in rows],
    }
    table(
        pl.DataFrame(told),
        say("Patients with an event at diagnosis"),
        {
            "event_class": say("Event"),
            "counted": say("Patients"),
            "share": say("Share (95 % limits)"),
            "event_count": say("Events"),
        },
    )


def _in_words(rows: pl.DataFrame, columns: list[str]) -> pl.DataFrame:
    """The columns, codes of their vocabularies in words."""
    vocabularies = ("bone_region", "laterality")
    return with_reasons(rows, columns).with_columns(
        pl.Series(name, [capital_word(name, code) for code in rows[name]], dtype=pl.String)
        for name in columns
        if name in vocabularies
    )
