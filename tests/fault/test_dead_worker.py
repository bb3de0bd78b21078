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
    # A copy, so that what is prepared for the server stays out of the tests that follow.
    environment = os.environ.copy()
    environment["PREFECT_HOME"] = str(tmp_path / "prefect")
    environment["PREFECT_SERVER_CONCURRENCY_INITIAL_DEPLOYMENT_LEASE_DURATION"] = (
        _SHORTEST_LEASE_SECONDS
    )
    monkeypatch.setattr(os, "environ", environment)
    prepare_prefect(hospital.home, quiet=True)
    monkeypatch.undo()
    script = [sys.executable, __file__, str(hospital.home.root)]
    environment["PREFECT_API_URL"] = f"http://127.0.0.1:{port}/api"
    environment["PYTHONPATH"] = str(Path(__file__).parents[2])

    def next_nights(count: int) -> list[str]:
        """States the next nights are given by the server, asked for at the same time."""
        asked = subprocess.run(
            [*script, str(count)], env=environment, capture_output=True, text=True, timeout=300
        )
        assert asked.returncode == 0, asked.stderr
        return asked.stdout.split()

    with _server(port, environment):
        assert next_nights(2) == ["PENDING", "CANCELLED"], "one night at a time"
    with _server(port, environment):
        deadline = time.monotonic() + 180
        while (state := next_nights(1)) != ["PENDING"] and time.monotonic() < deadline:
            time.sleep(5)
    assert state == ["PENDING"]


@contextmanager
def _server(port: int, environment: dict[str, str]) -> Iterator[None]:
    """A real server that ends as by a power cut."""
    server = subprocess.Popen(
        [sys.executable, "-m", "prefect", "server", "start", "--port", str(port)],
        env=environment,
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


async def _ask_for_slots(root: Path, count: int) -> list[str]:
    """What the runner of a deployment does first: ask that a scheduled night may begin."""
    from prefect.client.orchestration import get_client
    from prefect.states import Pending

    from flows.schedule import night_deployment
    from warehouse.home import Home

    applied = night_deployment(Home(root)).apply()
    deployment_id = await applied if hasattr(applied, "__await__") else applied
    states = []
    async with get_client() as client:
        for _ in range(count):
            run = await client.create_flow_run_from_deployment(deployment_id)
            result = await client.set_flow_run_state(run.id, Pending())
            assert result.state is not None
            states.append(str(result.state.type.value))
    return states


if __name__ == "__main__":
    print(*asyncio.run(_ask_for_slots(Path(sys.argv[1]), int(sys.argv[2]))))
