"""Histories cut on the days a fact about the patient changes: no time counts under a later fact."""

import polars as pl

from transforms.published.facts.fact import Fact

ALWAYS = float("-inf")  # what was known before the first change has always been
FOR_EVER = float("inf")


def split_at_changes(histories: pl.DataFrame, fact: Fact, state: str) -> pl.DataFrame:
    """The periods at risk in pieces during which the fact stays the same (domain.md §2.3).

    In: patient_id, start, stop in days and what each period ends with (boolean columns: an event,
    death), any number of periods a patient that do not overlap, at risk on start < t <= stop. Out:
    the same columns and `state`, in the order of patient and start. A change of day d holds for
    t > d: what happens on that very day happened before it. Only the last piece of a period ends
    with anything. A state that is not known is null.
    """
    pieces = histories.join(_known(histories, fact), on="patient_id").with_columns(
        pl.max_horizontal("start", "since_day").alias("start"),
        pl.min_horizontal("stop", "until_day").alias("stop"),
        *(pl.col(name) & (pl.col("stop") <= pl.col("until_day")) for name in _ends(histories)),
    )
    lasting = pieces.filter(pl.col("start") < pl.col("stop")).sort("patient_id", "start")
    return lasting.select(*histories.columns, pl.col("state").alias(state))


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


def _known(histories: pl.DataFrame, fact: Fact) -> pl.DataFrame:
    """patient_id, state, and the days it is known between: since_day < t <= until_day."""
    at_first = histories.select(
        "patient_id",
        since_day=pl.lit(ALWAYS),
        state=pl.lit(fact.before, dtype=fact.changes.schema["state"]),
    ).unique()
    ordered = pl.concat([at_first, fact.changes]).sort("patient_id", "since_day")
    has_next = pl.col("patient_id") == pl.col("patient_id").shift(-1)
    next_day = pl.when(has_next).then(pl.col("since_day").shift(-1))
    return ordered.with_columns(until_day=next_day.fill_null(FOR_EVER))


def _ends(histories: pl.DataFrame) -> list[str]:
    """The columns that say what a period ends with."""
    return [name for name, dtype in histories.schema.items() if dtype == pl.Boolean]
