"""What bone markers and other facts say of events and of death."""

import polars as pl
import streamlit as st

from dashboard import store
from dashboard.charts.hazard_rows import lowest_first, marker_name, marker_part
from dashboard.disclosure.reasons import why_withheld
from dashboard.drawings import forests
from dashboard.figure import header, heading, single, table
from dashboard.labels import capital_word
from dashboard.language import say, say_number, spoken
from dashboard.population.behind import draw_rows_behind
from dashboard.population.choice import Choice
from dashboard.queries import population
from dashboard.queries.behind import marker_rows
from dashboard.reading import count_in_words, figure_in_words, share_in_words
from dashboard.store import Version

PART = ("analyte_code", "stratum", "stratum_value")
PATIENTS = ("patient_count", "baseline_class_count")
DEATHS = ("death_count", "landmark_patient_count")
HAZARD = ("hazard_ratio", "hazard_ratio_lower", "hazard_ratio_upper")


def draw_markers(version: Version, choice: Choice) -> None:
    """Strata of markers against events and death, month 3, then the hazards."""
    _draw_outcomes(version, choice.endpoint)
    _draw_landmarks(version)
    _draw_event_hazards(version, choice.endpoint)
    _draw_death_hazards(version)
    _draw_death_hazards_by_value(version)


def _draw_outcomes(version: Version, endpoint: str) -> None:
    heading(
        say("Markers at baseline, events and survival"),
        "published.marker_outcome",
        definitions=["marker_outcome_months"],
    )
    st.caption(
        say(
            "Do patients with a high marker have more events, and die sooner? Descriptive: the "
            "strata differ in treatment and disease. Not recommended for routine follow-up."
        )
    )
    rows = store.ask(version, population.marker_outcomes, endpoint)
    if rows.is_empty():
        st.info(say("No marker at baseline is published for {endpoint}.", endpoint=endpoint))
        return
    columns = st.columns([1.35, 1], gap="small")
    with columns[0]:
        single(
            forests.marker_rate(version, endpoint, spoken()),
            "marker_rate",
            say("Events for 100 patient-years by stratum of a marker"),
            rows=rows,
        )
    with columns[1]:
        single(
            forests.marker_survival(version, endpoint, spoken()),
            "marker_survival",
            say("Median survival by stratum of a marker"),
            rows=rows,
        )
    _draw_rows_behind(version, rows)


def _draw_rows_behind(version: Version, rows: pl.DataFrame) -> None:
    """The baseline of each patient in a stratum: whoever died later is opened from it too."""
    drawn = lowest_first(rows)
    parts = {"/".join(part): part for part in drawn.select(*PART).rows()}
    draw_rows_behind(
        "marker",
        dict(zip(parts, map(marker_part, drawn.to_dicts()), strict=True)),
        lambda part: store.ask(version, marker_rows, *parts[part]),
    )


def _draw_landmarks(version: Version) -> None:
    heading(say("Markers at month 3"), "published.marker_landmark")
    st.caption(say("Did an elevated marker come back, and how long do they live from then on?"))
    rows = store.ask(version, population.marker_landmarks)
    if rows.is_empty():
        st.info(say("No marker at month 3 is published."))
        return
    table(
        _landmarks_in_words(rows.to_dicts()),
        say("Markers normal or elevated at month 3, and survival"),
        height=38 + 35 * rows.height,
        headers={name: header(name, *told) for name, told in _landmark_titles().items()},
    )


def _landmark_titles() -> dict[str, tuple[str, int]]:
    """Title and width: the whole row fits a screen of 1280."""
    return {
        "marker": (say("Marker"), 96),
        "treatment": (say("Month 3 counted from"), 168),
        "change": (say("At baseline, and at month 3"), 226),
        "counted": (say("Patients"), 128),
        "share": (say("Share (95 % limits)"), 168),
        "deaths": (say("Deaths"), 128),
        "median": (say("Median (months)"), 112),
        "ratio": (say("HR (95 % limits)"), 150),
    }


def _landmarks_in_words(rows: list[dict[str, object]]) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "marker": [marker_name(str(row["analyte_code"])) for row in rows],
            "treatment": [_counted_from(str(row["landmark_treatment"])) for row in rows],
            "change": [capital_word("landmark_class", str(row["landmark_class"])) for row in rows],
            "counted": [count_in_words(row, *PATIENTS) for row in rows],
            "share": [share_in_words(row) for row in rows],
            "deaths": [count_in_words(row, *DEATHS) for row in rows],
            "median": [
                why_withheld(row, "median_survival_months")
                or _months(row["median_survival_months"])
                for row in rows
            ],
            "ratio": [_ratio(row) for row in rows],
        }
    )


def _ratio(row: dict[str, object]) -> str:
    """Those elevated at month 3 against those normal then, of the same class at baseline."""
    if str(row["landmark_class"]).endswith("_N"):
        return say("reference")
    if row["is_withheld"]:
        return say("too few")
    return figure_in_words(row, HAZARD, 2)


def _months(median: object) -> str:
    return say_number(median, 1) if isinstance(median, float) else "–"


def _counted_from(treatment: str) -> str:
    """Where month 3 is counted from, in a few words; the whole meaning is in the dictionary."""
    return {
        "bone_agent": say("the first agent"),
        "no_agent": say("metastasis, untreated"),
    }.get(treatment, capital_word("landmark_treatment", treatment))


def _draw_event_hazards(version: Version, endpoint: str) -> None:
    heading(
        say("Hazard of events"),
        "published.event_hazard",
        definitions=["comparison_minimum_patients", "comparison_minimum_events"],
    )
    st.caption(say("Crude and confounded: agents are given to those thought at risk."))
    rows = store.ask(version, population.event_hazards, endpoint)
    if rows.is_empty():
        st.info(say("No comparison of events is published."))
        return
    single(
        forests.event_hazards(version, endpoint, spoken()),
        "event_hazards",
        say("Crude hazard ratios of events"),
        rows=rows,
    )


def _draw_death_hazards(version: Version) -> None:
    heading(
        say("Hazard of death"),
        "published.death_hazard",
        definitions=["comparison_minimum_patients", "comparison_minimum_events"],
    )
    st.caption(say("Crude and confounded: a fact tells of death, it does not say what causes it."))
    rows = store.ask(version, population.death_hazards)
    if rows.is_empty():
        st.info(say("No comparison of deaths is published."))
        return
    single(
        forests.death_hazards(version, spoken()),
        "death_hazards",
        say("Crude hazard ratios of death"),
        rows=rows,
    )


def _draw_death_hazards_by_value(version: Version) -> None:
    heading(
        say("Hazard of death by HbA1c and DKK1"),
        "published.death_hazard_by_value",
        definitions=["metabolic_analytes", "hba1c_step_percent", "dkk1_step_ug_l"],
    )
    st.caption(say("Crude and confounded, in those in whom it was measured near index."))
    single(
        forests.death_hazards_by_value(version, spoken()),
        "death_hazards_by_value",
        say("Crude hazard ratios of death for a step of a value"),
        rows=store.ask(version, population.death_hazards_by_value),
    )
