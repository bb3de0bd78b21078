"""Skeletal events: the five kinds, the rows behind each, and why some do not count."""

import polars as pl

from transforms.derived.events.endpoints import with_endpoints
from transforms.derived.events.linkage import linked_to_cause
from transforms.derived.events.observation import placed_in_observation
from transforms.derived.evidence import with_definition_version
from transforms.frames import conform
from warehouse.schema import DERIVED


def skeletal_event(cohort: pl.DataFrame, event_candidate: pl.DataFrame) -> pl.DataFrame:
    """Every candidate event, one row each, never deleted: see the parts for each rule.

    In: derived.cohort, derived.event_candidate. Out: derived.skeletal_event (domain.md §2.1,
    §2.2, §2.3): the candidates, as clinicians reviewed them, placed in the observation of their
    patient, linked to their cause and counted for each endpoint.
    """
    placed = placed_in_observation(event_candidate, cohort)
    events = with_endpoints(linked_to_cause(placed))
    table = DERIVED["skeletal_event"]
    return conform(with_definition_version(events).select(table.columns), table)
