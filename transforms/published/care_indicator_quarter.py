"""Quality indicators of care, quarter by quarter."""

from datetime import date, timedelta

import polars as pl

from transforms.frames import conform, empty_frame
from transforms.published.estimates.share_met import share_met
from warehouse.schema import INDICATORS, PUBLISHED
from warehouse.schema.definitions import number

TABLE = PUBLISHED["care_indicator_quarter"]
LAG = timedelta(days=number("data_lag_days"))
QUARTER = "1q"


def care_indicator_quarter(care_indicator_patient: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """The share of each computable indicator by the calendar quarter in which its cases opened.

    In: derived.care_indicator_patient, and the night. Out: published.care_indicator_quarter, shares
    with Wilson's 95 % limits. Every quarter from the first case of an indicator to its last has a
    row: without a judged case it has no share. A quarter is provisional until the data lag after
    its last day is over and none of its cases is pending. The quarters of an indicator add up to
    what published.care_indicator counts of all its cases.
    """
    cases = care_indicator_patient.filter(_is_computable()).with_columns(
        quarter_on=pl.col("case_on").dt.truncate(QUARTER)
    )
    rows = [
        row for (code,), own in cases.group_by("indicator_code") for row in _quarters(code, own)
    ]
    last_day = pl.col("quarter_on").dt.offset_by(QUARTER) - timedelta(days=1)
    told = pl.concat([empty_frame(TABLE), *(conform(row, TABLE) for row in rows)])
    is_late = (last_day > as_of - LAG) | pl.col("is_provisional")
    return conform(told.with_columns(is_provisional=is_late), TABLE)


def _is_computable() -> pl.Expr:
    computable = [item.code for item in INDICATORS.values() if item.not_computable_reason is None]
    return pl.col("indicator_code").is_in(computable)


def _quarters(code: object, cases: pl.DataFrame) -> list[pl.DataFrame]:
    first, last = cases["quarter_on"].min(), cases["quarter_on"].max()
    assert isinstance(first, date) and isinstance(last, date), "a case without a day is no case"
    every = pl.date_range(first, last, interval=QUARTER, eager=True)
    return [_row(code, quarter, cases.filter(quarter_on=quarter)) for quarter in every]


def _row(code: object, quarter: date, cases: pl.DataFrame) -> pl.DataFrame:
    is_pending = (cases["not_judged"] == "pending").fill_null(False).any()
    return share_met(cases).with_columns(
        indicator_code=pl.lit(code, pl.String),
        quarter_on=pl.lit(quarter, pl.Date),
        is_provisional=pl.lit(is_pending, pl.Boolean),
    )
