"""Databases for the review store: the two that are supported, each its own for every test."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pytest_postgresql.janitor import DatabaseJanitor

from tests.support.postgresql_server import (
    ABSENT,
    PostgresqlServer,
    is_skipped,
    start_postgresql,
)
from warehouse.home import Home
from warehouse.review_store import URL_VARIABLE, ReviewStore, review_store

_DATABASE = "reviews"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say so where nobody overlooks it."""
    if is_skipped():
        terminalreporter.section("the review store was not tested in PostgreSQL", sep="!")
        terminalreporter.line(ABSENT)


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[PostgresqlServer]:
    with start_postgresql() as server:
        yield server


@contextmanager
def _database(server: PostgresqlServer) -> Iterator[str]:
    with DatabaseJanitor(user=server.user, host=server.host, port=server.port, dbname=_DATABASE):
        yield server.url(_DATABASE)


@pytest.fixture(params=["sqlite", "postgresql"])
def store_home(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Home]:
    """A home whose reviews are kept in SQLite, then one that keeps them in PostgreSQL."""
    home = Home(tmp_path / "home")
    home.create()
    if request.param == "sqlite":
        monkeypatch.delenv(URL_VARIABLE, raising=False)
        yield home
        return
    with _database(request.getfixturevalue("postgresql_server")) as url:
        monkeypatch.setenv(URL_VARIABLE, url)
        yield home


@pytest.fixture
def store(store_home: Home) -> Iterator[ReviewStore]:
    opened = review_store(store_home)
    yield opened
    opened.close()
