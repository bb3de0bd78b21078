"""Skeletal events: the five kinds, the rows behind each, and why some do not count."""

import polars as pl

from transforms.derived.events.cord_compression_candidate import cord_compression_candidate
from transforms.derived.events.endpoints import with_endpoints
from transforms.derived.events.fracture_candidate import fracture_candidate
from transforms.derived.events.hypercalcaemia_candidate import hypercalcaemia_candidate
from transforms.derived.events.linkage import linked_to_cause
from transforms.derived.events.observation import placed_in_observation
from transforms.derived.events.radiotherapy_candidate import radiotherapy_candidate
from transforms.derived.events.surgery_candidate import surgery_candidate
from transforms.derived.evidence import with_definition_version
from transforms.frames import conform
from warehouse.schema import DERIVED


def skeletal_event(
    cohort: pl.DataFrame,
    fracture: pl.DataFrame,
    cord_compression: pl.DataFrame,
    surgery: pl.DataFrame,
    radiotherapy_course: pl.DataFrame,
    hypercalcaemia_episode: pl.DataFrame,
    lesion: pl.DataFrame,
) -> pl.DataFrame:
    """Every candidate event, one row each, never deleted: see the parts for each rule.

    In: derived.cohort, radiotherapy_course, hypercalcaemia_episode and canonical tables. Out:
    derived.skeletal_event (domain.md §2.1, §2.2, §2.3). event_id is made from the row that
    founds the event (the first fraction, the first qualifying sample), so it stays the same
    when a course or an episode goes on.
    """
    candidates = pl.concat(
        [
            fracture_candidate(fracture, lesion),
            cord_compression_candidate(cord_compression),
            surgery_candidate(surgery),
            radiotherapy_candidate(radiotherapy_course),
            hypercalcaemia_candidate(hypercalcaemia_episode),
        ]
    )
    placed = placed_in_observation(candidates, cohort)
    events = with_endpoints(linked_to_cause(placed))
    table = DERIVED["skeletal_event"]
    return conform(with_definition_version(events).select(table.columns), table)
