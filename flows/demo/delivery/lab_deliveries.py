"""Which night delivers which laboratory result, in which version, and what comes twice."""

from datetime import timedelta

import numpy as np
import polars as pl

from flows.demo.calibration import Calibration
from flows.demo.delivery.faults import Nights, choose, is_chosen, marked
from flows.demo.delivery.lab_faults import changed_value
from warehouse.schema.definitions import number

LATE_DAYS = int(number("late_known_days")) + 1  # extracts are dated at midnight
OLDEST_LATE_DAYS = 40
OLDEST_REVISED_DAYS, LONGEST_REVISION_NIGHTS = 15, 5  # older results are not reopened
# Calcium or albumin taken away would also unpair the other: the fault would show as two.
NEVER_CANCELLED = ("CA_TOTAL", "ALB")
FINAL, CORRECTED, CANCELLED = "final", "corrected", "cancelled"


def with_nights(
    rng: np.random.Generator, rows: pl.DataFrame, nights: Nights, targets: Calibration
) -> pl.DataFrame:
    """Laboratory rows as delivered: a row a version and delivery.

    Columns in: lab_result as recorded, row, fault. Out: the same, version and night (position of
    the night whose file holds it). Everything known by the first night is in its file.
    """
    first = rows.with_columns(
        night=nights.of("known_at"), version=pl.lit(1, pl.Int64), result_status=pl.lit(FINAL)
    )
    delivered = _after_silence(_delay(rng, first, nights, targets), nights)
    parts = [delivered]
    if nights.count > 1:
        # Corrections first: what is corrected is then neither cancelled nor repeated.
        corrections, delivered = _corrections(rng, delivered, nights, targets)
        cancellations, delivered = _cancellations(rng, delivered, nights, targets)
        repeats = _repeats(rng, delivered, nights, targets)
        parts = [delivered.with_columns(fault=_own_fault()), corrections, cancellations, repeats]
    return _after_silence(pl.concat(parts), nights).filter(pl.col("night") < nights.count)


def _own_fault() -> pl.Expr:
    """The first version of a revised row is no fault: it was only marked as taken."""
    return pl.when(~pl.col("fault").is_in(["corrected", "cancelled"])).then("fault")


def _days_before_first(nights: Nights) -> pl.Expr:
    return (pl.lit(nights.first) - pl.col("resulted_at").cast(pl.Date)).dt.total_days()


def _delay(
    rng: np.random.Generator, rows: pl.DataFrame, nights: Nights, targets: Calibration
) -> pl.DataFrame:
    """Some results of the weeks before the first night come in a later one."""
    if nights.count < 2:
        return rows
    age = _days_before_first(nights)
    youngest = max(LATE_DAYS - (nights.count - 1), 0)
    recent = rows.filter(age.is_between(youngest, OLDEST_LATE_DAYS))
    chosen = choose(rng, recent, targets.late)
    drawn = pl.Series(rng.integers(1, nights.count, rows.height))
    earliest = pl.max_horizontal(LATE_DAYS - age, pl.lit(1))
    night = pl.max_horizontal(drawn, earliest)
    return marked(rows, chosen, "late").with_columns(
        night=pl.when(is_chosen(chosen)).then(night).otherwise("night").cast(pl.Int64)
    )


def _revisable(rows: pl.DataFrame, nights: Nights) -> pl.DataFrame:
    """Results already delivered that a later night can still reopen."""
    age = _days_before_first(nights)
    return rows.filter(pl.col("night") < nights.count - 1, age <= OLDEST_REVISED_DAYS)


def _revised(
    rng: np.random.Generator, rows: pl.DataFrame, nights: Nights, fault: str
) -> pl.DataFrame:
    """Second versions of rows, each in a night after the one that delivered the first."""
    later = rng.random(rows.height)
    span = np.minimum(nights.count - 1 - rows["night"].to_numpy(), LONGEST_REVISION_NIGHTS)
    night = rows["night"] + 1 + pl.Series(np.floor(later * span).astype(np.int64))
    revised = rows.with_columns(night=night, version=pl.lit(2, pl.Int64), fault=pl.lit(fault))
    day_before = pl.lit(nights.first) + pl.duration(days=pl.col("night") - 1)
    reopened = day_before.cast(pl.Datetime("us")) + timedelta(hours=15)
    return revised.with_columns(resulted_at=pl.max_horizontal("resulted_at", reopened))


def _corrections(
    rng: np.random.Generator, rows: pl.DataFrame, nights: Nights, targets: Calibration
) -> tuple[pl.DataFrame, pl.DataFrame]:
    chosen = choose(rng, _revisable(rows, nights), targets.corrected)
    originals = rows.filter(is_chosen(chosen)).sort("row")
    corrected = changed_value(rng, _revised(rng, originals, nights, "corrected"))
    return (
        corrected.with_columns(result_status=pl.lit(CORRECTED), value_operator=pl.lit("=")).select(
            rows.columns
        ),
        marked(rows, chosen, "corrected"),
    )


def _cancellations(
    rng: np.random.Generator, rows: pl.DataFrame, nights: Nights, targets: Calibration
) -> tuple[pl.DataFrame, pl.DataFrame]:
    eligible = _revisable(rows, nights).filter(~pl.col("analyte_code").is_in(NEVER_CANCELLED))
    chosen = choose(rng, eligible, targets.cancelled)
    originals = rows.filter(is_chosen(chosen)).sort("row")
    cancelled = _revised(rng, originals, nights, "cancelled")
    return (
        cancelled.with_columns(
            result_status=pl.lit(CANCELLED),
            value=pl.lit(None, pl.Float64),
            value_operator=pl.lit(None, pl.String),
        ).select(rows.columns),
        marked(rows, chosen, "cancelled"),
    )


def _repeats(
    rng: np.random.Generator, rows: pl.DataFrame, nights: Nights, targets: Calibration
) -> pl.DataFrame:
    """The same rows once more in the file of the next night."""
    recent = _revisable(rows, nights)
    chosen = choose(rng, recent, targets.repeated)
    return (
        rows.filter(is_chosen(chosen))
        .sort("row")
        .with_columns(night=pl.col("night") + 1, fault=pl.lit("repeated"))
    )


def _after_silence(rows: pl.DataFrame, nights: Nights) -> pl.DataFrame:
    """What the silent night should have delivered comes in the next."""
    if nights.silent is None:
        return rows
    silent = pl.lit(nights.silent)
    return rows.with_columns(
        night=pl.when(pl.col("night") == silent).then(silent + 1).otherwise("night")
    )
