"""Every numbered statement of the founding text is answered by a table, or says why not."""

import pytest

from transforms.lineage import order_of_work
from warehouse.dictionary import dictionary
from warehouse.schema import PUBLISHED, TABLES, Statement
from warehouse.schema.benchmarks import BENCHMARKS
from warehouse.schema.statements import STATEMENTS

# The night and the care of patients are not statements of the founding text.
OF_NO_STATEMENT = {
    "benchmark",
    "benchmark_beside",
    "care_indicator",
    "care_indicator_quarter",
    "cohort_attrition",
    "followup_completeness",
}


def test_no_number_is_forgotten_or_invented() -> None:
    assert list(STATEMENTS) == [f"1.{number}" for number in range(1, 30)]


@pytest.mark.parametrize("statement", STATEMENTS.values(), ids=lambda statement: statement.number)
def test_a_statement_has_tables_or_a_reason_and_never_both(statement: Statement) -> None:
    assert bool(statement.tables) != bool(statement.not_computed_because)
    assert statement.says.endswith(".")
    assert (statement.not_computed_because or ".").endswith(".")


def test_every_table_named_is_declared_and_computed() -> None:
    named = {name for statement in STATEMENTS.values() for name in statement.tables}
    assert named <= set(TABLES)
    assert named <= {step.table.full_name for step in order_of_work()}


def test_every_published_table_answers_a_statement_or_is_of_none() -> None:
    named = {name for statement in STATEMENTS.values() for name in statement.tables}
    answering = {name for name in PUBLISHED if f"published.{name}" in named}
    assert answering.isdisjoint(OF_NO_STATEMENT)
    assert answering | OF_NO_STATEMENT == set(PUBLISHED)


ANSWERED = [name for name, value in BENCHMARKS.items() if STATEMENTS[value.statement].tables]


@pytest.mark.parametrize("name", ANSWERED)
def test_a_published_value_stands_beside_a_table_of_its_statement(name: str) -> None:
    """Where the statement is answered; a median may stand beside ours although it is not."""
    value = BENCHMARKS[name]
    assert value.compares_with in {None, *STATEMENTS[value.statement].tables}


def test_the_dictionary_shows_what_answers_each_statement() -> None:
    text = dictionary()
    assert "| 1.16 | CTX is drawn fasting, before 09:00. | `published.marker_compliance` |" in text
    for statement in STATEMENTS.values():
        assert f"| {statement.number} | {statement.says} |" in text
