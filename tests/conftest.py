"""The warehouse of the truth set, published once for every test that looks at it."""

from collections.abc import Iterator

import pytest

from flows.night import judge_tables
from tests.support.truth_hospital import (
    TruthHospital,
    read_histories,
    truth_home,
    truth_hospital,
)


@pytest.fixture(scope="session")
def truth(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TruthHospital]:
    """Every hand-written history, delivered by the inbox, judged and published."""
    home = truth_home(tmp_path_factory.mktemp("truth") / "home")
    hospital = truth_hospital(home, read_histories("histories"), judge_tables)
    yield hospital
    hospital.reader.close()


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--update-golden` writes the golden files anew: read the diff before you commit it."""
    parser.addoption("--update-golden", action="store_true", help="write the golden files anew")
