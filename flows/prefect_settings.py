"""How Osteon runs Prefect: silent to the outside, patient when its server is slow to start."""

import os
from pathlib import Path

from warehouse.home import Home

_SETTINGS = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    # A temporary server needs 15-25 s of one core; 20 s, the default, is missed under load.
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "180",
    # A night holds the only slot of its deployment by a lease. Kept in memory, the default, leases
    # are forgotten when the server dies while the slot stays taken in its database: after a power
    # cut during a night, every later night would be cancelled.
    "PREFECT_SERVER_CONCURRENCY_LEASE_STORAGE": (
        "prefect.server.concurrency.lease_storage.filesystem"
    ),
}


def prepare_prefect(home: Home, *, quiet: bool) -> None:
    """Set what Prefect reads from the environment; must run before Prefect is imported.

    A server or profile the user has configured is left alone; otherwise Prefect's own files
    live in the home. Quiet leaves the telling to our own progress lines.
    """
    for name, value in _SETTINGS.items():
        os.environ.setdefault(name, value)
    if quiet:
        os.environ.setdefault("PREFECT_LOGGING_LEVEL", "CRITICAL")
    if not prefect_is_configured():
        os.environ["PREFECT_HOME"] = str((home.root / "prefect").resolve())


def prefect_is_configured() -> bool:
    """Whether the user has a server or a profile of Prefect: a night by hand is then told there."""
    if {"PREFECT_API_URL", "PREFECT_HOME", "PREFECT_PROFILE"} & os.environ.keys():
        return True
    return (Path.home() / ".prefect" / "profiles.toml").exists()
