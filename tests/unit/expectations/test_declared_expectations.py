"""What follows from the declarations, and what every expectation must be."""

import re

import pytest

from expectations import EXPECTATIONS, WRITTEN_BY_HAND
from expectations.declared import UNJUDGED, declared_expectations
from expectations.evaluation_error import first_error
from expectations.expected import Between, HasColumns, Matches, NoRows, OneOf, Unique
from warehouse.schema import COLUMNS, TABLES, VOCABULARIES

ALL = [expected for asked in EXPECTATIONS.values() for expected in asked]


def test_every_judged_table_has_its_columns_and_its_key_checked() -> None:
    for table in TABLES.values():
        questions = [expected.question for expected in declared_expectations(table)]
        if table.full_name in UNJUDGED:
            assert questions == []
        else:
            assert HasColumns(table.columns) in questions
            assert Unique(table.key) in questions


def test_every_required_column_is_asked_for() -> None:
    for table in TABLES.values():
        if table.full_name in UNJUDGED:
            continue
        asked = {
            column
            for expected in declared_expectations(table)
            if "missing" in expected.question.phrase or "comes from" in expected.question.phrase
            for column in expected.question.columns
        }
        assert asked == set(table.required), table.full_name


def test_a_table_has_one_name_whatever_its_tier() -> None:
    """Expectations are looked up, and tables read, by name alone."""
    assert len({table.name for table in TABLES.values()}) == len(TABLES)


def test_closed_lists_and_ranges_are_those_of_the_columns() -> None:
    cohort = [item.question for item in EXPECTATIONS["cohort"]]
    assert OneOf("sex", VOCABULARIES["sex"].codes, "is in the list sex") in cohort
    age = COLUMNS["age_at_index_years"]
    assert Between("age_at_index_years", age.minimum, age.maximum) in cohort


def test_a_range_refuses_publication_only_where_the_code_alone_can_break_it() -> None:
    severities = {
        (expected.table.split(".")[0], expected.severity.value)
        for expected in ALL
        if isinstance(expected.question, Between)
    }
    assert severities == {
        ("canonical", "critical"),
        ("derived", "warning"),
        ("published", "critical"),
        ("ops", "critical"),
    }


def test_ids_are_unique_within_a_table() -> None:
    keys = [(item.table, item.column_name, item.question.phrase) for item in ALL]
    assert len(set(keys)) == len(keys)


def test_every_expectation_belongs_to_a_judged_table() -> None:
    assert {item.table for item in WRITTEN_BY_HAND} <= set(TABLES) - UNJUDGED
    assert all(item in EXPECTATIONS[item.table.split(".")[1]] for item in WRITTEN_BY_HAND)


def test_columns_named_exist_in_their_table() -> None:
    for expected in ALL:
        assert set(expected.question.columns) <= set(TABLES[expected.table].columns), expected


def test_patterns_are_anchored() -> None:
    patterns = {item.question.pattern for item in ALL if isinstance(item.question, Matches)}
    assert patterns
    assert all(re.fullmatch(r"\^.*\$", pattern) for pattern in patterns)


def test_every_reason_is_a_sentence_and_every_query_starts_at_from() -> None:
    for expected in ALL:
        assert expected.reason.endswith("."), expected
        if isinstance(expected.question, NoRows):
            assert expected.question.rows.startswith("FROM "), expected


@pytest.mark.parametrize(
    ("low", "high", "phrase"),
    [(0, 1, "lies between 0 and 1"), (0, None, "is 0 or more"), (None, 3.5, "is 3.5 or less")],
)
def test_a_range_says_its_limits(low: float | None, high: float | None, phrase: str) -> None:
    assert Between("value", low, high).phrase == phrase


def test_an_error_is_named_by_its_class_and_never_by_its_words() -> None:
    formatted = (
        "Traceback (most recent call last):\n"
        '  File "x.py", line 1, in f\n'
        "KeyError: 'DUPONT'\n"
        "Dupont: is no class\n"
        "\nThe above exception was the direct cause of the following exception:\n\n"
        "ValueError: DUPONT\n"
    )
    assert first_error(formatted) == "KeyError"
    assert first_error("DUPONT: 2.45") == "an error"
