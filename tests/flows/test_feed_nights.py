"""What a calendar of the feeds says of each night: age, usual volume, completeness."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path

import polars as pl
import pytest

from flows.feed_nights import feed_nights
from transforms.frames import polars_schema
from warehouse.build import WarehouseFile, open_for_writing
from warehouse.schema import OPERATIONS

FIRST = date(2026, 3, 2)
TONIGHT = FIRST + timedelta(days=28)
SILENT = FIRST + timedelta(days=27)


@pytest.fixture
def warehouse(tmp_path: Path) -> Iterator[WarehouseFile]:
    with open_for_writing(tmp_path / "nights.duckdb") as file:
        file.create_missing_tables()
        yield file


def deliver(warehouse: WarehouseFile, night: date, rows: int, *, refused: bool = False) -> None:
    """One laboratory file of a night; a row of it has a patient, an analyte and an instant."""
    file = {
        "source_file": f"{night:%Y%m%d}",
        "file_name": f"LAB_{night:%Y%m%d}.csv",
        "sha256": "0" * 64,
        "feed": "laboratory",
        "received_at": datetime.combine(night, time(2)),
        "extract_at": datetime.combine(night, time(0)),
        "file_status": "refused" if refused else "merged",
        "refusal": "cut short" if refused else None,
        "table_name": "canonical.lab_result",
        "rows_in": rows,
        "rows_accepted": rows,
        "rows_rejected": 0,
        "rows_superseded": 0,
        "rows_duplicate": 0,
    }
    table = OPERATIONS["file"]
    told = {name: [file.get(name)] for name in table.columns}
    warehouse.append(table, pl.DataFrame(told, schema=polars_schema(table)))


def deliver_every_night(warehouse: WarehouseFile, tonight: int) -> None:
    night = FIRST
    while night < TONIGHT:
        if night != SILENT:
            deliver(warehouse, night, 200)
        night += timedelta(days=1)
    deliver(warehouse, TONIGHT, tonight)


def nights(warehouse: WarehouseFile) -> dict[date, dict[str, object]]:
    told = feed_nights(warehouse, ("laboratory",), TONIGHT)
    return {row["night_on"]: row for row in told.iter_rows(named=True)}


@pytest.mark.parametrize(
    ("rows", "is_unusual"),
    [(119, True), (120, False), (200, False), (280, False), (281, True)],
)
def test_a_volume_is_unusual_beyond_40_percent_of_its_weekday(
    rows: int, is_unusual: bool, warehouse: WarehouseFile
) -> None:
    deliver_every_night(warehouse, rows)
    tonight = nights(warehouse)[TONIGHT]
    assert (tonight["usual_row_count"], tonight["is_volume_unusual"]) == (200.0, is_unusual)


def test_without_three_earlier_nights_nothing_is_usual(warehouse: WarehouseFile) -> None:
    deliver_every_night(warehouse, 1)
    early = nights(warehouse)[FIRST + timedelta(days=15)]
    assert early["usual_row_count"] is None and early["is_volume_unusual"] is None


def test_a_silent_night_ages_the_last_extract_and_is_not_judged(warehouse: WarehouseFile) -> None:
    deliver_every_night(warehouse, 200)
    silent = nights(warehouse)[SILENT]
    assert (silent["is_missing"], silent["extract_age_days"]) == (True, 1)
    assert silent["is_volume_unusual"] is None and silent["required_value_count"] is None


def test_a_refused_file_is_no_extract(warehouse: WarehouseFile) -> None:
    deliver(warehouse, FIRST, 200)
    deliver(warehouse, FIRST + timedelta(days=1), 0, refused=True)
    second = nights(warehouse)[FIRST + timedelta(days=1)]
    assert (second["is_missing"], second["extract_age_days"]) == (True, 1)


def test_completeness_counts_the_values_a_row_must_have(warehouse: WarehouseFile) -> None:
    deliver(warehouse, TONIGHT, 100)
    for line, reason in ((1, "missing"), (2, "missing"), (3, "not_a_number")):
        warehouse.run(
            "INSERT INTO ops.rejected VALUES (?, 'laboratory', ?, ?, 'sampled_at')",
            [f"{TONIGHT:%Y%m%d}", line, reason],
        )
    tonight = nights(warehouse)[TONIGHT]
    assert (tonight["required_value_count"], tonight["missing_value_count"]) == (300, 2)
