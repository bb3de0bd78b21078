"""Which treatment is the consequence of which event."""

import polars as pl

from transforms.derived.events.places import same_place
from warehouse.schema.definitions import names, number

CAUSES = ("FX", "SCC")
TREATMENTS = ("SX", "RT")


def linked_to_cause(events: pl.DataFrame) -> pl.DataFrame:
    """The events with linked_event_id: the fracture or compression a treatment answers.

    In: candidates placed in observation. A surgery or radiotherapy of the same region at most 21
    days after a fracture, or of the spine after a cord compression, is its consequence (domain.md
    §2.2 D): the nearest cause before it, the compression when both are of that day. It links, it
    never deletes: the treatment stays an event. Excluded rows neither cause nor are caused.
    """
    valid = events.filter(pl.col("excluded_reason").is_null())
    pairs = _treatments(valid).join(_causes(valid), on="patient_id").filter(
        _days_later().is_between(0, number("linkage_days")), _is_answer()
    )
    nearest = pairs.sort("event_id", _days_later(), _priority(), "linked_event_id").unique(
        subset="event_id", keep="first", maintain_order=True
    )
    links = nearest.select("event_id", "linked_event_id")
    return events.join(links, on="event_id", how="left")


def _treatments(valid: pl.DataFrame) -> pl.DataFrame:
    return valid.filter(pl.col("event_kind").is_in(TREATMENTS)).select(
        "patient_id", "event_id", "bone_site", "laterality", "is_of_spine", "occurred_on"
    )


def _causes(valid: pl.DataFrame) -> pl.DataFrame:
    return valid.filter(pl.col("event_kind").is_in(CAUSES)).select(
        "patient_id",
        linked_event_id="event_id",
        cause="event_kind",
        cause_site="bone_site",
        cause_side="laterality",
        cause_on="occurred_on",
    )


def _days_later() -> pl.Expr:
    return (pl.col("occurred_on") - pl.col("cause_on")).dt.total_days()


def _is_answer() -> pl.Expr:
    same_bone = same_place("bone_site", "laterality", "cause_site", "cause_side")
    return (
        pl.when(pl.col("cause") == "SCC")
        .then(pl.col("is_of_spine"))
        .otherwise(same_bone)
        .fill_null(False)
    )


def _priority() -> pl.Expr:
    rank = {kind: place for place, kind in enumerate(names("event_priority"))}
    return pl.col("cause").replace_strict(rank, return_dtype=pl.Int64)
