"""What multiplies the hazard of skeletal events, first and later ones together."""

import polars as pl

from transforms.frames import conform
from transforms.published.estimates.hazard import hazard_of
from transforms.published.estimates.recurrent import (
    COUNTED_ENDPOINTS,
    able_to_count,
    recurrent_histories,
)
from transforms.published.estimates.split_histories import observed_until
from transforms.published.facts.agents import (
    bone_agent_since,
    denosumab_not_zoledronate,
    first_dose_days,
    zoledronate_since,
)
from transforms.published.facts.disease import event_since
from transforms.published.facts.fact import Fact
from transforms.published.facts.lung_cancer import (
    ever_smoker,
    not_adenocarcinoma,
    without_egfr_inhibitor,
)
from transforms.published.facts.markers import MARKER_CONTRASTS, at_baseline, latest_ntx_is_high
from warehouse.schema import PUBLISHED


def event_hazard(
    cohort: pl.DataFrame,
    skeletal_event: pl.DataFrame,
    bone_agent_exposure: pl.DataFrame,
    marker_stratum: pl.DataFrame,
    marker_result: pl.DataFrame,
    patient: pl.DataFrame,
    systemic_line: pl.DataFrame,
) -> pl.DataFrame:
    """Crude hazard ratio of counted events for each comparison: 1.17, 1.21, domain.md §9.

    In: derived tables, canonical.patient and systemic_line. Out: published.event_hazard for SRE4
    and SRE5: Andersen-Gill on every counted event, limits robust to patients who have many. What
    begins after index counts from its day on (domain.md §2.3). Placebo is time before any agent.
    For prior events, time within 21 days of a counted one is left out: no event can count in it,
    and it would speak for the protection of having had one.
    """
    facts = {
        "bone_agent_since": bone_agent_since(cohort),
        "zoledronate_since": zoledronate_since(cohort, bone_agent_exposure),
        "denosumab_not_zoledronate": denosumab_not_zoledronate(cohort, bone_agent_exposure),
        "ntx_latest_high": latest_ntx_is_high(cohort, marker_result),
        "ever_smoker": ever_smoker(cohort, patient),
        "without_egfr_inhibitor": without_egfr_inhibitor(cohort, systemic_line),
        "not_adenocarcinoma": not_adenocarcinoma(cohort),
        **{
            name: at_baseline(cohort, marker_stratum, contrast)
            for name, contrast in MARKER_CONTRASTS.items()
        },
    }
    rows = [_of_endpoint(cohort, skeletal_event, endpoint, facts) for endpoint in COUNTED_ENDPOINTS]
    return conform(pl.concat(rows), PUBLISHED["event_hazard"])


def _of_endpoint(
    cohort: pl.DataFrame, skeletal_event: pl.DataFrame, endpoint: str, facts: dict[str, Fact]
) -> pl.DataFrame:
    periods = recurrent_histories(cohort, skeletal_event, endpoint).drop("death")
    untreated = observed_until(periods, first_dose_days(cohort))
    rows = [
        _row("prior_event_since", able_to_count(periods), event_since(skeletal_event, endpoint)),
        _row("ntx_latest_high_before_agent", untreated, facts["ntx_latest_high"]),
        *(_row(name, periods, fact) for name, fact in facts.items()),
    ]
    return pl.concat(rows).with_columns(endpoint=pl.lit(endpoint))


def _row(name: str, periods: pl.DataFrame, fact: Fact) -> pl.DataFrame:
    row = hazard_of(periods, fact, may_repeat=True)
    return row.with_columns(event_comparison=pl.lit(name))
