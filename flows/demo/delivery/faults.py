"""Faults put into extracts on purpose, each remembered as what it is."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import numpy as np
import polars as pl

from flows.demo.life.draws import Whole

FAULTS = {
    "corrected": "a new version with another value",
    "cancelled": "a later version cancels the result",
    "late": "known more than 7 days after its result",
    "repeated": "delivered again, unchanged",
    "unit_slip": "value in mg/dL labelled mmol/L",
    "albumin_missing": "calcium without any albumin within 7 days",
    "ctx_too_late": "CTX drawn after 09:00",
    "swapped_dates": "the date of the sample where that of the result should be",
    "duplicated": "the same result under a second number",
    "decimal_point": "a decimal point where the file writes commas",
    "after_death": "dated after the death of the patient",
    "orphan": "of a patient who is in no patient file",
    "missing_night": "the feed delivered nothing that night",
    "truncated": "the file was cut short",
}


@dataclass(frozen=True)
class Nights:
    """The nights of a simulation: everything known by the first is its history."""

    first: date
    count: int

    @property
    def last(self) -> date:
        return self.first + timedelta(days=self.count - 1)

    @property
    def dates(self) -> list[date]:
        return [self.first + timedelta(days=place) for place in range(self.count)]

    @property
    def silent(self) -> int | None:
        """The night the laboratory delivers nothing; none when there are too few."""
        return self.count - 2 if self.count >= 3 else None

    @property
    def redelivered(self) -> int | None:
        """The night whose laboratory file comes a second time, the night after."""
        return 1 if self.count >= 5 else None

    def midnight(self) -> datetime:
        """The end of the last night: nothing known later is delivered."""
        return datetime.combine(self.last + timedelta(days=1), datetime.min.time())

    def of(self, known: str) -> pl.Expr:
        """Position of the night that delivers what is known at a column."""
        days = (pl.col(known).cast(pl.Date) - pl.lit(self.first)).dt.total_days()
        return pl.max_horizontal(days, pl.lit(0)).cast(pl.Int64)


def numbered(rows: pl.DataFrame) -> pl.DataFrame:
    """Rows with a number and no fault yet."""
    numbers = pl.int_range(rows.height, dtype=pl.Int64, eager=True)
    return rows.with_columns(row=numbers, fault=pl.lit(None, pl.String))


def choose(
    rng: np.random.Generator, eligible: pl.DataFrame, share: float, out_of: int | None = None
) -> Whole:
    """Row numbers of a share of the eligible rows, at least one when there is any.

    `out_of` counts the rows the share is of, when only some of them can be taken. Rows that
    already carry a fault are left alone, so that each fault shows by itself.
    """
    rows = eligible.filter(pl.col("fault").is_null())["row"].to_numpy()
    wanted = round(share * (len(rows) if out_of is None else out_of))
    size = min(max(wanted, 1), len(rows))
    return np.sort(rng.choice(rows, size, replace=False)) if size else rows[:0]


def marked(rows: pl.DataFrame, chosen: Whole, fault: str) -> pl.DataFrame:
    """The rows, those chosen carrying the fault."""
    assert fault in FAULTS, f"{fault} is not a declared fault"
    return rows.with_columns(
        fault=pl.when(is_chosen(chosen)).then(pl.lit(fault)).otherwise("fault")
    )


def is_chosen(chosen: Whole) -> pl.Expr:
    """Rows whose number was chosen."""
    return pl.col("row").is_in(pl.Series(chosen, dtype=pl.Int64).implode())


def copied(rows: pl.DataFrame, chosen: Whole, fault: str, prefix: str) -> pl.DataFrame:
    """Copies of chosen rows as new rows of their own, carrying the fault."""
    numbers = pl.int_range(1, len(chosen) + 1, dtype=pl.Int64, eager=True)
    return (
        rows.filter(is_chosen(chosen))
        .sort("row")
        .with_columns(
            fault=pl.lit(fault),
            row=-numbers,  # no number of an original
            source_row_id=prefix + numbers.cast(pl.String).str.zfill(7),
        )
    )


def as_orphans(rows: pl.DataFrame) -> pl.DataFrame:
    """Rows under identifiers of people nobody has registered."""
    numbers = 9_000_000 + pl.int_range(rows.height, dtype=pl.Int64, eager=True)
    return rows.with_columns(patient_id="SYN" + numbers.cast(pl.String))
