"""The schedule: every night at 03:30 in Paris, one at a time, served by this process."""

import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from warehouse.home import Home
from warehouse.schema.definitions import HOSPITAL_TIME_ZONE

if TYPE_CHECKING:
    from prefect.deployments.runner import RunnerDeployment
    from prefect.schedules import Schedule

CRON = "30 3 * * *"  # 02:30 would fire an hour early on the night of the spring clock change
SERVER_PORT = 4200
_SERVER_START_SECONDS = 180


class ServerDidNotStart(RuntimeError):
    """The local Prefect server gave no answer in time."""


def night_schedule() -> "Schedule":
    """Every night at 03:30 wall-clock time in Paris."""
    from prefect.schedules import Cron

    return Cron(CRON, timezone=HOSPITAL_TIME_ZONE)


def night_deployment(home: Home) -> "RunnerDeployment":
    """The deployment of the night for one home; a night still running cancels the new one."""
    from prefect.client.schemas.objects import (
        ConcurrencyLimitConfig,
        ConcurrencyLimitStrategy,
    )
    from prefect.deployments.runner import EntrypointType

    from flows.nightly import nightly

    return nightly.to_deployment(
        name="osteon",
        schedule=night_schedule(),
        parameters={"home": str(home.root.resolve())},
        concurrency_limit=ConcurrencyLimitConfig(
            limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW
        ),
        entrypoint_type=EntrypointType.MODULE_PATH,
    )


def serve_nights(home: Home) -> None:
    """Deploy the night and run it on schedule until interrupted."""
    with local_server_when_none() as page:
        print(f"Nights at 03:30 {HOSPITAL_TIME_ZONE} for {home.root}; runs are shown on {page}")
        print("Leave this running (a systemd unit, tmux…); Ctrl-C stops it.", flush=True)
        from prefect import serve

        serve(night_deployment(home), pause_on_shutdown=False, print_starting_message=False)


@contextmanager
def local_server_when_none() -> Iterator[str]:
    """Address of the Prefect page, with a local server brought up when none is configured."""
    from prefect.settings import get_current_settings

    configured = get_current_settings().api.url
    if configured:
        yield configured.removesuffix("/api")
    else:
        with local_server(SERVER_PORT) as page:
            yield page


@contextmanager
def local_server(port: int) -> Iterator[str]:
    """A Prefect server on this machine, used until the end; one that answers there is reused.

    Raises ServerDidNotStart.
    """
    from prefect.settings import PREFECT_API_URL, temporary_settings

    page = f"http://127.0.0.1:{port}"
    server = None if _answers(page) else _start_server(port)
    try:
        if server is not None:
            _wait_for(page, server)
        with temporary_settings({PREFECT_API_URL: f"{page}/api"}):
            yield page
    finally:
        if server is not None:
            server.terminate()
            server.wait(timeout=30)


def _start_server(port: int) -> "subprocess.Popen[bytes]":
    print("No Prefect server is configured: starting one here…", flush=True)
    return subprocess.Popen(
        [
            sys.executable,
            "-m",
            "prefect",
            "server",
            "start",
            "--host",
            "127.0.0.1",
            "--port",
            str(port),
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _wait_for(page: str, server: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + _SERVER_START_SECONDS
    while not _answers(page):
        if server.poll() is not None or time.monotonic() > deadline:
            raise ServerDidNotStart(
                f"the Prefect server did not answer on {page}; run `prefect server start` to see "
                "why, or set PREFECT_API_URL to a server of yours"
            )
        time.sleep(0.5)


def _answers(page: str) -> bool:
    try:
        with urllib.request.urlopen(f"{page}/api/health", timeout=2) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False
