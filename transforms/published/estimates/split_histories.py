"""Histories cut on the days a fact about the patient changes: no time counts under a later fact."""

import polars as pl

from transforms.published.facts.fact import Fact

ALWAYS = float("-inf")  # what was known before the first change has always been


def split_at_changes(histories: pl.DataFrame, fact: Fact, state: str) -> pl.DataFrame:
    """The periods at risk in pieces during which the fact stays the same (domain.md §2.3).

    In: patient_id, start, stop in days and what each period ends with (boolean columns: an event,
    death), any number of periods a patient that do not overlap, at risk on start < t <= stop. Out:
    the same columns and `state`, in the order of patient and start. A change of day d holds for
    t > d: what happens on that very day happened before it. Only the last piece of a period ends
    with anything. A state that is not known is null.
    """
    pieces = _cut(histories, fact.changes)
    known_from = pl.concat(
        [
            histories.select(
                "patient_id",
                since_day=pl.lit(ALWAYS),
                state=pl.lit(fact.before, dtype=fact.changes.schema["state"]),
            ).unique(),
            fact.changes,
        ]
    )
    stated = pieces.sort("start").join_asof(
        known_from.sort("since_day"),
        left_on="start",
        right_on="since_day",
        by="patient_id",
        # both sides are sorted above; polars cannot see it within groups
        check_sortedness=False,
    )
    ordered = stated.rename({"state": state}).sort("patient_id", "start")
    return ordered.select(*histories.columns, state)


def observed_after(histories: pl.DataFrame, first_days: pl.DataFrame) -> pl.DataFrame:
    """The periods of these patients, each after a day of their own: late entry.

    In: as `split_at_changes`; patient_id, from_day. Out: the columns of `histories`. A patient
    without a day is not followed.
    """
    dated = histories.join(first_days.select("patient_id", "from_day"), on="patient_id")
    late = dated.with_columns(start=pl.max_horizontal("start", "from_day"))
    kept = late.filter(pl.col("stop") > pl.col("start")).select(histories.columns)
    return kept.sort("patient_id", "start")


def observed_until(histories: pl.DataFrame, last_days: pl.DataFrame) -> pl.DataFrame:
    """The periods up to a day of each patient, what happens that day included.

    In: as `split_at_changes`; patient_id, until_day. Out: the columns of `histories`; observation
    that the day cuts short ends with nothing. Without a day a patient is followed to the end.
    """
    dated = histories.join(
        last_days.select("patient_id", "until_day"), on="patient_id", how="left"
    ).filter((pl.col("until_day") > pl.col("start")).fill_null(True))
    is_cut = (pl.col("until_day") < pl.col("stop")).fill_null(False)
    ended = dated.with_columns(
        pl.when(is_cut).then("until_day").otherwise("stop").alias("stop"),
        *(pl.col(name) & ~is_cut for name in _ends(histories)),
    )
    return ended.select(histories.columns).sort("patient_id", "start")


def _cut(histories: pl.DataFrame, changes: pl.DataFrame) -> pl.DataFrame:
    """The periods cut on each day of change that lies inside one."""
    whole = histories.sort("patient_id", "start").with_row_index("period")
    inside = (pl.col("since_day") > pl.col("start")) & (pl.col("since_day") < pl.col("stop"))
    cuts = whole.join(changes.select("patient_id", "since_day"), on="patient_id").filter(inside)
    starts = pl.concat([whole, cuts.with_columns(start="since_day").select(whole.columns)])
    ordered = starts.sort("period", "start")
    next_start = pl.col("start").shift(-1).over("period")
    return ordered.with_columns(
        pl.coalesce(next_start, "stop").alias("stop"),
        *(pl.col(name) & next_start.is_null() for name in _ends(histories)),
    ).drop("period")


def _ends(histories: pl.DataFrame) -> list[str]:
    """The columns that say what a period ends with."""
    return [name for name, dtype in histories.schema.items() if dtype == pl.Boolean]
