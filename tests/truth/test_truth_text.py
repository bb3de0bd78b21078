"""The grammar of the histories is strict, and a wrong expectation is seen and told."""

from dataclasses import replace
from pathlib import Path

import pytest

from flows.mappings import load_mappings
from tests.support.truth_comparison import differences
from tests.support.truth_extracts import check_sections
from tests.support.truth_hospital import TruthHospital, truth_home
from tests.support.truth_text import History, HistoryError, read_history

PREAMBLE = "A title\nWhat it shows.\nrules: trap-1\n\n"


def written(tmp_path: Path, sections: str, preamble: str = PREAMBLE) -> History:
    path = tmp_path / "999_a_history.txt"
    path.write_text(preamble + sections, "utf-8")
    return read_history(path)


@pytest.mark.parametrize(
    ("sections", "problem"),
    [
        ("[patients]\nSEXE | NE_LE\nF\n", "1 cells under 2 columns"),
        ("[patients]\nSEXE | SEXE\nF | F\n", "columns need names, each its own"),
        ("[patients]\nSEXE | NE_LE\n", "is empty; write `none`"),
        ("[patients\n", "a section is written"),
        ("[patients]\nnone\nF\n", "nothing may follow `none`"),
        ("[patients]\nSEXE\nF\n[patients]\nSEXE\nF\n", "is there twice"),
    ],
)
def test_what_the_grammar_does_not_have_is_an_error(
    tmp_path: Path, sections: str, problem: str
) -> None:
    with pytest.raises(HistoryError, match=problem):
        written(tmp_path, sections)


def test_a_history_says_what_it_shows_and_which_rules(tmp_path: Path) -> None:
    with pytest.raises(HistoryError, match="begins with a title"):
        written(tmp_path, "[patients]\nSEXE\nF\n", preamble="A title\nrules: trap-1\n\n")


@pytest.mark.parametrize(
    ("section", "problem"),
    [
        ("[laboratory]\nCODE\nCA\n", "no extract is called .laboratory."),
        ("[laboratoire]\nANALYSE\nCA\n", "has no column ANALYSE"),
    ],
)
def test_an_extract_and_its_columns_are_those_of_a_mapping(
    tmp_path: Path, section: str, problem: str
) -> None:
    sources = load_mappings(truth_home(tmp_path / "home"))
    with pytest.raises(HistoryError, match=problem):
        check_sections(written(tmp_path, section), sources)


def test_a_wrong_expectation_is_told_with_what_was_found(truth: TruthHospital) -> None:
    history = truth.histories[0]
    (calcium,) = (part for part in history.expected if part.name == "expected calcium")
    wrong = replace(calcium, rows=({**calcium.rows[0], "payne": "3.5500", "crisis": "no"},))
    told = differences(truth, replace(history, expected=(wrong,)))
    assert history.title in told
    assert "expected calcium" in told
    assert "3.5500" in told
    assert "3.45" in told


def test_a_row_too_many_and_a_row_too_few_are_told(truth: TruthHospital) -> None:
    history = truth.histories[0]
    (calcium,) = (part for part in history.expected if part.name == "expected calcium")
    twice = replace(calcium, rows=calcium.rows * 2)
    none = replace(calcium, columns=(), rows=())
    assert differences(truth, replace(history, expected=(twice,)))
    assert "expected: none" in differences(truth, replace(history, expected=(none,)))


@pytest.mark.parametrize(
    ("section", "problem"),
    [
        ("[expected kalzium]\nseed\n3.5\n", "nothing is called"),
        ("[expected calcium]\nsaat\n3.5\n", "has no column saat"),
    ],
)
def test_what_is_expected_is_a_table_of_the_warehouse(
    truth: TruthHospital, tmp_path: Path, section: str, problem: str
) -> None:
    with pytest.raises(HistoryError, match=problem):
        differences(truth, written(tmp_path, section))
