"""Mutations and bone, mutations and survival, spread and survival."""

import polars as pl
import streamlit as st

from dashboard import store
from dashboard.charts.curve import LEFT_MARGIN, supported, unsupported
from dashboard.charts.survival import arm_title, as_curves
from dashboard.choices import menu_in_address
from dashboard.drawings import forests
from dashboard.drawings import population as drawings
from dashboard.figure import heading, single, stacked, table
from dashboard.labels import capital_word
from dashboard.language import say, spoken
from dashboard.population.settled import say_settled
from dashboard.queries import population
from dashboard.reading import count_in_words, figure_in_words, p_in_words
from dashboard.store import Version
from warehouse.schema.definitions import number

MEDIAN = ("median_survival_months", "median_lower_months", "median_upper_months")


def draw_genes(version: Version) -> None:
    """The forest of mutations, then survival by the comparison chosen."""
    _draw_forest(version)
    _draw_survival(version)


def _draw_forest(version: Version) -> None:
    heading(
        say("Bone metastasis at diagnosis by mutation"),
        "published.bone_metastasis_by_mutation",
        "published.bone_metastasis_by_mutation_adjusted",
        definitions=["comparison_minimum_patients", "comparison_minimum_events"],
    )
    st.caption(
        say(
            "Does a mutation go with bone metastasis, against triple-negative, in stage IV "
            "non-squamous cancer? Compare published with adjusted, never with crude: for KRAS "
            "G12A 2.26 adjusted is 1.63 crude. Rows overlap: EGFR holds its variants."
        )
    )
    rows = store.ask(version, population.mutations)
    if rows.is_empty():
        st.info(say("No molecular group is published."))
        return
    crude, adjusted, published = st.columns([1.75, 1, 1], gap="small")
    with crude:
        single(
            forests.mutations_crude(version, spoken()),
            "mutations_crude",
            say("Crude odds ratios of bone metastasis by mutation"),
            rows=rows,
        )
    with adjusted:
        single(
            forests.mutations_adjusted(version, spoken()),
            "mutations_adjusted",
            say("Adjusted odds ratios of bone metastasis by mutation"),
            rows=rows,
        )
    with published:
        single(
            forests.mutations_published(version, spoken()),
            "mutations_published",
            say("Published adjusted odds ratios of bone metastasis by mutation"),
            rows=store.ask(version, population.benchmarks).filter(
                pl.col("benchmark_unit") == "odds_ratio"
            ),
        )
    _say_adjustment(rows)


def _say_adjustment(rows: pl.DataFrame) -> None:
    adjusted = rows["is_smoking_adjusted"].drop_nulls()
    if adjusted.is_empty():
        return
    st.caption(
        say("Adjusted for age, sex, histology and smoking. Complete cases only.")
        if adjusted.all()
        else say(
            "Adjusted for age, sex and histology; smoking is known of too few in some groups and "
            "left out there. Complete cases only."
        )
    )


def _draw_survival(version: Version) -> None:
    heading(
        say("Survival from stage IV"), "published.survival_curve", "published.survival_by_group"
    )
    comparisons = store.ask(version, population.survival_comparisons)
    if not comparisons:
        st.info(say("No survival is published: nobody has a stage-IV date."))
        return
    words = {code: capital_word("survival_comparison", code) for code in comparisons}
    comparison = menu_in_address(say("Compared"), comparisons, "compared", words)
    st.caption(
        say("Who lives longer? Kaplan-Meier, late entry taken into account; nothing is adjusted.")
    )
    curves = as_curves(store.ask(version, population.survival, comparison))
    too_few = unsupported(curves)
    if too_few:
        st.caption(
            say(
                "Not drawn, fewer than {minimum} at risk: {arms}.",
                minimum=int(number("curve_minimum_at_risk")),
                arms=", ".join(too_few),
            )
        )
    if supported(curves).is_empty():
        _draw_medians(store.ask(version, population.survival_medians, comparison))
        return
    stacked(
        drawings.survival(version, comparison, spoken()),
        "survival",
        say("Survival from stage IV with number at risk"),
        LEFT_MARGIN,
        rows=store.ask(version, population.survival, comparison),
    )
    say_settled(version)
    _draw_medians(store.ask(version, population.survival_medians, comparison))


def _draw_medians(medians: pl.DataFrame) -> None:
    p_value = medians["log_rank_p_value"].drop_nulls()
    if p_value.len():
        st.write(say("Log-rank test: {p_value}", p_value=p_in_words(p_value[0])))
    rows = medians.to_dicts()
    told = {
        "arm": [arm_title(row["survival_arm"]) for row in rows],
        "deaths": [count_in_words(row, "death_count", "patient_count") for row in rows],
        "median": [figure_in_words(row, MEDIAN, 1) for row in rows],
    }
    table(
        pl.DataFrame(told, schema=dict.fromkeys(told, pl.String)),
        say("Median survival of each arm"),
        {
            "arm": say("Patients"),
            "deaths": say("Deaths, of patients"),
            "median": say("Median survival (months, 95 % limits)"),
        },
    )
