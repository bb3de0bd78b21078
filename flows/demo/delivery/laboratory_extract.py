"""Writing the laboratory feed: one file a night, but for the night it says nothing."""

import polars as pl

from flows.demo.calibration import Calibration
from flows.demo.cohort import Cohort
from flows.demo.delivery.faults import Nights, numbered
from flows.demo.delivery.inbox import Inbox
from flows.demo.delivery.lab_deliveries import with_nights
from flows.demo.delivery.lab_export import as_csv, file_name, in_file_order, with_untracked
from flows.demo.delivery.lab_faults import with_lab_faults
from flows.demo.delivery.truth import fault_of_file, faults_of_rows
from flows.demo.life.draws import stream

FEED = "laboratory"
REDELIVERED = "_R1"
FIRST_LINE = 2  # after the header
# What differs from row to row; unit, limits and method follow from the test.
SENT = (
    "patient_id",
    "analyte_code",
    "value",
    "value_operator",
    "sampled_at",
    "resulted_at",
    "sample_id",
    "is_fasting",
    "result_status",
    "source_row_id",
    "known_at",
)


def write_laboratory(
    inbox: Inbox, cohort: Cohort, nights: Nights, seed: int, targets: Calibration
) -> pl.DataFrame:
    """Write the laboratory files; returns their faults (columns of the truth)."""
    rng = stream(seed, "laboratory extracts")
    known = cohort.lab_result.filter(pl.col("known_at") < nights.midnight()).select(SENT)
    faulty = with_lab_faults(rng, numbered(known), cohort.patient, nights, targets)
    delivered = with_untracked(rng, with_nights(rng, faulty, nights, targets))
    faults = []
    for place, night in enumerate(nights.dates):
        if place == nights.silent:
            faults.append(fault_of_file("missing_night", FEED, None, night))
            continue
        rows = _placed(in_file_order(delivered.filter(pl.col("night") == place)))
        inbox.put(night, file_name(night), as_csv(rows))
        faults.append(_faults(rows, file_name(night), place, nights))
        if place == nights.redelivered:
            again = file_name(night, REDELIVERED)
            inbox.put_again(night, file_name(night), nights.dates[place + 1], again)
            faults.append(_redelivered(rows, again, place + 1, nights))
    return pl.concat(faults)


def _placed(rows: pl.DataFrame) -> pl.DataFrame:
    lines = pl.int_range(FIRST_LINE, FIRST_LINE + rows.height, dtype=pl.Int64, eager=True)
    return rows.with_columns(source_line=lines)


def _faults(rows: pl.DataFrame, name: str, place: int, nights: Nights) -> pl.DataFrame:
    return faults_of_rows(
        rows.with_columns(file_name=pl.lit(name), night_on=pl.lit(nights.dates[place])), FEED
    )


def _redelivered(rows: pl.DataFrame, name: str, place: int, nights: Nights) -> pl.DataFrame:
    """Every row of the file is a repetition, but for those nobody follows or can read."""
    unreadable = (pl.col("fault") == "decimal_point").fill_null(False)
    followed = rows.filter(pl.col("analyte_code") != "K").with_columns(
        fault=pl.when(unreadable).then("fault").otherwise(pl.lit("repeated"))
    )
    return _faults(followed, name, place, nights)
