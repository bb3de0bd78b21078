"""The pages as whoever may not see small counts meets them."""

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.access import QUALITY_SECTIONS
from dashboard.population.choice import sections
from dashboard.role import RIGHTS, ROLE_VARIABLE, Right, Role
from tests.support.dashboard_page import page, words
from warehouse.home import Home

READERS_OF_DISCLOSED_FIGURES = [
    role for role in Role if role is not Role.CLINICIAN and Right.POPULATION in RIGHTS[role]
]


def opened(
    home: Home, monkeypatch: pytest.MonkeyPatch, role: str, name: str = "population", **query: str
) -> AppTest:
    monkeypatch.setenv(ROLE_VARIABLE, role)
    return page(home, name, monkeypatch, **query)


@pytest.mark.parametrize("section", list(sections()))
@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_section_opens_and_says_that_it_is_disclosed(
    section: str, language: str, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(home, monkeypatch, "epidemiologist", section=section, lang=language)
    told = words(app)
    assert ("protect small groups" in told) or ("protègent les petits groupes" in told)


@pytest.mark.parametrize("by", ["all", "histology", "molecular_group", "bone_agent"])
@pytest.mark.parametrize("origin", ["bone_metastasis", "bone_agent"])
def test_every_division_opens(
    by: str, origin: str, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(home, monkeypatch, "epidemiologist", section="burden", by=by, **{"from": origin})
    assert app.subheader or app.info
    assert "fewer than 10 at risk" not in str([table.value for table in app.dataframe])


def test_a_clinician_reads_exact_figures(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(home, monkeypatch, "clinician")
    assert "protect small groups" not in words(app)
    assert "60** patients known" in words(app)


@pytest.mark.parametrize("role", ["no such role", Role.QUALITY, Role.ENGINEER])
def test_a_role_without_the_right_reads_no_figure_of_the_population(
    role: str, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(home, monkeypatch, role)
    assert not app.exception
    assert not app.get("vega_lite_chart") and not app.dataframe


@pytest.mark.parametrize("role", READERS_OF_DISCLOSED_FIGURES)
def test_what_was_drawn_for_a_clinician_is_not_shown_to_others(
    role: Role, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    exact = _numbers_drawn(opened(home, monkeypatch, "clinician", section="events"))
    disclosed = _numbers_drawn(opened(home, monkeypatch, role, section="events"))
    assert any(number % 5 for number in exact)
    assert disclosed and not any(number % 5 for number in disclosed)


def test_the_indicators_of_care_are_disclosed(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(home, monkeypatch, "quality", name="quality")
    app.segmented_control(key="show_in_address").set_value("care").run()
    assert not app.exception
    assert "protect small groups" in words(app)


@pytest.mark.parametrize("role", [Role.QUALITY, Role.ENGINEER])
def test_every_section_of_the_quality_page_opens_to_the_roles_it_is_for(
    role: Role, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(home, monkeypatch, role, name="quality")
    for name in (name for name, right in QUALITY_SECTIONS.items() if right in RIGHTS[role]):
        app.segmented_control(key="show_in_address").set_value(name).run()
        assert not app.exception, [error.message for error in app.exception]
        assert app.subheader


def _numbers_drawn(app: AppTest) -> list[int]:
    """Every count in the data of the charts of a page."""
    frames = [
        pl.read_ipc_stream(dataset.data.data)
        for chart in app.get("vega_lite_chart")
        for dataset in chart.proto.datasets
    ]
    return [
        int(count)
        for frame in frames
        for name in frame.columns
        if name.endswith("_count") and frame.schema[name].is_numeric()
        for count in frame[name].drop_nulls()
    ]
