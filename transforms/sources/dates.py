"""Dates and instants as written in an extract, on the wall clock of the hospital."""

import re
from datetime import datetime

import polars as pl

from transforms.sources.numerals import read_numbers
from transforms.sources.source import Offset, OffsetUnit
from transforms.sources.unique import read_unique
from warehouse.schema.definitions import HOSPITAL_TIME_ZONE

EARLIEST_YEAR = 1850  # nobody treated today was born before
LATEST_YEAR = 2200  # later years are "no end" written as a date
MICROSECONDS_A_MINUTE = 60_000_000
MINUTES_A_DAY = 1440
LONGEST_OFFSET_MINUTES = 400 * 366 * MINUTES_A_DAY  # beyond it a number is no time since anything

DIRECTIVES = frozenset("YmdHMSfbBjIpzFTR%")  # of strftime: what a date format may use
_HAS_TIME = re.compile(r"%[HITR]")
_HAS_DAY = re.compile(r"%[djF]")
_HAS_MONTH = re.compile(r"%[mbB]")

_OFFSET = r"Z|[+-](?:0\d|1[0-4])(?::?[0-5]\d)?"  # no place on earth is further from UTC
_OFFSET_AT_END = rf"\s*({_OFFSET})$"
_ISO = (
    r"^(?<year>\d{4})-?(?<month>\d{2})-?(?<day>\d{2})"
    r"(?<clock>[T ](?<hour>\d{2}):?(?<minute>\d{2})(?::?(?<second>\d{2})(?<fraction>[.,]\d+)?)?"
    rf"\s?(?<offset>{_OFFSET})?)?$"
)

_EMPTY_READING = {
    "written": pl.Datetime("us"),
    "utc_offset": pl.Duration("us"),
    "has_time": pl.Boolean(),
    "precision": pl.String(),
}


def read_instants(texts: pl.Series, formats: tuple[str, ...], time_zone: str) -> pl.DataFrame:
    """Texts read as instants by the first format that fits, ISO 8601 last.

    An instant with its own offset (or Z) is converted; one without is taken in `time_zone`. A
    text without a time of day, or at midnight, keeps its date whatever the zone. A month is
    written as its 15th and a year as its 1 July (domain.md §8). Nothing fits, no such calendar
    day, or a year outside 1850-2200: null.

    Columns in: texts. Columns out: wall_at (Europe/Paris), on (date), epoch_s (seconds since 1970,
    UTC), has_time (a time of day was written and is not 00:00:00), precision (day, month, year).
    """
    return read_unique(texts, lambda distinct: _instants(distinct, formats, time_zone))


def _instants(texts: pl.Series, formats: tuple[str, ...], time_zone: str) -> pl.DataFrame:
    reading = pl.DataFrame(schema=_EMPTY_READING).clear(len(texts))
    for declared in (*formats, None):
        if reading["written"].null_count():
            attempt = _iso(texts) if declared is None else _declared(texts, declared)
            reading = _first_that_fits(reading, attempt)
    return _on_the_wall(_possible(reading), time_zone)


def _first_that_fits(reading: pl.DataFrame, attempt: pl.DataFrame) -> pl.DataFrame:
    taken = reading["written"].is_not_null()
    return pl.select(
        pl.when(taken).then(reading[name]).otherwise(attempt[name]).alias(name)
        for name in reading.columns
    )


def _declared(texts: pl.Series, format: str) -> pl.DataFrame:
    """Texts in one declared format."""
    offset, body, pattern = _without_offset(texts, format)
    prefix, pattern, precision = _completed(pattern)
    written = (prefix + body).str.to_datetime(
        pattern.replace(".%f", "%.f"), time_unit="us", strict=False
    )
    if "%z" in format:
        written = written.set(offset.is_null(), None)
    return pl.select(
        written=written,
        utc_offset=_duration(offset),
        has_time=written.is_not_null() & bool(_HAS_TIME.search(format)),
        precision=pl.when(written.is_not_null()).then(pl.lit(precision)),
    )


def _without_offset(texts: pl.Series, format: str) -> tuple[pl.Series, pl.Series, str]:
    """The offset at the end of each text, the text before it, the format before it."""
    if "%z" not in format:
        return pl.repeat(None, len(texts), dtype=pl.String, eager=True), texts, format
    return (
        texts.str.extract(_OFFSET_AT_END),
        texts.str.replace(_OFFSET_AT_END, ""),
        format.replace("%z", "").strip(),
    )


def _completed(format: str) -> tuple[str, str, str]:
    """What to write before a partial date and its format to make a day, and its precision."""
    if _HAS_DAY.search(format):
        return "", format, "day"
    if _HAS_MONTH.search(format):
        return "15 ", f"%d {format}", "month"
    return "1 7 ", f"%d %m {format}", "year"


def _iso(texts: pl.Series) -> pl.DataFrame:
    """Texts in ISO 8601, with or without a time, seconds, a fraction, an offset."""
    parts = texts.str.extract_groups(_ISO).struct.unnest()
    digits = pl.concat_str(
        "year",
        pl.lit("-"),
        "month",
        pl.lit("-"),
        "day",
        pl.lit(" "),
        pl.col("hour").fill_null("00"),
        pl.lit(":"),
        pl.col("minute").fill_null("00"),
        pl.lit(":"),
        pl.col("second").fill_null("00"),
        pl.col("fraction").fill_null("").str.replace(",", ".", literal=True),
    )
    written = parts.select(
        digits.str.to_datetime("%Y-%m-%d %H:%M:%S%.f", time_unit="us", strict=False)
    ).to_series()
    return pl.select(
        written=written,
        utc_offset=_duration(parts["offset"]),
        has_time=parts["clock"].is_not_null() & written.is_not_null(),
        precision=pl.when(written.is_not_null()).then(pl.lit("day")),
    )


def _duration(offsets: pl.Series) -> pl.Series:
    """ "Z", "+02", "+0200" or "-05:30" as a duration; null without an offset."""
    parts = offsets.str.extract_groups(r"^(?<sign>[+-])(?<hours>\d{2}):?(?<minutes>\d{2})?$")
    fields = parts.struct.unnest()
    hours = fields["hours"].cast(pl.Int64, strict=False)
    minutes = hours * 60 + fields["minutes"].cast(pl.Int64, strict=False).fill_null(0)
    return pl.select(
        pl.when(offsets == "Z")
        .then(0)
        .when(fields["sign"] == "-")
        .then(-minutes)
        .otherwise(minutes)
        .mul(MICROSECONDS_A_MINUTE)
        .cast(pl.Duration("us"))
    ).to_series()


def _possible(reading: pl.DataFrame) -> pl.DataFrame:
    """Only dates somebody alive today could have; the others become null."""
    within = reading["written"].dt.year().is_between(EARLIEST_YEAR, LATEST_YEAR)
    return reading.select(pl.when(within).then(pl.all()))


def _on_the_wall(reading: pl.DataFrame, time_zone: str) -> pl.DataFrame:
    written, offset = reading["written"], reading["utc_offset"]
    instant = pl.select(
        pl.when(offset.is_not_null())
        .then((written - offset).dt.replace_time_zone("UTC"))
        .otherwise(_localised(written, time_zone).dt.convert_time_zone("UTC"))
    ).to_series()
    keeps_clock = ~reading["has_time"] | (offset.is_null() & (time_zone == HOSPITAL_TIME_ZONE))
    local = instant.dt.convert_time_zone(HOSPITAL_TIME_ZONE).dt.replace_time_zone(None)
    wall = pl.select(pl.when(keeps_clock).then(written).otherwise(local)).to_series()
    is_midnight = written.dt.time() == pl.time(0, 0, 0)
    return pl.select(
        wall_at=wall,
        on=pl.when(is_midnight).then(written).otherwise(wall).dt.date(),
        epoch_s=instant.dt.epoch("s"),
        has_time=reading["has_time"] & ~is_midnight & (wall.dt.time() != pl.time(0, 0, 0)),
        precision=reading["precision"],
    )


def _localised(written: pl.Series, time_zone: str) -> pl.Series:
    """The instant a wall clock shows; the hour skipped in spring is read as the next one."""

    def at(shown: pl.Series) -> pl.Series:
        return shown.dt.replace_time_zone(time_zone, ambiguous="earliest", non_existent="null")

    return pl.select(pl.coalesce(at(written), at(written.dt.offset_by("1h")))).to_series()


def is_time_zone(name: str) -> bool:
    """Whether the name is one of the IANA time zone database."""
    try:
        pl.Series([datetime(2000, 1, 1)]).dt.replace_time_zone(name)
    except pl.exceptions.ComputeError:
        return False
    return True


def read_offsets(texts: pl.Series, offset: Offset, decimal: str) -> pl.DataFrame:
    """Numbers read as a date before or after the reference of the mapping.

    Minutes and days are added to it. An age in completed years is the middle of the twelve months
    the birth can lie in, with the precision of a year.

    Columns in: texts. Columns out: those of read_instants, without epoch_s.
    """
    numbers = read_numbers(texts, decimal)
    if offset.unit is OffsetUnit.YEARS_BEFORE:
        return _born_before(numbers, offset.reference)
    has_clock = offset.unit is OffsetUnit.MINUTES_AFTER
    minutes = numbers * (1 if has_clock else MINUTES_A_DAY)
    elapsed = pl.select(
        pl.when(minutes.abs() <= LONGEST_OFFSET_MINUTES)
        .then((minutes * MICROSECONDS_A_MINUTE).round())
        .cast(pl.Int64)
        .cast(pl.Duration("us"))
    ).to_series()
    wall = pl.select(pl.lit(offset.reference) + elapsed).to_series()
    return pl.select(
        wall_at=wall,
        on=wall.dt.date(),
        has_time=(wall.dt.time() != pl.time(0, 0, 0)) & has_clock,
        precision=pl.when(wall.is_not_null()).then(pl.lit("day")),
    )


def _born_before(ages: pl.Series, reference: datetime) -> pl.DataFrame:
    possible = ages.is_between(0, reference.year - EARLIEST_YEAR - 1)
    months = -(ages.floor() * 12 + 6)
    shift = pl.when(possible).then(months).cast(pl.Int64).cast(pl.String) + "mo"
    born = pl.select(
        pl.repeat(reference, len(ages), dtype=pl.Datetime("us")).dt.offset_by(shift)
    ).to_series()
    return pl.select(
        wall_at=born,
        on=born.dt.date(),
        has_time=pl.when(born.is_not_null()).then(pl.lit(False)),
        precision=pl.when(born.is_not_null()).then(pl.lit("year")),
    )
