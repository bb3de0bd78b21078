"""Serving the dashboard: Streamlit in this process's place, on one home."""

import os
import socket
import stat
import sys
from importlib.util import find_spec
from pathlib import Path

from warehouse.home import Home


class CannotServe(RuntimeError):
    """The dashboard cannot be served as asked."""


def serve_dashboard(home: Home, port: int) -> None:
    """Replace this process with Streamlit serving the home. Raises CannotServe."""
    command = [*dashboard_command(port), *_secrets(home)]
    if not home.root.exists():
        raise CannotServe(f"{home.root}: no such home; run `osteon demo`, or name it with --home")
    with socket.socket() as probe:
        if probe.connect_ex(("127.0.0.1", port)) == 0:
            raise CannotServe(f"port {port} is taken; choose another with --port")
    print(f"Dashboard of {home.root} on http://localhost:{port} (Ctrl-C stops it)", flush=True)
    environment = {**os.environ, "OSTEON_HOME": str(home.root.resolve())}
    os.execve(sys.executable, command, environment)


def _secrets(home: Home) -> list[str]:
    """Where Streamlit reads how people sign in: in the home, and nowhere else."""
    path = home.secrets_file
    if path.exists() and stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise CannotServe(f"{path} is open to other users; run `chmod 600 {path}`")
    return ["--secrets.files", str(path.resolve())]


def dashboard_command(port: int) -> list[str]:
    """The command line that serves the dashboard on a port of this machine."""
    spec = find_spec("dashboard")
    assert spec is not None and spec.origin is not None, "the dashboard is not installed"
    app = Path(spec.origin).with_name("app.py")
    return [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        str(app),
        "--server.port",
        str(port),
        "--server.address",
        "localhost",
        "--server.headless",
        "true",
        "--browser.gatherUsageStats",
        "false",
        "--server.fileWatcherType",
        "none",
    ]
