"""A PostgreSQL of Debian's package, started on loopback for the tests of one process."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

_ACCOUNT = "postgres"
ABSENT = (
    "POSTGRESQL TESTS SKIPPED: pg_ctl is absent; run `apt-get install -y postgresql` "
    "(REQUIRE_POSTGRES=1 makes this a failure)"
)


@dataclass(frozen=True)
class PostgresqlServer:
    """A running server, its account trusted on loopback."""

    port: int
    host: str = "127.0.0.1"
    user: str = _ACCOUNT

    def url(self, database: str) -> str:
        return f"postgresql://{self.user}@{self.host}:{self.port}/{database}"


@contextmanager
def start_postgresql() -> Iterator[PostgresqlServer]:
    """Start a server on an empty folder of its own, and stop it at the end.

    Without PostgreSQL the test is skipped; with REQUIRE_POSTGRES=1 it fails.
    """
    commands = _commands()
    # Not pytest's folder: only its owner may enter that one, and the server has its own account.
    folder = Path(tempfile.mkdtemp(prefix="osteon-postgresql-"))
    if _is_root():
        shutil.chown(folder, _ACCOUNT, _ACCOUNT)
    port, cluster = _free_port(), folder / "cluster"
    control = [commands / "pg_ctl", "--pgdata", cluster, "--wait", "--silent"]
    try:
        _run(commands / "initdb", "--pgdata", cluster, "--auth", "trust", "--username", _ACCOUNT)
        options = f"-p {port} -h 127.0.0.1 -k {folder} -c fsync=off"
        _run(*control, "--log", folder / "log", "--options", options, "start")
        try:
            yield PostgresqlServer(port)
        finally:
            _run(*control, "--mode", "immediate", "stop")
    finally:
        shutil.rmtree(folder)


def _commands() -> Path:
    """Where initdb and pg_ctl are."""
    found = _folder_of_commands()
    if found is not None:
        return found
    if os.environ.get("REQUIRE_POSTGRES") == "1":
        pytest.fail(ABSENT, pytrace=False)
    pytest.skip(ABSENT)


def _folder_of_commands() -> Path | None:
    # Debian keeps them out of the path.
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"))
    if found:
        return found[-1].parent
    in_path = shutil.which("pg_ctl")
    return Path(in_path).resolve().parent if in_path else None


def is_skipped() -> bool:
    """Tests of PostgreSQL are left out here, because there is none."""
    return _folder_of_commands() is None and os.environ.get("REQUIRE_POSTGRES") != "1"


def _run(*command: str | Path) -> None:
    # PostgreSQL refuses to run as root.
    as_account = ["runuser", "-u", _ACCOUNT, "--"] if _is_root() else []
    subprocess.run(
        [*as_account, *map(str, command)],
        cwd="/",
        check=True,
        stdout=subprocess.DEVNULL,
        stdin=subprocess.DEVNULL,
        timeout=120,
    )


def _is_root() -> bool:
    return os.geteuid() == 0


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
