"""Patients whose observation for an endpoint ended otherwise than in the version before."""

import polars as pl

from transforms.changes.causes import context
from transforms.changes.items import as_items, side_by_side
from transforms.changes.published_version import TwoVersions
from transforms.changes.touched import with_touched

_HISTORY = ["entry_day", "exit_day", "status"]
_STATES = {0: "followed", 1: "had_event", 2: "died"}


def first_event_histories(versions: TwoVersions, events: pl.DataFrame) -> pl.DataFrame:
    """Every patient and endpoint whose history differs, with its cause: columns of ITEM.

    In: the events whose counting changed, as `counted_events` gives them. The cause of a first
    event that came or went is that of the event; difference is null, since an incidence is no sum
    over patients.
    """
    histories = _with_last_day(versions, _side_by_side(versions)).with_columns(
        item_key="patient_id",
        item_on=pl.lit(None, dtype=pl.Date),
        state_before=_state("status_before", "was_there"),
        state_after=_state("status_after", "is_there"),
        own_rows=pl.lit([], dtype=pl.List(pl.String)),
    )
    touched = with_touched(histories, versions.row_changes)
    judged = _with_cause_of_event(touched, events).with_columns(change_cause=_cause(versions))
    return as_items(judged, "incidence")


def _side_by_side(versions: TwoVersions) -> pl.DataFrame:
    sides = side_by_side(
        versions.before.table("first_event"),
        versions.after.table("first_event"),
        ["patient_id", "endpoint"],
        [*_HISTORY, "event_id"],
    )
    differs = pl.any_horizontal(
        pl.col(f"{name}_before").ne_missing(pl.col(f"{name}_after")) for name in _HISTORY
    )
    return sides.filter(differs)


def _with_last_day(versions: TwoVersions, histories: pl.DataFrame) -> pl.DataFrame:
    cohorts = side_by_side(
        versions.before.table("cohort"), versions.after.table("cohort"), ["patient_id"], ["exit_on"]
    ).rename({"was_there": "was_in_cohort", "is_there": "is_in_cohort"})
    return histories.join(cohorts, on="patient_id", how="left")


def _with_cause_of_event(histories: pl.DataFrame, events: pl.DataFrame) -> pl.DataFrame:
    causes = events.select("endpoint", "item_key", event_cause="change_cause")
    found = histories
    for side in ("before", "after"):
        named = causes.rename(
            {"item_key": f"event_id_{side}", "event_cause": f"event_cause_{side}"}
        )
        found = found.join(named, on=["endpoint", f"event_id_{side}"], how="left")
    return found


def _cause(versions: TwoVersions) -> pl.Expr:
    # not before: someone who enters in the last days is followed once these are complete
    ended_by_lag = (pl.col("exit_on_before") >= versions.before.complete_until).fill_null(False)
    same_event = pl.col("event_id_before").eq_missing(pl.col("event_id_after"))
    same_entry = (pl.col("entry_day_before") == pl.col("entry_day_after")).fill_null(True)
    return (
        pl.when(~pl.col("was_in_cohort").fill_null(False))
        .then(pl.lit("patient_entered"))
        .when(~pl.col("is_in_cohort").fill_null(False))
        .then(pl.lit("patient_left"))
        .when(~same_event & pl.col("event_cause_after").is_not_null())
        .then("event_cause_after")
        .when(~same_event & pl.col("event_cause_before").is_not_null())
        .then("event_cause_before")
        .when(pl.lit(versions.night_moved) & ended_by_lag & same_entry)
        .then(pl.lit("out_of_lag"))
        .otherwise(context("observation_changed", versions.night_moved))
    )


def _state(status: str, there: str) -> pl.Expr:
    named = pl.col(status).replace_strict(_STATES, default=None, return_dtype=pl.String)
    return pl.when(there).then(named).otherwise(pl.lit("absent"))
