"""Quality indicators of care: numerator, denominator and target of each."""

from datetime import date, timedelta

import polars as pl

from transforms.frames import conform
from transforms.published.estimates.share_met import share_met
from warehouse.schema import INDICATORS, PUBLISHED, VOCABULARIES, Indicator
from warehouse.schema.definitions import number

TABLE = PUBLISHED["care_indicator"]
YEAR = timedelta(days=number("indicator_period_days"))


def care_indicator(care_indicator_patient: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """Every indicator, computable or not, over all cases and over the last year.

    In: derived.care_indicator_patient, and the night. Out: published.care_indicator (domain.md §6),
    shares with Wilson's 95 % limits; the median wait is of the judged cases whose act was done, in
    days, and only where a wait has a meaning. A case belongs to the day it opened.
    """
    rows = [
        _row(indicator, period, _of(care_indicator_patient, indicator, period, as_of))
        for indicator in INDICATORS.values()
        for period in VOCABULARIES["indicator_period"].codes
    ]
    return conform(pl.concat(rows), TABLE)


def _of(cases: pl.DataFrame, indicator: Indicator, period: str, as_of: date) -> pl.DataFrame:
    own = cases.filter(pl.col("indicator_code") == indicator.code)
    return own if period == "all" else own.filter(pl.col("case_on") > as_of - YEAR)


def _row(indicator: Indicator, period: str, cases: pl.DataFrame) -> pl.DataFrame:
    is_computable = indicator.not_computable_reason is None
    counts = _counts(cases) if is_computable else _no_counts()
    declared = {
        "indicator_code": indicator.code,
        "indicator_period": period,
        "indicator_meaning": indicator.meaning,
        "numerator_meaning": indicator.numerator,
        "denominator_meaning": indicator.denominator,
        "target": indicator.target,
        "is_lower_better": indicator.is_lower_better,
        "is_computable": is_computable,
        "not_computable_reason": indicator.not_computable_reason,
        "indicator_source": indicator.source,
    }
    median = pl.col("median_wait_days") if indicator.is_wait_measured else pl.lit(None)
    row = counts.with_columns(
        median.cast(pl.Float64).alias("median_wait_days"),
        *(pl.lit(value).alias(name) for name, value in declared.items()),
    )
    texts = {"target": pl.Float64, "not_computable_reason": pl.String}
    typed = row.with_columns(pl.col(name).cast(kind) for name, kind in texts.items())
    return typed.select(TABLE.columns)


def _counts(cases: pl.DataFrame) -> pl.DataFrame:
    waits = cases.filter(pl.col("is_in_numerator").is_not_null())["waited_days"]
    return share_met(cases).with_columns(
        median_wait_days=pl.lit(waits.median(), dtype=pl.Float64),
    )


def _no_counts() -> pl.DataFrame:
    counts = ("numerator", "case_count", "not_judged_count")
    shares = ("proportion", "lower", "upper", "median_wait_days")
    schema = dict.fromkeys(counts, pl.Int64) | dict.fromkeys(shares, pl.Float64)
    return pl.DataFrame({name: [None] for name in schema}, schema=schema)
