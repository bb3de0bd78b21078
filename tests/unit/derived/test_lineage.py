"""The order of work, read from signatures."""

from datetime import date

import polars as pl
import pytest

from tests.support.histories import AS_OF, hospital, patient
from transforms.lineage import (
    BrokenLineage,
    Step,
    derivation_of,
    facts,
    in_order,
    order_of_work,
    step_of,
)
from warehouse.schema import CANONICAL, DERIVED, PUBLISHED, Table, Tier


def invented(name: str) -> Table:
    return Table(name, Tier.DERIVED, "invented", columns=("patient_id",), key=("patient_id",))


def step(name: str, *inputs: str) -> Step:
    return Step(invented(name), pl.concat, inputs, needs_as_of=False)


def test_every_derived_and_published_table_is_made_once() -> None:
    names = [made.table.name for made in order_of_work()]
    assert sorted(names) == sorted([*DERIVED, *PUBLISHED])


def test_nothing_is_made_before_what_it_is_made_from() -> None:
    known = {*CANONICAL, *facts()}
    for made in order_of_work():
        assert set(made.inputs) <= known, made.table.name
        known.add(made.table.name)


def test_parameters_are_the_lineage() -> None:
    steps = {made.table.name: made for made in order_of_work()}
    assert steps["corrected_calcium"].inputs == ("lab_result",)
    assert steps["first_event"].inputs == ("cohort", "skeletal_event")
    assert steps["cohort"].needs_as_of
    assert "as_of" not in steps["cohort"].inputs


def test_a_step_makes_its_table_from_frames_by_name() -> None:
    frames = hospital(patient("a"))
    for made in order_of_work():
        frames[made.table.name] = made.run(frames, AS_OF)
        assert frames[made.table.name].columns == list(made.table.columns)


def test_tables_made_from_each_other_are_refused() -> None:
    with pytest.raises(BrokenLineage, match="first, second: made from each other"):
        in_order([step("first", "second"), step("second", "first"), step("third")])


def test_a_table_made_from_itself_is_refused() -> None:
    with pytest.raises(BrokenLineage, match="alone: made from each other or from themselves"):
        in_order([step("alone", "alone")])


def test_steps_otherwise_keep_the_order_they_are_declared_in() -> None:
    steps = [step("late", "early"), step("early"), step("other")]
    assert [made.table.name for made in in_order(steps)] == ["early", "other", "late"]


def test_a_parameter_that_is_no_table_is_refused_by_name() -> None:
    def invented_table(
        lab_result: pl.DataFrame, lab_results: pl.DataFrame, as_of: date
    ) -> pl.DataFrame:
        return lab_result.join(lab_results, on="patient_id").with_columns(as_of=as_of)

    with pytest.raises(BrokenLineage, match=r"\.invented_table: lab_results is no canonical"):
        step_of(invented("invented_table"), invented_table)


def test_a_declared_table_without_its_file_is_refused() -> None:
    with pytest.raises(BrokenLineage, match=r"there is no module transforms\.derived\.nowhere"):
        derivation_of(invented("nowhere"))


def test_a_file_without_the_function_of_its_name_is_refused() -> None:
    with pytest.raises(BrokenLineage, match="holds no function evidence"):
        derivation_of(invented("evidence"))
