"""Membership of the endpoints SRE4, SRE5 and SSE, and the events each counts.

SSE is given twice, because whether a fracture was felt is not always known: SSE counts the events
known to be symptomatic, the fewest there can be; SSE_upper also those of unknown symptom, the most.
The truth lies between. Every table that tells of SSE tells both.
"""

import polars as pl

from transforms.statistics import count_with_window
from warehouse.schema.definitions import names, number

ENDPOINTS = ("SRE4", "SRE5", "SSE", "SSE_upper")


def kinds_of(endpoint: str) -> tuple[str, ...]:
    """The event kinds of an endpoint, by priority."""
    return names(f"{endpoint.lower().removesuffix('_upper')}_kinds")


def is_in(endpoint: str) -> str:
    """Name of the column that says an event belongs to an endpoint."""
    return f"is_in_{endpoint.lower()}"


def is_counted(endpoint: str) -> str:
    """Name of the column that says an event is counted for an endpoint."""
    return f"is_counted_{endpoint.lower()}"


def with_endpoints(events: pl.DataFrame) -> pl.DataFrame:
    """The events with their membership of each endpoint, what is counted, and same_day_kinds.

    In: candidates placed in observation. A row with an excluded_reason belongs to none. A
    fracture belongs to SSE when it is symptomatic, and nobody knows when that is unknown: null,
    not false (domain.md §2.1); it belongs to SSE_upper unless it is known to be silent.

    Counted (domain.md §2.2 E): events in (entry, exit] only. Those of one day are one event,
    counted on the kind of highest priority; the next counts when 21 days or more have
    passed since the last counted one. Events at diagnosis or before entry neither count nor open
    the 21 days. An event that may or may not be in SSE is neither counted there nor opens them:
    null.
    """
    members = events.with_columns(_membership(endpoint) for endpoint in ENDPOINTS)
    for endpoint in ENDPOINTS:
        members = _with_counted(members, endpoint)
    return members.join(_same_day_kinds(events), on=["patient_id", "occurred_on"], how="left")


def priority() -> pl.Expr:
    """Rank of a kind when a day has several: the lowest names the day."""
    rank = {kind: place for place, kind in enumerate(names("event_priority"))}
    return pl.col("event_kind").replace_strict(rank, return_dtype=pl.Int64)


def _membership(endpoint: str) -> pl.Expr:
    qualifies = pl.col("excluded_reason").is_null() & pl.col("event_kind").is_in(kinds_of(endpoint))
    felt = pl.when(pl.col("event_kind") == "FX").then("is_symptomatic").otherwise(True)
    if endpoint == "SSE":
        qualifies = qualifies & felt
    elif endpoint == "SSE_upper":
        qualifies = qualifies & felt.fill_null(True)
    return qualifies.alias(is_in(endpoint))


def _with_counted(members: pl.DataFrame, endpoint: str) -> pl.DataFrame:
    at_risk = members.filter(
        pl.col(is_in(endpoint)), ~pl.col("is_prevalent"), ~pl.col("is_before_entry")
    )
    days = at_risk.sort("patient_id", "event_day", priority(), "event_id").unique(
        subset=["patient_id", "event_day"], keep="first", maintain_order=True
    )
    counted = count_with_window(
        days.select("patient_id", "event_day", "event_id"),
        id="patient_id",
        day="event_day",
        window=int(number("counting_window_days")),
    ).filter("counted")
    column = is_counted(endpoint)
    marked = members.join(
        counted.select("event_id", pl.lit(True).alias(column)), on="event_id", how="left"
    )
    # null stays where membership itself is not known
    return marked.with_columns(
        pl.coalesce(column, pl.when(pl.col(is_in(endpoint)).is_not_null()).then(False))
    )


def _same_day_kinds(events: pl.DataFrame) -> pl.DataFrame:
    """Kinds of the events of each patient and day that are not excluded, by priority."""
    valid = events.filter(pl.col("excluded_reason").is_null())
    kinds = valid.select("patient_id", "occurred_on", "event_kind").unique()
    return kinds.group_by("patient_id", "occurred_on").agg(
        same_day_kinds=pl.col("event_kind").sort_by(priority())
    )
