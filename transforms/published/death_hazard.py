"""What multiplies the hazard of death in bone metastasis, each fact counted from when it is one."""

import polars as pl

from transforms.derived.scores.muscle_cutoffs import L3_SETS
from transforms.frames import conform
from transforms.published.estimates.from_stage_iv import followed_from_stage_iv
from transforms.published.estimates.hazard import hazard_of
from transforms.published.estimates.observed import deaths_from_index, observed_cohort
from transforms.published.estimates.recurrent import COUNTED_ENDPOINTS
from transforms.published.facts.agents import bone_agent_since, denosumab_not_zoledronate
from transforms.published.facts.disease import (
    event_at_diagnosis,
    event_since,
    hypercalcaemia_since,
    kras_wild_type,
    sarcopenia_at_baseline,
    visceral_since,
)
from transforms.published.facts.fact import Fact
from transforms.published.facts.markers import MARKER_CONTRASTS, at_baseline
from warehouse.schema import PUBLISHED


def death_hazard(
    cohort: pl.DataFrame,
    disease_profile: pl.DataFrame,
    sarcopenia: pl.DataFrame,
    hypercalcaemia_episode: pl.DataFrame,
    skeletal_event: pl.DataFrame,
    marker_stratum: pl.DataFrame,
    bone_agent_exposure: pl.DataFrame,
) -> pl.DataFrame:
    """Crude hazard ratio of death for each comparison: 1.12, 1.14, 1.15, 1.17, 1.23.

    In: derived tables. Out: published.death_hazard, time in years of 365.25 days. Days run from
    index, and for KRAS from stage IV, or from the report that told it when that came later, among
    those with bone metastasis at stage IV, with late entry. What
    happens after index (viscera, hypercalcaemia, an event, an agent) counts from its day on, never
    as a group of patients who ever had it: they had to live until then (domain.md §2.3). A
    baseline counts from the day it was measured. HbA1c and DKK1, which are values and not facts,
    are in published.death_hazard_by_value.
    """
    lives = deaths_from_index(observed_cohort(cohort))
    staged = followed_from_stage_iv(disease_profile, "kras_result_known_on").filter(
        "has_bone_metastasis_at_stage_iv"
    )
    facts = {
        "visceral_since": visceral_since(cohort, disease_profile),
        "hypercalcaemia_since": hypercalcaemia_since(cohort, hypercalcaemia_episode),
        "bone_agent_since": bone_agent_since(cohort),
        "denosumab_not_zoledronate": denosumab_not_zoledronate(cohort, bone_agent_exposure),
        **_of_events(cohort, skeletal_event),
        **{
            f"sarcopenia_{name}": sarcopenia_at_baseline(cohort, sarcopenia, name)
            for name in L3_SETS
        },
        **{
            name: at_baseline(cohort, marker_stratum, contrast)
            for name, contrast in MARKER_CONTRASTS.items()
        },
    }
    rows = [_row("kras_wild_type", _deaths_from_stage_iv(staged), kras_wild_type(disease_profile))]
    rows += [_row(name, lives, fact) for name, fact in facts.items()]
    return conform(pl.concat(rows), PUBLISHED["death_hazard"])


def _of_events(cohort: pl.DataFrame, skeletal_event: pl.DataFrame) -> dict[str, Fact]:
    """Each counted endpoint: at diagnosis, and since the first event."""
    at_diagnosis = {
        f"{endpoint.lower()}_at_diagnosis": event_at_diagnosis(cohort, skeletal_event, endpoint)
        for endpoint in COUNTED_ENDPOINTS
    }
    since_first = {
        f"{endpoint.lower()}_since": event_since(skeletal_event, endpoint)
        for endpoint in COUNTED_ENDPOINTS
    }
    return at_diagnosis | since_first


def _deaths_from_stage_iv(followed: pl.DataFrame) -> pl.DataFrame:
    """patient_id, start, stop, event: one period a patient, until death or not."""
    return followed.select(
        "patient_id",
        start="entry_day",
        stop="exit_day",
        event="has_died",
    )


def _row(name: str, histories: pl.DataFrame, fact: Fact) -> pl.DataFrame:
    row = hazard_of(histories, fact, may_repeat=False)
    return row.with_columns(death_comparison=pl.lit(name))
