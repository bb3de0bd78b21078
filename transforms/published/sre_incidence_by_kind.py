"""How likely the first event of each endpoint and of each kind is, at the months of the trials."""

import polars as pl

from transforms.derived.events.endpoints import ENDPOINTS, kinds_of
from transforms.frames import conform
from transforms.published.estimates.incidence_at import incidence_at
from transforms.published.estimates.observed import (
    events_of,
    first_event_histories,
    observed_cohort,
)
from warehouse.schema import PUBLISHED

TABLE = PUBLISHED["sre_incidence_by_kind"]
MONTHS = "incidence_months"


def sre_incidence_by_kind(
    first_event: pl.DataFrame, cohort: pl.DataFrame, skeletal_event: pl.DataFrame
) -> pl.DataFrame:
    """Incidence at 9, 12 and 21 months of each endpoint, and of each kind alone (1.20).

    In: derived.first_event, derived.cohort, derived.skeletal_event. Out:
    published.sre_incidence_by_kind. Aalen-Johansen with death the only competitor: an event of
    another kind does not end the wait for this one, as in the trials. Kinds overlap and do
    not add up to the endpoint (domain.md, trap 3).
    """
    periods = observed_cohort(cohort)
    endpoints = {name: first_event.filter(pl.col("endpoint") == name) for name in ENDPOINTS}
    kinds = {
        kind: first_event_histories(periods, _of_kind(skeletal_event, kind))
        for kind in kinds_of("SRE5")
    }
    rows = [
        incidence_at(histories, MONTHS).with_columns(event_outcome=pl.lit(outcome))
        for outcome, histories in (endpoints | kinds).items()
    ]
    return conform(pl.concat(rows), TABLE)


def _of_kind(skeletal_event: pl.DataFrame, kind: str) -> pl.DataFrame:
    return events_of(skeletal_event, "SRE5").filter(pl.col("event_kind") == kind)
