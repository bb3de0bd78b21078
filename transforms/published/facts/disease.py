"""What the disease of a patient is, or has become, and since when."""

from datetime import timedelta

import polars as pl

from transforms.derived.events.endpoints import is_in
from transforms.published.facts.fact import BEFORE_INDEX, Fact, days_after, fixed, since
from warehouse.schema.definitions import number

KRAS_WILD_TYPE = {"negative": True, "positive": False}


def kras_wild_type(profile: pl.DataFrame) -> Fact:
    """KRAS tested and not mutated, against mutated. In: derived.disease_profile."""
    wild = pl.col("kras_result").replace_strict(
        KRAS_WILD_TYPE, default=None, return_dtype=pl.Boolean
    )
    return fixed(profile.select("patient_id", state=wild))


def visceral_since(cohort: pl.DataFrame, profile: pl.DataFrame) -> Fact:
    """Since the first visceral metastasis (1.14). In: derived.cohort, derived.disease_profile.

    Before it only those whose organs are all described and free at stage IV are known to have
    none: the others are followed from a visceral metastasis on.
    """
    dated = cohort.select("patient_id", "index_on").join(profile, on="patient_id")
    spread = dated.select(
        "patient_id",
        "metastatic_class",
        since_day=days_after(pl.col("first_visceral_metastasis_on")),
    )
    free_at_index = (pl.col("since_day") >= 0).fill_null(True)
    known_free = spread.filter(pl.col("metastatic_class").is_not_null(), free_at_index).select(
        "patient_id", since_day=pl.lit(BEFORE_INDEX), state=pl.lit(False)
    )
    return Fact(pl.concat([known_free, since(spread).changes]))


def hypercalcaemia_since(cohort: pl.DataFrame, episodes: pl.DataFrame) -> Fact:
    """Since the first hypercalcaemia of this cancer, from 30 days before its diagnosis on (1.15).

    In: derived.cohort, derived.hypercalcaemia_episode (3.0 mmol/L or more).
    """
    reveals = timedelta(days=number("hypercalcaemia_reveals_before_days"))
    started = episodes.select("patient_id", on=pl.col("episode_start_at").dt.date()).join(
        cohort.select("patient_id", "index_on", "cancer_on"), on="patient_id"
    )
    of_cancer = started.filter(pl.col("on") >= pl.col("cancer_on") - reveals)
    return since(of_cancer.select("patient_id", since_day=days_after(pl.col("on"))))


def event_since(skeletal_event: pl.DataFrame, endpoint: str) -> Fact:
    """Since the first skeletal event of the endpoint, at diagnosis or later (1.21, 1.23).

    In: derived.skeletal_event. The event is not prior to itself: it counts from the day after.
    """
    events = skeletal_event.filter(pl.col(is_in(endpoint)))
    return since(events.select("patient_id", since_day="event_day"))


def event_at_diagnosis(cohort: pl.DataFrame, skeletal_event: pl.DataFrame, endpoint: str) -> Fact:
    """An event of the endpoint at index or before, settled when observation starts.

    In: derived.cohort, derived.skeletal_event.
    """
    past = skeletal_event.filter(pl.col(is_in(endpoint)), pl.col("event_day") <= 0)
    had_one = pl.col("patient_id").is_in(past["patient_id"].implode())
    return fixed(cohort.select("patient_id", state=had_one))


def sarcopenia_at_baseline(cohort: pl.DataFrame, sarcopenia: pl.DataFrame, cutoff_set: str) -> Fact:
    """Low muscle by one cut-off set, on the CT nearest to index, from the day of that CT (1.15).

    In: derived.cohort, derived.sarcopenia. Of two as near, the earlier.
    """
    around = timedelta(days=number("muscle_window_days"))
    judged = sarcopenia.filter(
        pl.col("cutoff_set") == cutoff_set, pl.col("is_sarcopenic").is_not_null()
    ).join(cohort.select("patient_id", "index_on"), on="patient_id")
    apart = (pl.col("measured_on") - pl.col("index_on")).abs()
    nearest = (
        judged.filter(apart <= around)
        .sort("patient_id", apart, "measured_on", "body_composition_row")
        .unique(subset="patient_id", keep="first", maintain_order=True)
    )
    return Fact(
        nearest.select(
            "patient_id",
            since_day=days_after(pl.col("measured_on")),
            state=pl.col("is_sarcopenic"),
        )
    )
