"""The dictionary: every declaration is in it, and words find it."""

import pytest

from dashboard.dictionary import KINDS, entries, found
from tests.support.dashboard_page import page, words
from warehouse.home import Home
from warehouse.schema import (
    ANALYTES,
    COLUMNS,
    DEFINITIONS,
    INDICATORS,
    RULES,
    TABLES,
    VOCABULARIES,
)


def test_every_declaration_has_one_entry() -> None:
    counted = dict.fromkeys(KINDS, 0)
    for entry in entries():
        counted[entry.kind] += 1
        assert entry.name and entry.said
    codes = sum(len(item.codes) for item in VOCABULARIES.values())
    declared = (TABLES, COLUMNS, DEFINITIONS, range(codes), RULES, ANALYTES, INDICATORS)
    assert list(counted.values()) == [len(item) for item in declared]


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("corrected_calcium_mmol_l", "corrected_calcium_mmol_l"),
        ("Corrected Calcium MMOL L", "corrected_calcium_mmol_l"),
        ("q5", "Q5"),
        ("X10", "X10"),
        ("derived.cohort", "derived.cohort"),
        ("data lag", "data_lag_days"),
    ],
)
def test_a_name_finds_its_entry_first(asked: str, first: str) -> None:
    assert found(entries(), asked)[0].name == first


def test_every_word_has_to_be_there_and_accents_do_not_matter() -> None:
    everything = entries()
    both = found(everything, "calcium albumin")
    assert both and all("calcium" in item.words and "albumin" in item.words for item in both)
    assert found(everything, "càlcium àlbumin") == both
    assert found(everything, "calcium nosuchword") == []
    assert len(found(everything, "")) == len(everything)


def test_a_column_says_its_unit_and_the_tables_that_hold_it() -> None:
    entry = next(item for item in entries() if item.name == "corrected_calcium_mmol_l")
    assert entry.unit == "mmol/L"
    assert "derived.corrected_calcium" in entry.held_by


def test_a_deep_link_searches_and_opens_a_single_entry(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = page(home, "dictionary", monkeypatch, q="data_lag_days")
    assert app.text_input(key="dictionary_asked").value == "data_lag_days"
    assert "Value: 30." in words(app)
    app.text_input(key="dictionary_asked").set_value("nosuchword").run()
    assert "Nothing declared holds these words" in words(app)
    assert app.query_params["q"] in ("nosuchword", ["nosuchword"])
