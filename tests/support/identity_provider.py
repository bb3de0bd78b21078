"""A real OpenID Connect provider on the loopback, in a process of its own."""

import json
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import quote

from tests.support.dashboard_server import free_port

_START_SECONDS = 60


@dataclass(frozen=True)
class IdentityProvider:
    """Where it listens. Whoever it knows may sign in by their subject, without a password."""

    address: str

    def know(self, subject: str, **claims: object) -> None:
        """Say what the identity tokens of a person hold from now on."""
        request = urllib.request.Request(
            f"{self.address}/users/{quote(subject)}",
            data=json.dumps(claims).encode(),
            headers={"Content-Type": "application/json"},
            method="PUT",
        )
        with urllib.request.urlopen(request, timeout=10):
            pass


@contextmanager
def identity_provider() -> Iterator[IdentityProvider]:
    """Start a provider on a free port, stop it at the end."""
    port = free_port()
    provider = IdentityProvider(f"http://localhost:{port}")
    server = subprocess.Popen(
        [sys.executable, "-m", "oidc_provider_mock", "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_until_ready(provider, server)
        yield provider
    finally:
        server.terminate()
        server.wait(timeout=20)


def _wait_until_ready(provider: IdentityProvider, server: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + _START_SECONDS
    while time.monotonic() < until:
        if server.poll() is not None:
            raise RuntimeError(f"the provider stopped at once, exit code {server.returncode}")
        try:
            provider.know("nobody")
            return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError(f"the provider did not answer within {_START_SECONDS} s")
