"""Sentences of the judgement are told in the reader's language, with their numbers."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard.language import speaking
from dashboard.verdict_words import (
    file_refusal_in_words,
    in_words,
    messages_of,
    observed_in_words,
)
from expectations import EXPECTATIONS
from expectations.expected import Between
from tests.support.french_catalogue import translations
from warehouse.schema import COLUMNS

NO_BREAK = "\N{NO-BREAK SPACE}"
ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize(
    ("english", "french"),
    [
        ("is never missing", "n’est jamais manquant"),
        ("lies between 0.5 and 4", "est compris entre 0,5 et 4"),
        ("is -90 or more", "vaut -90 ou plus"),
        ("is in the list event_kind", "est dans la liste event_kind"),
        (
            "calcium without albumin: at most 5 %",
            f"calcium sans albumine{NO_BREAK}: au plus 5{NO_BREAK}%",
        ),
        ("0.4 % (3 of 800)", f"0,4{NO_BREAK}% (3 sur 800)"),
        ("12 of 4000 rows", "12 lignes sur 4\N{NARROW NO-BREAK SPACE}000"),
        ("laboratory: 12 rows, usually 40", f"laboratory{NO_BREAK}: 12 lignes, d’habitude 40"),
        ("laboratory on 2026-03-04", "laboratory le 4 mars 2026"),
    ],
)
def test_a_sentence_is_told_with_its_numbers(english: str, french: str) -> None:
    with speaking("fr"):
        assert in_words(english) == french


def test_a_reason_tells_what_its_column_means() -> None:
    meaning = COLUMNS["patient_id"].meaning
    with speaking("fr"):
        told = in_words(f"A row without it cannot be used: {meaning}")
        assert (
            told == f"Une ligne sans elle ne peut pas être utilisée{NO_BREAK}: {in_words(meaning)}"
        )


def test_english_is_told_as_it_was_written() -> None:
    for expected in (item for items in EXPECTATIONS.values() for item in items):
        if not isinstance(expected.question, Between):
            assert in_words(expected.question.phrase) == expected.question.phrase
        assert in_words(expected.reason) == expected.reason


def test_every_expectation_is_known_to_the_catalogue() -> None:
    known = {english for english, _ in translations()}
    asked = [item for items in EXPECTATIONS.values() for item in items]
    needed = {
        message
        for item in asked
        for sentence in (item.question.phrase, item.reason)
        for message in messages_of(sentence)
    }
    assert len(asked) > 1000
    assert needed <= known


@pytest.mark.parametrize(
    ("english", "french"),
    [
        (
            "imaging_exam on 2026-03-04, laboratory on 2026-03-04",
            "imaging_exam le 4 mars 2026, laboratory le 4 mars 2026",
        ),
        (
            "laboratory: 20 rows, usually 200, patient: 1 rows, usually 3",
            f"laboratory{NO_BREAK}: 20 lignes, d’habitude 200, "
            f"patient{NO_BREAK}: 1 lignes, d’habitude 3",
        ),
        (
            "CRP: 300, usually 105; P1NP: 80 after 40",
            f"protéine C réactive{NO_BREAK}: 300, d’habitude 105; "
            f"propeptide N-terminal du procollagène I{NO_BREAK}: 80 après 40",
        ),
        ("oncology 10.0 % of 10", f"oncology 10{NO_BREAK}% de 10"),
        ("RT 12, FX 3", "radiothérapie osseuse 12, fracture pathologique 3"),
        (
            "high 40 for 100 patient-years, low 12 for 100 patient-years",
            f"NTX élevé{NO_BREAK}: 40 pour 100 années-patients, "
            f"NTX bas{NO_BREAK}: 12 pour 100 années-patients",
        ),
    ],
)
def test_what_was_observed_is_told_item_by_item(english: str, french: str) -> None:
    with speaking("fr"):
        assert observed_in_words(english) == french


def refusals_written() -> Iterator[str]:
    """Every sentence a delivered file can be refused with, a 7 wherever it tells a fact."""
    for path in (*(ROOT / "transforms" / "sources").glob("*.py"), *(ROOT / "flows").glob("*.py")):
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "UnreadableFile":
                yield "".join(_pieces(call.args[0]))


def _pieces(sentence: ast.expr) -> Iterator[str]:
    for piece in sentence.values if isinstance(sentence, ast.JoinedStr) else [sentence]:
        yield str(piece.value) if isinstance(piece, ast.Constant) else "7"


def test_every_refusal_of_a_file_is_told_in_french() -> None:
    written = list(refusals_written())
    assert len(written) > 15
    with speaking("fr"):
        assert [told for told in written if file_refusal_in_words(told) == told] == []


def test_a_refusal_keeps_its_facts() -> None:
    with speaking("fr"):
        told = file_refusal_in_words(
            "missing 2 of 9 expected columns (IPP, NUM) among the 8 found; "
            "correct the export or the mapping"
        )
    assert told.startswith("il manque 2 des 9 colonnes attendues (IPP, NUM) parmi les 8 trouvées")
