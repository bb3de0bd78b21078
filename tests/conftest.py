"""What is made once for every test that looks at it: the truth set, and a demo."""

from collections.abc import Iterator

import pytest

from flows.night import judge_tables
from tests.support.published_demo import published_demo
from tests.support.truth_hospital import (
    TruthHospital,
    read_histories,
    truth_home,
    truth_hospital,
)
from warehouse.home import Home


@pytest.fixture(scope="session")
def truth(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TruthHospital]:
    """Every hand-written history, delivered by the inbox, judged and published."""
    home = truth_home(tmp_path_factory.mktemp("truth") / "home")
    hospital = truth_hospital(home, read_histories("histories"), judge_tables)
    yield hospital
    hospital.reader.close()


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A demo made by the real command, read-only to every test."""
    return published_demo(tmp_path_factory)


# Session fixtures that take long and that several files look at: those files share a process.
SLOW_STARTS = ("truth",)


# First, because xdist reads the groups in this hook as well.
@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Say which tests run in one process: those of a slow start, else those of a file."""
    for item in items:
        wanted = getattr(item, "fixturenames", ())
        shared = next((name for name in SLOW_STARTS if name in wanted), str(item.path))
        item.add_marker(pytest.mark.xdist_group(shared))


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--update-golden` writes the golden files anew: read the diff before you commit it."""
    parser.addoption("--update-golden", action="store_true", help="write the golden files anew")
