"""Candidate events: every clinical row that may be a skeletal event, as clinicians judged it."""

import polars as pl

from transforms.derived.events.cord_compression_candidate import cord_compression_candidate
from transforms.derived.events.fracture_candidate import fracture_candidate
from transforms.derived.events.hypercalcaemia_candidate import hypercalcaemia_candidate
from transforms.derived.events.radiotherapy_candidate import radiotherapy_candidate
from transforms.derived.events.review import as_reviewed
from transforms.derived.events.surgery_candidate import surgery_candidate
from transforms.derived.evidence import with_definition_version
from transforms.frames import conform
from warehouse.schema import DERIVED


def event_candidate(
    fracture: pl.DataFrame,
    cord_compression: pl.DataFrame,
    surgery: pl.DataFrame,
    radiotherapy_course: pl.DataFrame,
    hypercalcaemia_episode: pl.DataFrame,
    lesion: pl.DataFrame,
    review: pl.DataFrame,
) -> pl.DataFrame:
    """Every candidate, one row each, with what excludes it in itself or by a clinician's verdict.

    In: canonical tables, derived.radiotherapy_course, derived.hypercalcaemia_episode. Out:
    derived.event_candidate (domain.md §2.1, §2.2 C). event_id is made from the row that founds
    the event (the first fraction, the first qualifying sample), so it stays the same when a course
    or an episode goes on, and so does a verdict on it. A fracture or compression may reveal the
    disease and so date the cohort: that is why candidates are judged before it, and why events
    are placed in it afterwards.
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
    reviewed = as_reviewed(candidates, review)
    table = DERIVED["event_candidate"]
    return conform(with_definition_version(reviewed).select(table.columns), table)
