"""One judgement of a sound hospital and one of a broken one, shared by the tests."""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from time import perf_counter

import pytest

from expectations.judge import judge
from expectations.verdict import Verdict
from tests.support.broken_hospital import broken_hospital
from tests.support.small_warehouse import small_warehouse
from tests.support.sound_hospital import sound_hospital

Judging = Callable[[Path], list[Verdict]]


@pytest.fixture(scope="session")
def judging() -> Judging:
    """The judge, with Great Expectations imported once and for all: the rest is speed."""
    for module in ("great_expectations.expectations", "expectations.duckdb_dialect"):
        import_module(module)
    return judge


@pytest.fixture(scope="session")
def sound_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_warehouse(tmp_path_factory.mktemp("sound") / "sound.duckdb", sound_hospital())


@pytest.fixture(scope="session")
def sound_verdicts(judging: Judging, sound_file: Path) -> list[Verdict]:
    began = perf_counter()
    verdicts = judging(sound_file)
    print(f"{len(verdicts)} expectations judged in {perf_counter() - began:.1f} s")
    return verdicts


@pytest.fixture(scope="session")
def broken_verdicts(judging: Judging, tmp_path_factory: pytest.TempPathFactory) -> list[Verdict]:
    path = tmp_path_factory.mktemp("broken") / "broken.duckdb"
    return judging(small_warehouse(path, broken_hospital()))
