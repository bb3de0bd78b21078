"""Published tables: what is read once, and which are left when nothing they are made of changed."""

from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest

from flows.publish_tables import MOST_ROWS_HELD, Computation, steps_to_publish
from tests.support.histories import AS_OF, derive, hospital, patient
from transforms.lineage import order_of_work
from warehouse.build import WarehouseFile, open_for_writing
from warehouse.schema import DERIVED, PUBLISHED

COHORT = derive("cohort", hospital(patient("a"), patient("b")))
CALCIUM = derive(
    "corrected_calcium", hospital(patient("a").lab("CA_TOTAL", 3.4, 0).lab("ALB", 40, 0))
)
STEPS = {step.table.name: step for step in order_of_work()}
FOLLOWED, CALCIUM_LEVELS = STEPS["followup_completeness"], STEPS["hypercalcaemia_frequency"]


@pytest.fixture
def warehouse(tmp_path: Path) -> Iterator[WarehouseFile]:
    with open_for_writing(tmp_path / "building.duckdb") as file:
        file.create_missing_tables()
        file.replace(DERIVED["cohort"], COHORT)
        file.replace(DERIVED["corrected_calcium"], CALCIUM)
        yield file


def people_followed(warehouse: WarehouseFile) -> int:
    overall = warehouse.table(FOLLOWED.table).filter(pl.col("stratum") == "all")
    return int(overall["denominator"].item())


def test_a_small_table_is_held_for_the_next(warehouse: WarehouseFile) -> None:
    computation = Computation(warehouse)
    computation.compute(FOLLOWED, AS_OF)
    warehouse.replace(DERIVED["cohort"], COHORT.head(1))
    computation.compute(FOLLOWED, AS_OF)
    held = people_followed(warehouse)
    Computation(warehouse).compute(FOLLOWED, AS_OF)
    assert (held, people_followed(warehouse)) == (2, 1)


def test_a_large_table_is_not_held(warehouse: WarehouseFile) -> None:
    many = pl.concat([CALCIUM] * (MOST_ROWS_HELD + 1))
    warehouse.replace(DERIVED["corrected_calcium"], many)
    computation = Computation(warehouse)
    computation.compute(CALCIUM_LEVELS, AS_OF)
    assert "corrected_calcium" not in computation.held
    assert "cohort" in computation.held


def test_tables_are_left_whose_inputs_say_the_same() -> None:
    nothing = steps_to_publish(frozenset())
    assert nothing and all(
        step.needs_as_of or any(name in PUBLISHED for name in step.inputs) for step in nothing
    )
    assert len(steps_to_publish(None)) == len(PUBLISHED)


def test_a_changed_table_reaches_those_made_of_what_is_made_of_it() -> None:
    names = [step.table.name for step in steps_to_publish(frozenset({"disease_profile"}))]
    assert "survival_by_group" in names and "sre_rate" not in names
    assert names[-1] == "benchmark_beside"
