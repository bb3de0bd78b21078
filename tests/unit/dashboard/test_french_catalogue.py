"""The French catalogue is whole, current, and says the same as the English."""

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from dashboard.language import catalogue_file
from tests.support.french_catalogue import collector, french, translations

PLACE = re.compile(r"\{[^{}]*\}")
MARKS = ("**", "`", "\n")


def test_the_catalogue_holds_what_is_said_and_nothing_else() -> None:
    """Fails after a change of a text: `make messages`, then translate what is empty."""
    assert collector().differences(french(), collector().collected()) == []


def test_every_message_is_translated() -> None:
    """Lists the English of what has no French yet, in dashboard/locale/fr."""
    assert [english for english, french_text in translations() if not french_text.strip()] == []


def test_no_translation_is_a_guess() -> None:
    assert [message.id for message in french() if message.fuzzy and message.id] == []


def test_places_of_values_are_the_same() -> None:
    differing = [
        english
        for english, french_text in translations()
        if french_text and sorted(PLACE.findall(english)) != sorted(PLACE.findall(french_text))
    ]
    assert differing == []


@pytest.mark.parametrize("mark", MARKS)
def test_marks_of_markdown_are_the_same(mark: str) -> None:
    differing = [
        english
        for english, french_text in translations()
        if french_text and english.count(mark) != french_text.count(mark)
    ]
    assert differing == []


def test_french_keeps_its_marks_with_their_word() -> None:
    """A colon, semicolon or question mark never begins a line: the space before it is no-break."""
    loose = re.compile(r"\w [:;?!»%](\s|$)")
    assert [french_text for _, french_text in translations() if loose.search(french_text)] == []


def test_a_message_is_written_once_whoever_collects_it(tmp_path: Path) -> None:
    """Collecting again changes no byte: branches that add messages can be merged."""
    again = tmp_path / "osteon.po"
    messages = collector().collected()
    collector().write(collector().brought_up_to_date(french(), messages), again)
    assert again.read_bytes() == catalogue_file("fr").read_bytes()


def test_collecting_keeps_what_is_translated_adds_what_is_new_and_drops_what_is_gone() -> None:
    known = Catalog(locale="fr")
    known.add("kept", "gardé")
    known.add("gone", "parti")
    after = collector().brought_up_to_date(known, {"kept": ["a"], "new": ["b"]})
    assert {message.id: message.string for message in after if message.id} == {
        "kept": "gardé",
        "new": "",
    }
    assert collector().differences(known, {"kept": ["a"], "new": ["b"]}) == ["+ new", "- gone"]


def test_a_text_that_becomes_counted_is_translated_again() -> None:
    known = Catalog(locale="fr")
    known.add("{count} day", "{count} jour")
    after = collector().brought_up_to_date(known, {("{count} day", "{count} days"): ["a"]})
    assert after.get("{count} day").string == ("", "")
