"""Laboratory results: analyte, value, times, and what keeps a result out of every count."""

import polars as pl

from transforms.sources.columns import (
    SourcedText,
    date_reading,
    missing_where_empty,
    read_dates,
)
from transforms.sources.lab_value import VALUE_COLUMNS, read_analyte, read_value
from transforms.sources.reading import Reading
from transforms.sources.source import Source
from warehouse.schema import ANALYTES, CANONICAL, COLUMNS

TIME_COLUMNS = ("sampled_at", "resulted_at")
RESULT_COLUMNS = ("analyte_code", *VALUE_COLUMNS, *TIME_COLUMNS)


def read_result(source: Source, sourced: dict[str, SourcedText], height: int) -> Reading:
    """The columns of lab_result that are more than a typed text: RESULT_COLUMNS and what they give.

    Faults in order: the analyte, the value and its unit, the reference limits, the times.
    """
    texts = _texts_or_nothing(sourced, height)
    reading = read_analyte(texts["analyte_code"])
    reading += missing_where_empty("analyte_code", texts["analyte_code"])
    reading += read_value(
        reading.columns["analyte_code"],
        texts,
        source.format.decimal,
        source.columns["unit_received"],
    )
    reading += _read_times(source, texts)
    frame = pl.DataFrame(reading.columns)
    return reading + Reading({"excluded_reason": exclusions(frame)})


def _texts_or_nothing(sourced: dict[str, SourcedText], height: int) -> dict[str, pl.Series]:
    """The text of every column of lab_result; null where the mapping has no such column."""
    nothing = pl.repeat(None, height, dtype=pl.String, eager=True)
    return {
        name: sourced[name].texts if name in sourced else nothing
        for name in CANONICAL["lab_result"].columns
    }


def _read_times(source: Source, texts: dict[str, pl.Series]) -> Reading:
    """sampled_at, resulted_at, and whether the time of day of each is known (domain.md §3.6)."""
    reading = Reading()
    for name, flag in zip(TIME_COLUMNS, ("has_sample_time", "has_result_time"), strict=True):
        if name in source.columns:
            dates = read_dates(texts[name], source.columns[name], source.format)
            reading += date_reading(COLUMNS[name], dates, texts[name])
            reading += Reading({flag: dates["has_time"].alias(flag)})
        else:
            reading += Reading(
                {
                    name: texts[name].cast(pl.Datetime("us")),
                    flag: texts[name].cast(pl.Boolean),
                }
            )
    return reading + missing_where_empty("sampled_at", texts["sampled_at"])


def exclusions(results: pl.DataFrame) -> pl.Series:
    """The rule that keeps a result out of every count: L05, L03, L09, or null (domain.md §8).

    A slip is a value written in another unit than its label says: labelled with the canonical
    unit, or beyond the hard limits once converted, and ordinary in that other unit. It stays as
    written. A result issued at an unknown time of day is compared by its day.

    Columns in: analyte_code, value, has_canonical_unit, sampled_at, resulted_at,
    has_result_time. Out: excluded_reason.
    """
    is_beyond = _is_beyond_limits()
    is_slip = _is_in_slip_range() & (pl.col("has_canonical_unit") | is_beyond)
    return results.select(
        pl.when(is_slip)
        .then(pl.lit("L05"))
        .when(is_beyond)
        .then(pl.lit("L03"))
        .when(_is_issued_early())
        .then(pl.lit("L09"))
        .alias("excluded_reason")
    ).to_series()


def _is_in_slip_range() -> pl.Expr:
    return pl.any_horizontal(
        (pl.col("analyte_code") == analyte.code) & pl.col("value").is_between(slip.low, slip.high)
        for analyte in ANALYTES.values()
        for slip in analyte.slips
    )


def _is_beyond_limits() -> pl.Expr:
    low = {code: item.hard_low for code, item in ANALYTES.items()}
    high = {code: item.hard_high for code, item in ANALYTES.items()}
    return (pl.col("value") < _of_analyte(low)) | (pl.col("value") > _of_analyte(high))


def _of_analyte(limits: dict[str, float | None]) -> pl.Expr:
    return pl.col("analyte_code").replace_strict(
        list(limits), list(limits.values()), default=None, return_dtype=pl.Float64
    )


def _is_issued_early() -> pl.Expr:
    sampled, resulted = pl.col("sampled_at"), pl.col("resulted_at")
    return (
        pl.when("has_result_time")
        .then(resulted < sampled)
        .otherwise(resulted.dt.date() < sampled.dt.date())
    )
