"""Sentences of the judgement are told in the reader's language, with their numbers."""

import pytest

from dashboard.language import speaking
from dashboard.verdict_words import in_words, messages_of
from expectations import EXPECTATIONS
from expectations.expected import Between
from tests.support.french_catalogue import translations
from warehouse.schema import COLUMNS

NO_BREAK = "\N{NO-BREAK SPACE}"


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
        ("laboratory: 12 rows, usually 40", "laboratory: 12 rows, usually 40"),
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
