"""Dates and instants, on the wall clock of the hospital (Europe/Paris)."""

from datetime import date, datetime

import polars as pl
import pytest

from transforms.sources.dates import read_instants, read_offsets
from transforms.sources.source import Offset, OffsetUnit

FRENCH = ("%d/%m/%Y %H:%M", "%d/%m/%Y")


def wall_clock(
    written: str, formats: tuple[str, ...] = FRENCH, zone: str = "Europe/Paris"
) -> datetime | None:
    read = read_instants(pl.Series([written]), formats, zone)["wall_at"].item()
    assert read is None or isinstance(read, datetime)
    return read


def as_row(
    written: str, formats: tuple[str, ...] = FRENCH, zone: str = "Europe/Paris"
) -> dict[str, object]:
    return read_instants(pl.Series([written]), formats, zone).row(0, named=True)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("31/12/2023 08:15", datetime(2023, 12, 31, 8, 15)),
        ("1/2/2024 8:05", datetime(2024, 2, 1, 8, 5)),
        ("31/12/2023", datetime(2023, 12, 31)),
        ("2023-12-31", datetime(2023, 12, 31)),
        ("20231231", datetime(2023, 12, 31)),
        ("2023-12-31T08:15", datetime(2023, 12, 31, 8, 15)),
        ("2023-12-31 08:15:30", datetime(2023, 12, 31, 8, 15, 30)),
        ("20231231T081530", datetime(2023, 12, 31, 8, 15, 30)),
        ("2023-12-31T08:15:30,250", datetime(2023, 12, 31, 8, 15, 30, 250_000)),
    ],
)
def test_declared_formats_and_iso_are_understood(written: str, read: datetime) -> None:
    assert wall_clock(written) == read


@pytest.mark.parametrize(
    "written",
    ["30/02/2024", "29/02/2023", "31/04/2024 08:00", "2024-02-30", "01/13/2024", "01/02/2024 25:00",
     "2024-01-01T24:30:00", "01/02/24", "demain", "0", "45292", "2024", "01/2024",
     "31/12/1849", "01/01/2201", "31/12/9999", "2024-01-01T08:00+25:00"],
)
def test_impossible_dates_are_not_dates(written: str) -> None:
    assert wall_clock(written) is None


def test_the_first_declared_format_that_fits_wins() -> None:
    assert wall_clock("03/04/2024", ("%d/%m/%Y", "%m/%d/%Y")) == datetime(2024, 4, 3)
    assert wall_clock("03/04/2024", ("%m/%d/%Y", "%d/%m/%Y")) == datetime(2024, 3, 4)
    assert wall_clock("03/25/2024", ("%d/%m/%Y", "%m/%d/%Y")) == datetime(2024, 3, 25)


@pytest.mark.parametrize(
    ("instant", "in_paris"),
    [
        ("2024-01-15T08:00:00Z", datetime(2024, 1, 15, 9, 0)),  # winter: one hour
        ("2024-07-15T08:00:00Z", datetime(2024, 7, 15, 10, 0)),  # summer: two hours
        ("2024-03-31T00:59:00Z", datetime(2024, 3, 31, 1, 59)),  # spring: 02:00 does not exist
        ("2024-03-31T01:00:00Z", datetime(2024, 3, 31, 3, 0)),
        ("2024-10-27T00:30:00Z", datetime(2024, 10, 27, 2, 30)),  # autumn: 02:30 comes twice
        ("2024-10-27T01:30:00Z", datetime(2024, 10, 27, 2, 30)),
        ("2024-06-30T23:30:00Z", datetime(2024, 7, 1, 1, 30)),  # the day changes
        ("2024-07-15T08:00:00+02:00", datetime(2024, 7, 15, 8, 0)),
        ("2024-07-15T08:00:00-0530", datetime(2024, 7, 15, 15, 30)),
    ],
)
def test_an_instant_with_its_offset_is_shown_on_the_clock_of_paris(
    instant: str, in_paris: datetime
) -> None:
    assert wall_clock(instant) == in_paris


def test_an_instant_without_offset_is_in_the_zone_the_mapping_declares() -> None:
    assert wall_clock("15/01/2024 08:00", zone="UTC") == datetime(2024, 1, 15, 9, 0)
    assert wall_clock("15/07/2024 08:00", zone="UTC") == datetime(2024, 7, 15, 10, 0)
    assert wall_clock("15/07/2024 08:00", zone="Indian/Reunion") == datetime(2024, 7, 15, 6, 0)
    assert wall_clock("15/07/2024 08:00") == datetime(2024, 7, 15, 8, 0)


def test_an_offset_can_be_declared() -> None:
    declared = ("%d/%m/%Y %H:%M %z",)
    assert wall_clock("15/07/2024 08:00 +0000", declared) == datetime(2024, 7, 15, 10, 0)
    assert wall_clock("15/07/2024 08:00", declared) is None


def test_a_date_is_not_moved_by_the_zone() -> None:
    assert as_row("15/01/2024", zone="Indian/Reunion")["on"] == date(2024, 1, 15)
    assert as_row("15/01/2024 00:00", zone="Indian/Reunion")["on"] == date(2024, 1, 15)


@pytest.mark.parametrize(
    ("written", "zone", "is_known"),
    [
        ("15/01/2024 08:15", "Europe/Paris", True),
        ("15/01/2024 00:00", "Europe/Paris", False),  # midnight is how "unknown" is written
        ("15/01/2024", "Europe/Paris", False),
        ("15/01/2024 00:00", "UTC", False),
        ("2024-01-14T23:00:00Z", "UTC", False),  # midnight in Paris
        ("2024-01-14T23:01:00Z", "UTC", True),
    ],
)
def test_midnight_is_an_unknown_time_of_day(written: str, zone: str, is_known: bool) -> None:
    assert as_row(written, zone=zone)["has_time"] is is_known


def test_a_month_is_written_as_its_15th_and_a_year_as_its_1_july() -> None:
    formats = ("%d/%m/%Y", "%m/%Y", "%Y")
    read = [as_row(written, formats) for written in ("03/02/2021", "02/2021", "2021")]
    assert [row["on"] for row in read] == [date(2021, 2, 3), date(2021, 2, 15), date(2021, 7, 1)]
    assert [row["precision"] for row in read] == ["day", "month", "year"]


def test_seconds_since_1970_tell_the_two_autumn_hours_apart() -> None:
    first = as_row("2024-10-27T00:30:00Z")["epoch_s"]
    second = as_row("2024-10-27T01:30:00Z")["epoch_s"]
    assert (first, second) == (1729989000, 1729989000 + 3600)


def test_the_skipped_hour_of_spring_is_kept_on_the_wall_and_read_as_the_next() -> None:
    row = as_row("31/03/2024 02:30")
    assert row["wall_at"] == datetime(2024, 3, 31, 2, 30)
    assert row["epoch_s"] == as_row("31/03/2024 03:30")["epoch_s"]


def offset(unit: OffsetUnit, *written: str) -> pl.DataFrame:
    return read_offsets(pl.Series(written), Offset(unit, datetime(2015, 1, 1)), ".")


def test_minutes_and_days_are_counted_from_the_reference() -> None:
    minutes = offset(OffsetUnit.MINUTES_AFTER, "90", "-1", "0.5", "x", "1e30")["wall_at"]
    assert minutes.to_list() == [
        datetime(2015, 1, 1, 1, 30), datetime(2014, 12, 31, 23, 59),
        datetime(2015, 1, 1, 0, 0, 30), None, None,
    ]
    days = offset(OffsetUnit.DAYS_AFTER, "31", "-1")
    assert days["on"].to_list() == [date(2015, 2, 1), date(2014, 12, 31)]
    assert days["has_time"].to_list() == [False, False]


def test_an_age_gives_the_middle_of_the_year_of_birth_it_allows() -> None:
    # 87 on 1 January 2015: born between 2 January 1927 and 1 January 1928
    born = offset(OffsetUnit.YEARS_BEFORE, "87", "87.6", "0", "-1", "200")
    assert born["on"].to_list() == [
        date(1927, 7, 1), date(1927, 7, 1), date(2014, 7, 1), None, None
    ]
    assert born["precision"].to_list() == ["year", "year", "year", None, None]
