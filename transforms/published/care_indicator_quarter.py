"""Quality indicators of care, quarter by quarter."""

from datetime import date, timedelta

import polars as pl

from transforms.frames import conform
from transforms.statistics import proportion
from warehouse.schema import INDICATORS, PUBLISHED
from warehouse.schema.definitions import number

TABLE = PUBLISHED["care_indicator_quarter"]
LAG = timedelta(days=number("data_lag_days"))
QUARTER = "1q"
ONE = ("indicator_code", "quarter_on")


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
    counted = _every_quarter(cases).join(_counts(cases), on=ONE, how="left").sort(ONE)
    met = counted.select("numerator", "case_count").fill_null(0)
    shares = [proportion(*pair) for pair in met.iter_rows()]
    last_day = pl.col("quarter_on").dt.offset_by(QUARTER) - timedelta(days=1)
    told = pl.concat(
        [counted, pl.concat([proportion(0, 0).clear(), *shares])], how="horizontal"
    ).with_columns(
        pl.col("numerator", "case_count", "not_judged_count").fill_null(0),
        proportion="estimate",
        is_provisional=(last_day > as_of - LAG) | pl.col("has_pending").fill_null(False),
    )
    return conform(told.select(TABLE.columns), TABLE)


def _is_computable() -> pl.Expr:
    computable = [item.code for item in INDICATORS.values() if item.not_computable_reason is None]
    return pl.col("indicator_code").is_in(computable)


def _every_quarter(cases: pl.DataFrame) -> pl.DataFrame:
    """indicator_code, quarter_on: every quarter from the first case of an indicator to its last."""
    first, last = pl.col("quarter_on").min(), pl.col("quarter_on").max()
    spans = cases.group_by("indicator_code").agg(first=first, last=last)
    every = pl.date_ranges("first", "last", interval=QUARTER)
    return spans.select("indicator_code", quarter_on=every).explode("quarter_on")


def _counts(cases: pl.DataFrame) -> pl.DataFrame:
    is_judged = pl.col("is_in_numerator").is_not_null()
    return cases.group_by(ONE).agg(
        numerator=pl.col("is_in_numerator").sum().cast(pl.Int64),
        case_count=is_judged.sum().cast(pl.Int64),
        not_judged_count=(~is_judged).sum().cast(pl.Int64),
        has_pending=(pl.col("not_judged") == "pending").fill_null(False).any(),
    )
