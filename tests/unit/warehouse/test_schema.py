"""The declarations agree with each other, and the dictionary with them."""

import pytest

from warehouse.dictionary import DICTIONARY_FILE, dictionary
from warehouse.schema import (
    ANALYTES,
    COLUMNS,
    DEFINITIONS,
    RULES,
    TABLES,
    VOCABULARIES,
    Table,
    definition_version,
)


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.full_name)
def test_a_table_names_declared_columns_only(table: Table) -> None:
    assert set(table.columns) <= set(COLUMNS)
    assert len(set(table.columns)) == len(table.columns)
    assert set(table.key) | set(table.required) | set(table.order) <= set(table.columns)
    assert table.meaning.endswith(".")


def test_every_column_belongs_to_a_table() -> None:
    used = {name for table in TABLES.values() for name in table.columns}
    assert set(COLUMNS) == used


def test_every_closed_list_is_declared() -> None:
    named = {column.vocabulary for column in COLUMNS.values() if column.vocabulary}
    assert named <= set(VOCABULARIES)


@pytest.mark.parametrize("code", ANALYTES)
def test_an_analyte_is_coherent(code: str) -> None:
    analyte = ANALYTES[code]
    assert analyte.unit not in {step.unit for step in analyte.conversions}
    if analyte.hard_low is not None and analyte.hard_high is not None:
        assert analyte.hard_low < analyte.hard_high
    for slip in analyte.slips:
        factor = next(step.factor for step in analyte.conversions if step.unit == slip.unit)
        assert analyte.hard_low is not None and analyte.hard_high is not None
        # Nothing ordinary in the canonical unit may be taken for a slip.
        assert slip.low > analyte.hard_high or slip.high < analyte.hard_low
        assert analyte.hard_low <= slip.low * factor <= slip.high * factor <= analyte.hard_high


def test_no_loinc_code_has_two_analytes() -> None:
    codes = [code for analyte in ANALYTES.values() for code in analyte.loinc]
    assert len(codes) == len(set(codes))


def test_rules_and_definitions_are_sentences_with_a_source() -> None:
    assert all(rule.meaning.endswith(".") for rule in RULES.values())
    assert all(
        item.source and item.meaning.endswith((".", "payne.")) for item in DEFINITIONS.values()
    )


def test_the_definition_version_is_short_and_stable() -> None:
    assert definition_version() == definition_version()
    assert len(definition_version()) == 8


def test_the_dictionary_is_up_to_date() -> None:
    assert DICTIONARY_FILE.read_text("utf-8") == dictionary(), "run `make dictionary`"
