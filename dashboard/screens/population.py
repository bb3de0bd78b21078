"""Page: how often, how soon, which kinds, and the calcium of the cohort."""

import polars as pl
import streamlit as st

from dashboard import store
from dashboard.charts import calcium_months, incidence
from dashboard.charts.incidence import (
    LANDMARK_MONTHS,
    drawable,
    hidden_parts,
    incidence_at,
    stratum_title,
)
from dashboard.choices import one_of
from dashboard.drawings import population as drawings
from dashboard.figure import single, stacked, table
from dashboard.labels import capital_word, word
from dashboard.language import spoken
from dashboard.patient_timeline import endpoint_choice
from dashboard.store import Version
from warehouse.schema import PUBLISHED
from warehouse.schema.definitions import number

_STRATA = {
    "all": "Whole cohort",
    "histology": "Histology",
    "molecular_group": "Molecular group",
    "ntx_stratum": "Urinary NTX at baseline",
    "weight_bearing_lesion": "Weight-bearing lesion at index",
    "bone_agent": "Bone agent, before and since",
}


def main() -> None:
    version = store.version_shown()
    st.header("Population")
    with st.container(horizontal=True, gap="large"):
        endpoint = endpoint_choice()
        strata = store.strata(version, endpoint)
        stratum = one_of("By", strata, "stratum", words=_STRATA) if strata else None
    if stratum is None:
        st.info(
            f"No incidence of {endpoint} is published: the cohort of this version has no "
            "patient under observation."
        )
    else:
        _draw_incidence(version, endpoint, stratum)
    _draw_kinds(version, endpoint)
    _draw_calcium(version)


def _draw_incidence(version: Version, endpoint: str, stratum: str) -> None:
    rows = store.incidence(version, endpoint, stratum)
    by_part = rows["stratum_value"].n_unique() > 1
    st.subheader(f"First event, with death competing ({endpoint}: {word('endpoint', endpoint)})")
    st.caption(
        "What share of patients has had a first event by each month? Aalen-Johansen, "
        "95 % limits. " + str(PUBLISHED["sre_incidence"].caveat)
    )
    minimum = number("curve_minimum_at_risk")
    hidden = hidden_parts(rows)
    if len(hidden) < rows["stratum_value"].n_unique():
        stacked(
            drawings.incidence(version, endpoint, stratum, by_part, spoken()),
            "incidence",
            "Cumulative incidence with number at risk",
            incidence.LEFT_MARGIN,
        )
    if hidden:
        st.info(f"Not drawn, fewer than {minimum:g} patients at risk: {', '.join(hidden)}.")
    st.caption(f"Curves stop where fewer than {minimum:g} patients are at risk.")
    _draw_landmarks(rows)


def _draw_landmarks(rows: pl.DataFrame) -> None:
    read = incidence_at(drawable(rows), LANDMARK_MONTHS)
    too_few = f"fewer than {number('curve_minimum_at_risk'):g} at risk"
    percent = [
        pl.col(name).mul(100).round(1).cast(pl.String).alias(name)
        for name in ("incidence", "lower", "upper")
    ]
    shown = (
        read.sort("stratum_value", "incidence_cause", descending=[False, True], maintain_order=True)
        .with_columns(*percent)
        .select(
            part=pl.col("stratum_value").map_elements(stratum_title, return_dtype=pl.String),
            what=pl.col("incidence_cause").map_elements(
                lambda cause: capital_word("incidence_cause", cause), return_dtype=pl.String
            ),
            months=pl.format("{} months", "months"),
            reading=pl.when(pl.col("incidence").is_null())
            .then(pl.lit(too_few))
            .when(pl.col("lower").is_null())
            .then(pl.format("{} %", "incidence"))
            .otherwise(pl.format("{} % ({} to {})", "incidence", "lower", "upper")),
        )
        .pivot(on="months", index=["part", "what"], values="reading", maintain_order=True)
    )
    table(
        shown,
        "Cumulative incidence at 6, 12 and 21 months",
        {"part": "Patients", "what": "What happened first"},
    )


def _draw_kinds(version: Version, endpoint: str) -> None:
    st.subheader("Patients with at least one event of each kind")
    st.caption(
        "What share of patients had each kind at least once? "
        + str(PUBLISHED["sre_by_kind"].caveat)
    )
    by_kind = store.events_by_kind(version, endpoint)
    if by_kind.is_empty():
        st.info(f"No event of {endpoint} is published.")
        return
    single(
        drawings.event_kinds(version, endpoint, spoken()),
        "event_kinds",
        "Patients with at least one event of each kind",
    )


def _draw_calcium(version: Version) -> None:
    st.subheader("Corrected calcium by month")
    st.caption(
        "Does the calcium of the cohort move, and how much could be corrected? Line: "
        "median; dark: middle half; light: 5th to 95th centile; green: reference interval. "
        "Below, results corrected (blue) and without albumin (grey); the number above a "
        "bar is the patients at 3.0 mmol/L or more. " + str(PUBLISHED["calcium_by_month"].caveat)
    )
    if store.calcium_by_month(version).is_empty():
        st.info("No corrected calcium is published.")
        return
    stacked(
        drawings.calcium_months(version, spoken()),
        "calcium_months",
        "Corrected calcium of the cohort by month",
        calcium_months.LEFT_MARGIN,
    )


main()
