"""Verdicts of clinicians on recorded events, in the light of what really happened."""

from datetime import date

import numpy as np
import polars as pl

from flows.demo.life.draws import chance, stream, words_drawn
from flows.demo.records.recording import in_shape
from transforms.derived.evidence import source_row, stable_key

# Every fracture of unknown mechanism went through a metastasis; traumatic and osteoporotic ones
# are looked at and did not.
ACCEPTED_SHARE, CONFIRMED_SHARE, REJECTED_SHARE, MERGED_SHARE = 0.6, 0.3, 0.5, 0.8
MENDING, LONGEST_MENDING_DAYS = ("fracture", "percutaneous"), 10  # after a fracture of that bone
REVIEWING_DAYS = 15  # clinicians have been going through the events since this long
OPENING_HOUR, CLOSING_HOUR = 8, 18
REVIEWERS = {"REV1": 0.5, "REV2": 0.3, "REV3": 0.2}
REASON_TO_REJECT = {"traumatic": "traumatic", "osteoporotic": "benign_bone"}


def draw_reviews(
    fracture: pl.DataFrame, surgery: pl.DataFrame, system: str, end: date, seed: int
) -> pl.DataFrame:
    """A few verdicts a day: fractures accepted or rejected, operations merged into their fracture.

    In: rows of fracture and surgery as recorded, and the system that issues their identifiers,
    from which the key of an event is made. Out: rows of review as recorded.
    """
    rng = stream(seed, "reviews")
    fractures = _keyed(fracture, "fracture", system)
    operations = _keyed(surgery, "surgery", system)
    parts = [
        _chosen(rng, _accepted(fractures, "unknown"), ACCEPTED_SHARE),
        _chosen(rng, _accepted(fractures, "pathological"), CONFIRMED_SHARE),
        _chosen(rng, _rejected(fractures), REJECTED_SHARE),
        _chosen(rng, _merged(operations, fractures), MERGED_SHARE),
    ]
    verdicts = _given(rng, pl.concat(parts), end).filter(pl.col("known_at").dt.date() <= end)
    ordered = verdicts.sort("reviewed_at", "event_id")
    numbers = pl.int_range(1, ordered.height + 1, dtype=pl.Int64, eager=True).cast(pl.String)
    return in_shape(ordered.with_columns(source_row_id="RV" + numbers.str.zfill(7)), "review")


def _keyed(rows: pl.DataFrame, table: str, system: str) -> pl.DataFrame:
    named = rows.with_columns(source_system=pl.lit(system)).select(
        pl.all(), founding_row=source_row(table)
    )
    return named.with_columns(event_id=stable_key(named["founding_row"]))


def _verdicts(rows: pl.DataFrame, decision: str, reason: pl.Expr, into: pl.Expr) -> pl.DataFrame:
    return rows.select(
        "patient_id",
        "event_id",
        "known_at",
        review_decision=pl.lit(decision),
        review_reason=reason,
        merged_into_event_id=into,
    )


def _accepted(fractures: pl.DataFrame, mechanism: str) -> pl.DataFrame:
    told = fractures.filter(pl.col("fracture_mechanism") == mechanism)
    return _verdicts(told, "accept", pl.lit("report_confirms"), pl.lit(None, pl.String))


def _rejected(fractures: pl.DataFrame) -> pl.DataFrame:
    others = fractures.filter(pl.col("fracture_mechanism").is_in(list(REASON_TO_REJECT)))
    reason = pl.col("fracture_mechanism").replace_strict(REASON_TO_REJECT, return_dtype=pl.String)
    return _verdicts(others, "reject", reason, pl.lit(None, pl.String))


def _merged(operations: pl.DataFrame, fractures: pl.DataFrame) -> pl.DataFrame:
    """Operations that mend a fracture, each merged into it: one event, two records."""
    place = ["patient_id", "bone_site", "laterality"]
    broken = fractures.select(*place, "occurred_on", broken_id="event_id", broken_at="known_at")
    days = (pl.col("performed_on") - pl.col("occurred_on")).dt.total_days()
    mending = (
        operations.filter(pl.col("surgery_intent").is_in(MENDING))
        .join(broken, on=place)
        .filter(days.is_between(0, LONGEST_MENDING_DAYS))
        .sort("event_id", "occurred_on", "broken_id")
        .unique("event_id", keep="last", maintain_order=True)
    )
    both_known = mending.with_columns(known_at=pl.max_horizontal("known_at", "broken_at"))
    return _verdicts(both_known, "merge", pl.lit("consequence_of_other"), pl.col("broken_id"))


def _chosen(rng: np.random.Generator, verdicts: pl.DataFrame, share: float) -> pl.DataFrame:
    ordered = verdicts.sort("event_id")
    return ordered.filter(pl.Series(chance(rng, share, ordered.height)))


def _given(rng: np.random.Generator, verdicts: pl.DataFrame, end: date) -> pl.DataFrame:
    """Each verdict in the working hours of one of the last days, after its event was recorded."""
    size = verdicts.height
    day = pl.lit(end) - pl.duration(days="days_ago")
    drawn = verdicts.with_columns(
        days_ago=pl.Series(rng.integers(0, REVIEWING_DAYS, size)),
        minutes=pl.Series(rng.integers(60 * OPENING_HOUR, 60 * CLOSING_HOUR, size)),
        reviewed_by=words_drawn(rng, REVIEWERS, size),
    )
    given = drawn.with_columns(
        known_at=pl.max_horizontal(
            pl.col("known_at") + pl.duration(days=1), day.cast(pl.Datetime("us"))
        )
    )
    return given.with_columns(reviewed_at=pl.col("known_at") + pl.duration(minutes="minutes"))
