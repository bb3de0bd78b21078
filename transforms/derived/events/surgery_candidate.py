"""Operations on bone as candidate events."""

import polars as pl

from transforms.derived.events.candidate import (
    as_candidates,
    earliest_day,
    first_reason,
    founded_by_row,
)
from transforms.derived.events.places import is_spinal
from warehouse.schema.definitions import number

COUNTED = ("preventive", "fracture", "decompression", "percutaneous")


def surgery_candidate(surgery: pl.DataFrame) -> pl.DataFrame:
    """Every operation as a candidate, with the reason that excludes it (domain.md §2.2 C).

    In: canonical.surgery. Out: columns of a candidate. Prevention or fixation of a fracture and
    decompression count; cementoplasty, vertebroplasty and kyphoplasty count when the definition
    count_percutaneous says so; biopsy, removal of hardware and the rest do not.
    """
    intent = pl.col("surgery_intent")
    is_known = intent.is_not_null()
    excluded = first_reason(
        intent_unknown=~is_known,
        biopsy=intent == "biopsy",
        hardware_removal=intent == "hardware_removal",
        percutaneous=(intent == "percutaneous") & (not number("count_percutaneous")),
        surgery_other=~intent.is_in(COUNTED),
    )
    return as_candidates(
        founded_by_row(surgery, "surgery").with_columns(
            occurred_on="performed_on",
            earliest_on=earliest_day("performed_on"),
            is_of_spine=is_spinal("bone_site") | (intent == "decompression"),
            excluded_reason=excluded,
            certainty=pl.when(is_known).then(pl.lit("confirmed")).otherwise(pl.lit("uncertain")),
        ),
        "SX",
    )
