"""Where an event falls in the observation of its patient."""

from datetime import timedelta

import polars as pl

from warehouse.schema.definitions import number

GRACE = timedelta(days=number("prevalent_grace_days"))
MAY_PRECEDE_INDEX = timedelta(days=number("revealing_days"))


def placed_in_observation(candidates: pl.DataFrame, cohort: pl.DataFrame) -> pl.DataFrame:
    """The candidates on the time axis of their patient, excluded where they cannot belong.

    In: candidates; derived.cohort. Out: the candidates and event_day (days from index),
    is_prevalent (at or before index), is_before_entry (after index, in (index, entry]: history),
    and excluded_reason completed (domain.md §2.2 C, §2.3): X01 no documented bone metastasis,
    X02 after death, after_exit, before_index (more than 30 days before it: bone metastasis was
    not documented then). The reason of the kind itself comes first. Days and flags are null
    outside the cohort.
    """
    periods = cohort.select("patient_id", "index_on", "entry_on", "exit_on", "death_on")
    placed = candidates.join(periods, on="patient_id", how="left").with_columns(
        event_day=(pl.col("occurred_on") - pl.col("index_on")).dt.total_days(),
        is_prevalent=_is_prevalent(),
        is_before_entry=_is_before_entry(),
        excluded_reason=pl.coalesce("excluded_reason", _outside_observation()),
    )
    return placed.drop("index_on", "entry_on", "exit_on", "death_on", "earliest_on")


def _is_prevalent() -> pl.Expr:
    return pl.col("occurred_on") <= pl.col("index_on") + GRACE


def _is_before_entry() -> pl.Expr:
    # Someone is at risk from the day after entry; with a negative grace, an event on the very
    # day of index is incident for those whose observation starts there (domain.md §2.3).
    starts_at_index = pl.col("entry_on") == pl.col("index_on")
    is_on_index = pl.col("occurred_on") == pl.col("index_on")
    until_entry = pl.col("occurred_on") <= pl.col("entry_on")
    return ~_is_prevalent() & until_entry & ~(starts_at_index & is_on_index)


def _outside_observation() -> pl.Expr:
    return (
        pl.when(pl.col("index_on").is_null())
        .then(pl.lit("X01"))
        .when(pl.col("earliest_on") > pl.col("death_on"))
        .then(pl.lit("X02"))
        .when(pl.col("occurred_on") > pl.col("exit_on"))
        .then(pl.lit("after_exit"))
        .when(pl.col("occurred_on") < pl.col("index_on") - MAY_PRECEDE_INDEX)
        .then(pl.lit("before_index"))
    )
