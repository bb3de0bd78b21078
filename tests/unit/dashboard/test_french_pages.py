"""Every page in French holds no English message of the catalogue."""

import re
import shutil
from functools import cache
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.access import QUALITY_SECTIONS
from dashboard.population.choice import sections as population_sections
from tests.support.dashboard_home import write_last_run
from tests.support.dashboard_invented import FULL, patient_id
from tests.support.french_catalogue import translations
from tests.support.page_words import words_of
from warehouse.home import Home

DASHBOARD = Path(__file__).parents[3] / "dashboard"
PAGES = sorted(path.stem for path in (DASHBOARD / "screens").glob("*.py"))
_PLACE = re.compile(r"\{[^{}]*\}")
_ENOUGH_LETTERS = 12


@cache
def english_parts() -> tuple[frozenset[str], tuple[str, ...]]:
    """Whole messages, and pieces long enough to be known inside a longer text."""
    french = {said for _, said in translations()}
    different = [
        message for message, said in translations() if message != said and message not in french
    ]
    pieces = {piece.strip(" .:;,") for message in different for piece in _PLACE.split(message)}
    long = (piece for piece in pieces if len(piece) >= _ENOUGH_LETTERS and piece.count(" ") >= 2)
    in_french = "\n".join(french)
    return frozenset(different), tuple(piece for piece in long if piece not in in_french)


def english_on(app: AppTest) -> set[str]:
    whole, pieces = english_parts()
    words = words_of(app)
    alone = {text for text, is_for_people in words if is_for_people and text.strip() in whole}
    everything = "\n".join({text for text, _ in words})
    return alone | {piece for piece in pieces if piece in everything}


def french_page(home: Home, name: str, monkeypatch: pytest.MonkeyPatch, **query: str) -> AppTest:
    monkeypatch.setenv("OSTEON_HOME", str(home.root))
    app = AppTest.from_file(str(DASHBOARD / "app.py"), default_timeout=60)
    app.switch_page(f"screens/{name}.py")
    app.query_params["lang"] = "fr"
    app.query_params["id"] = patient_id(FULL)
    for key, value in query.items():
        app.query_params[key] = value
    app.run()
    assert not app.exception, [error.message for error in app.exception]
    return app


def test_the_address_follows_the_language_chosen(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = french_page(home, "dictionary", monkeypatch)
    assert app.header[0].value == "Dictionnaire"
    app.segmented_control(key="language").set_value("en").run()
    assert app.header[0].value == "Dictionary"
    assert app.query_params["lang"] == "en"


@pytest.mark.parametrize("name", PAGES)
def test_a_page_in_french_holds_no_english(
    name: str, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = french_page(home, name, monkeypatch)
    assert any("DONNÉES SYNTHÉTIQUES" in text for text, _ in words_of(app))
    assert sorted(english_on(app)) == []


@pytest.mark.parametrize(
    ("name", "choice", "sections"),
    [
        ("population", "section", list(population_sections())),
        ("quality", "show", list(QUALITY_SECTIONS)),
    ],
)
def test_no_section_of_a_page_in_french_holds_english(
    name: str, choice: str, sections: list[str], home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    for section in sections[1:]:
        app = french_page(home, name, monkeypatch, **{choice: section})
        assert (section, sorted(english_on(app))) == (section, [])


def test_a_refused_night_is_told_in_french(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused = Home(tmp_path / "home")
    shutil.copytree(home.root, refused.root, symlinks=True)
    write_last_run(refused, outcome="refused", refused_because=["derived.cohort: x"])
    assert "a été refusée" in french_page(refused, "quality", monkeypatch).error[0].value


def test_english_on_a_page_is_noticed(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    """The check above is worth something: the same page in English is full of it."""
    monkeypatch.setenv("OSTEON_HOME", str(home.root))
    app = AppTest.from_file(str(DASHBOARD / "app.py"), default_timeout=60).run()
    assert len(english_on(app)) > 3


def test_no_menu_offers_what_streamlit_says_in_english_only(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its "Select all" cannot be translated; none chosen means all."""
    menus = french_page(home, "patients", monkeypatch).multiselect
    assert len(menus) > 2
    assert [menu.label for menu in menus if menu.proto.select_all] == []
