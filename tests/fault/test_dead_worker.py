"""The server of Prefect dies during a night: the next night is not cancelled."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from flows.prefect_settings import prepare_prefect
from tests.support.tiny_hospital import TinyHospital

_SHORTEST_LEASE_SECONDS = "30"


@pytest.mark.long
def test_a_night_that_died_with_its_server_does_not_hold_the_next_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What holds the only slot of the deployment has died: its lease ends and frees the slot."""
    hospital = TinyHospital(tmp_path / "home")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    monkeypatch.setattr(os, "environ", os.environ.copy())
    os.environ["PREFECT_HOME"] = str(tmp_path / "prefect")
    os.environ["PREFECT_SERVER_CONCURRENCY_INITIAL_DEPLOYMENT_LEASE_DURATION"] = (
        _SHORTEST_LEASE_SECONDS
    )
    prepare_prefect(hospital.home, quiet=True)
    script = [sys.executable, __file__, str(hospital.home.root)]
    environment = {**os.environ, "PREFECT_API_URL": f"http://127.0.0.1:{port}/api"}

    def next_night() -> str:
        """State the next night is given by the server."""
        done = subprocess.run(script, env=environment, capture_output=True, text=True, timeout=300)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    with _server(port):
        assert next_night() == "PENDING"
        assert next_night() == "CANCELLED", "one night at a time"
    with _server(port):
        deadline = time.monotonic() + 240
        while (state := next_night()) != "PENDING" and time.monotonic() < deadline:
            time.sleep(5)
    assert state == "PENDING"


@contextmanager
def _server(port: int) -> Iterator[None]:
    """A real server that ends as by a power cut."""
    server = subprocess.Popen(
        [sys.executable, "-m", "prefect", "server", "start", "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        _wait_for(f"http://127.0.0.1:{port}/api/health", server)
        yield
    finally:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait(60)


def _wait_for(page: str, server: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + 300
    while time.monotonic() < deadline:
        assert server.poll() is None, "the Prefect server does not start"
        try:
            with urllib.request.urlopen(page, timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.5)
    raise AssertionError("the Prefect server does not answer")


async def _ask_for_a_slot(root: Path) -> str:
    """What the runner of a deployment does first: ask that a scheduled night may begin."""
    from prefect.client.orchestration import get_client
    from prefect.states import Pending

    from flows.schedule import night_deployment
    from warehouse.home import Home

    deployment = night_deployment(Home(root))
    found = deployment.apply()
    deployment_id = await found if hasattr(found, "__await__") else found
    async with get_client() as client:
        run = await client.create_flow_run_from_deployment(deployment_id)
        result = await client.set_flow_run_state(run.id, Pending())
        assert result.state is not None
        return str(result.state.type.value)


if __name__ == "__main__":
    print(asyncio.run(_ask_for_a_slot(Path(sys.argv[1]))))
