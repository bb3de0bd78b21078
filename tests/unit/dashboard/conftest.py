"""One invented home for the whole session, read-only to every test."""

from collections.abc import Iterator

import polars as pl
import pytest
from streamlit.testing.v1 import app_test

from dashboard.queries.history import History, history
from tests.support.dashboard_home import dashboard_home
from tests.support.dashboard_invented import EMPTY, FULL, patient_id
from warehouse.home import Home
from warehouse.reader import Reader, current_path, open_reader


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    yield dashboard_home(tmp_path_factory.mktemp("dashboard") / "home")
    # AppTest leaves a temporary folder to the end of the process, which then warns.
    app_test.TMP_DIR.cleanup()


@pytest.fixture(scope="session")
def reader(home: Home) -> Iterator[Reader]:
    opened = open_reader(current_path(home))
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def full(reader: Reader) -> History:
    """The patient who shows every way a mark can look."""
    return history(reader, patient_id(FULL))


@pytest.fixture(scope="session")
def empty(reader: Reader) -> History:
    """A patient with a diagnosis and nothing else."""
    return history(reader, patient_id(EMPTY))


@pytest.fixture(scope="session")
def incidence(reader: Reader) -> pl.DataFrame:
    """Incidence of SRE5 in the whole cohort, as published."""
    return reader.frame(
        "SELECT * FROM published.sre_incidence WHERE endpoint = 'SRE5' AND stratum = 'all'"
    )
