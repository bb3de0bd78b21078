"""One night at a time: a lock the system releases even when the process is killed."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager

from warehouse.home import Home


class NightAlreadyRunning(RuntimeError):
    """Another process is at work in this home."""


@contextmanager
def one_night_at_a_time(home: Home) -> Iterator[None]:
    """Hold the lock of the home. Raises NightAlreadyRunning, naming the process that has it."""
    with home.lock_file.open("a+") as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            stream.seek(0)
            holder = stream.read().strip() or "another process"
            raise NightAlreadyRunning(
                f"{home.root}: a night is already running ({holder}); wait for it to end"
            ) from None
        stream.truncate(0)
        stream.write(f"process {os.getpid()}")
        stream.flush()
        try:
            yield
        finally:
            stream.truncate(0)
