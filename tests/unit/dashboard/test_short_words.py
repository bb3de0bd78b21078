"""Every code of the list has a word of the language, short enough for its column."""

from collections.abc import Callable

import pytest

from dashboard.language import LANGUAGES, speaking
from dashboard.short_words import short_group, short_histology, short_kind
from warehouse.schema import VOCABULARIES

GENES = {"EGFR", "ALK", "KRAS"}
LONGEST = 16


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("vocabulary", "short"),
    [
        ("histology", short_histology),
        ("molecular_group", short_group),
        ("event_kind", short_kind),
    ],
)
def test_every_code_has_a_short_word(
    language: str, vocabulary: str, short: Callable[[str], str]
) -> None:
    with speaking(language):
        for code in VOCABULARIES[vocabulary].codes:
            word = short(code)
            assert len(word) <= LONGEST, code
            assert word != code or code in GENES, code


def test_a_code_of_another_vocabulary_is_shown_as_it_is() -> None:
    assert short_histology("sarcoma_of_tomorrow") == "sarcoma_of_tomorrow"
