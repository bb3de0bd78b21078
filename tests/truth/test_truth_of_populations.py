"""Figures of a whole population, known by hand or from domain.md, from its extracts."""

from pathlib import Path

import pytest

from tests.support.tiny_hospital import believe_everything
from tests.support.truth_comparison import differences
from tests.support.truth_hospital import TRUTH, read_histories, truth_home, truth_hospital
from tests.support.truth_population import population
from tests.support.truth_text import History

POPULATIONS = read_histories("populations")
HISTORIES = read_histories("histories")


@pytest.mark.parametrize("told", POPULATIONS, ids=lambda told: told.name)
def test_the_published_figures_are_those_of_the_population(told: History, tmp_path: Path) -> None:
    hospital = truth_hospital(
        truth_home(tmp_path / "home"), population(told), judge=believe_everything
    )
    difference = differences(hospital, told)
    hospital.reader.close()
    assert not difference, difference


def test_every_rule_and_trap_is_shown_and_every_one_shown_is_declared() -> None:
    lines = (TRUTH / "rules.txt").read_text("utf-8").splitlines()
    told = [line for line in lines if line and not line.startswith("#")]
    declared = {code.strip() for code, _, meaning in (line.partition(":") for line in told)}
    assert all(meaning.strip() for _, _, meaning in (line.partition(":") for line in told))
    assert len(declared) == len(told)
    shown = {code for history in (*HISTORIES, *POPULATIONS) for code in history.rules}
    assert sorted(declared - shown) == []
    assert sorted(shown - declared) == []
    assert {f"trap-{number}" for number in range(1, 12)} <= shown
