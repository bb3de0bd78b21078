"""The first source of the README works as it is written there."""

import re
from pathlib import Path

import pytest

from flows.check import check_file
from flows.cli import main
from warehouse.home import Home

README = (Path(__file__).parents[2] / "README.md").read_text("utf-8")


def _block(after: str, language: str = "") -> str:
    found = re.search(rf"```{language}\n(.*?)```", README[README.index(after) :], re.DOTALL)
    assert found is not None
    return found.group(1)


def test_the_first_source_of_the_readme_reads_its_extract(tmp_path: Path) -> None:
    home = Home(tmp_path / "myhome")
    home.create()
    (home.sources / "laboratory.toml").write_text(_block("**1. Describe it**", "toml"), "utf-8")
    extract = tmp_path / "LABO_20260301.csv"
    extract.write_text(_block("Say the laboratory sends"), "cp1252")
    (report,) = check_file(home, extract, None)
    assert "rows      2" in report
    assert "accepted  2" in report
    assert "CA_TOTAL" in report
    assert "800123" not in report


def test_every_command_of_the_readme_exists(capsys: pytest.CaptureFixture[str]) -> None:
    commands = set(re.findall(r"^\| `([\w-]+)", README, re.MULTILINE))
    with pytest.raises(SystemExit):
        main(["--help"])
    shown = capsys.readouterr().out
    assert len(commands) == 15
    assert all(re.search(rf"^\s+{command}\b", shown, re.MULTILINE) for command in commands)


def test_every_place_of_the_readme_exists() -> None:
    root = Path(__file__).parents[2]
    named = set(
        re.findall(
            r"`((?:flows|transforms|warehouse|dashboard|expectations|tests)/[\w./]*)`", README
        )
    )
    assert len(named) >= 8
    missing = [place for place in named if not (root / place).exists()]
    assert missing == ["warehouse/current.duckdb"]  # of a home, not of this repository
