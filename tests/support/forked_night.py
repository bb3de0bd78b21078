"""Nights in processes of their own, forked from one that has imported everything: to be killed.

The process they are forked from has never run a thread of Polars or DuckDB, which a fork of the
process of the tests would inherit half of.
"""

import multiprocessing
import os
import signal
from collections.abc import Callable
from multiprocessing.context import ForkServerProcess
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import TypeVar

from flows.night import call_directly, run_night
from tests.support.tiny_hospital import believe_everything
from warehouse.home import Home

T = TypeVar("T")
KILLED = -signal.SIGKILL
LONGEST_NIGHT_SECONDS = 300

forks = multiprocessing.get_context("forkserver")
forks.set_forkserver_preload(["tests.support.forked_night", "transforms.lineage", "flows.merge"])


def fork(work: Callable[..., None], *arguments: object) -> ForkServerProcess:
    """Start the work in a process of its own."""
    process = forks.Process(target=work, args=arguments)
    process.start()
    return process


def wait_for(process: ForkServerProcess) -> int:
    """Its exit code; below 0, the signal that killed it."""
    process.join(LONGEST_NIGHT_SECONDS)
    assert process.exitcode is not None, "the night does not end"
    return process.exitcode


def whole_night(root: Path, has_begun: Event | None = None) -> None:
    """A night as it runs, telling when it begins."""
    if has_begun is not None:
        has_begun.set()
    run_night(Home(root), judge=believe_everything)


def night_killed_at(root: Path, step: str, has_ended: bool) -> None:
    """A night that a SIGKILL ends just before a step, or just after."""

    def step_by_step(name: str, work: Callable[[], T]) -> T:
        if name == step and not has_ended:
            os.kill(os.getpid(), signal.SIGKILL)
        result = call_directly(name, work)
        if name == step:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    run_night(Home(root), judge=believe_everything, run_step=step_by_step)
