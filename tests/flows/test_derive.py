"""Tables computed from each other in one file: a small one is read once, and never out of date."""

from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest

from flows.derive import MOST_ROWS_HELD, Computation
from tests.support.histories import AS_OF, hospital, patient
from warehouse.build import WarehouseFile, open_for_writing
from warehouse.schema import CANONICAL

WITH_CALCIUM = hospital(patient("a").lab("CA_TOTAL", 3.4, 0).lab("ALB", 40, 0))
LAB = CANONICAL["lab_result"]


@pytest.fixture
def warehouse(tmp_path: Path) -> Iterator[WarehouseFile]:
    with open_for_writing(tmp_path / "building.duckdb") as file:
        file.create_missing_tables()
        yield file


def delivered(warehouse: WarehouseFile, results: pl.DataFrame) -> None:
    warehouse.replace(LAB, results)


def test_a_table_computed_again_is_read_again(warehouse: WarehouseFile) -> None:
    delivered(warehouse, WITH_CALCIUM["lab_result"])
    computation = Computation(warehouse)
    assert computation.compute("hypercalcaemia_episode", AS_OF) == 0
    assert computation.compute("corrected_calcium", AS_OF) == 1
    assert computation.compute("hypercalcaemia_episode", AS_OF) == 1


def test_a_small_table_is_held_for_the_next(warehouse: WarehouseFile) -> None:
    delivered(warehouse, WITH_CALCIUM["lab_result"])
    computation = Computation(warehouse)
    computation.compute("corrected_calcium", AS_OF)
    delivered(warehouse, WITH_CALCIUM["lab_result"].clear())
    assert computation.compute("corrected_calcium", AS_OF) == 1
    assert Computation(warehouse).compute("corrected_calcium", AS_OF) == 0


def test_a_large_table_is_not_held(warehouse: WarehouseFile) -> None:
    [row] = WITH_CALCIUM["lab_result"].filter(pl.col("analyte_code") == "ALB").to_dicts()
    many = pl.DataFrame([row] * (MOST_ROWS_HELD + 1), schema=WITH_CALCIUM["lab_result"].schema)
    delivered(warehouse, many)
    computation = Computation(warehouse)
    assert computation.compute("corrected_calcium", AS_OF) == 0
    delivered(warehouse, WITH_CALCIUM["lab_result"])
    assert computation.compute("corrected_calcium", AS_OF) == 1
