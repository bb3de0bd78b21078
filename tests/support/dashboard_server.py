"""The dashboard as a running server, for tests that look at it in a browser."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from warehouse.home import Home

_APP = Path(__file__).parents[2] / "dashboard" / "app.py"
_START_SECONDS = 60


@contextmanager
def start_dashboard(home: Home, *, by_command: bool = False) -> Iterator[str]:
    """Serve the dashboard of a home on a free local port; yields its address, then stops it.

    `by_command` starts it as a user does, with `osteon dashboard`.
    """
    port = free_port()
    with (home.root / "dashboard.log").open("wb") as log:
        server = subprocess.Popen(
            _osteon(home, port) if by_command else _streamlit(home, port),
            env={**os.environ, "OSTEON_HOME": str(home.root)},
            stdout=log,
            stderr=log,
        )
        try:
            _wait_until_ready(port, server)
            yield f"http://localhost:{port}"
        finally:
            server.terminate()
            server.wait(timeout=20)


def _osteon(home: Home, port: int) -> list[str]:
    options = ["--home", str(home.root), "dashboard", "--port", str(port)]
    return [sys.executable, "-m", "flows", *options]


def _streamlit(home: Home, port: int) -> list[str]:
    options = ["--server.port", str(port), "--server.headless", "true"]
    return [
        *(sys.executable, "-m", "streamlit", "run", str(_APP)),
        *options,
        *("--server.address", "localhost"),
        *("--secrets.files", str(home.secrets_file)),
    ]


def free_port() -> int:
    """A port of this machine nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("localhost", 0))
        return int(listener.getsockname()[1])


def _wait_until_ready(port: int, server: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + _START_SECONDS
    while time.monotonic() < until:
        if server.poll() is not None:
            raise RuntimeError(f"the dashboard stopped at once, exit code {server.returncode}")
        try:
            with urllib.request.urlopen(f"http://localhost:{port}/_stcore/health", timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise RuntimeError(f"the dashboard did not answer within {_START_SECONDS} s")
