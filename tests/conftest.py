"""What is made once for every test that looks at it: the truth set, and a demo."""

import os

# Polars gives memory back to the system half a second after it is free, and asks for it again a
# moment later: a tenth of the processor's time of these tests, unless its allocator keeps it.
os.environ.setdefault("_RJEM_MALLOC_CONF", "dirty_decay_ms:30000,muzzy_decay_ms:30000")

from collections.abc import Iterator

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

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


# What starts slowly and is looked at by several files: those files, or folders, share a process.
SLOW_STARTS = {
    "tests/truth/": "the truth set",
    "tests/unit/test_golden_files.py": "the truth set",
    "tests/unit/demo/": "a simulated cohort",
}
# One file of many slow starts, which need not wait for each other: `[large: share of…` of that file
# runs where the hospital of that name is simulated.
BY_HOSPITAL = "tests/recovery/test_recovery.py"


class TogetherBySlowStart(LoadScopeScheduling):
    """Gives a process a whole file at a time, all the files of one slow start, or one hospital."""

    def _split_scope(self, nodeid: str) -> str:
        file, _, test = nodeid.partition("::")
        if file == BY_HOSPITAL and ": " in test:
            return test.partition("[")[2].partition(": ")[0]
        return next((name for path, name in SLOW_STARTS.items() if file.startswith(path)), file)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadScopeScheduling:
    """The marks that xdist offers instead do not reach pytest 9's names of tests."""
    return TogetherBySlowStart(config, log)


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--update-golden` writes the golden files anew: read the diff before you commit it."""
    parser.addoption("--update-golden", action="store_true", help="write the golden files anew")
