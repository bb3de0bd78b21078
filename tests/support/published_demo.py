"""One demo for a whole run of the tests, made as a user makes one, by whoever asks first.

Making it takes minutes and every test of it only reads: processes that run tests beside each
other share it.
"""

import fcntl
import os
import subprocess
import sys
from pathlib import Path

import pytest

from warehouse.home import Home

PATIENTS = "400"
NIGHTS = "5"
LAST_NIGHT = "2026-03-05"


def published_demo(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The home of the demo, published; made now, or waited for while another process makes it."""
    shared = _shared_folder(tmp_path_factory)
    home = Home(shared / "demo" / "home")
    done = shared / "demo" / "done"
    home.root.parent.mkdir(exist_ok=True)
    with (shared / "demo" / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            _make(home)
            done.touch()
    return home


def _shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    # pytest-xdist gives each of its processes a folder inside that of the run.
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


def _make(home: Home) -> None:
    """The command, Prefect's temporary server, every night."""
    arguments = ["demo", "--no-serve", "--patients", PATIENTS, "--nights", NIGHTS]
    command = [sys.executable, "-m", "flows", "--home", str(home.root), *arguments]
    done = subprocess.run(
        [*command, "--last-night", LAST_NIGHT],
        capture_output=True,
        text=True,
        timeout=400,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "nanobind" not in done.stderr
    assert "Traceback" not in done.stderr
