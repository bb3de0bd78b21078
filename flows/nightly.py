"""The night as a Prefect flow: one task a step, around the plain sequence of `flows.night`."""

import logging
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TypeVar

from prefect import flow, task
from prefect.cache_policies import NO_CACHE

from flows.defect import values_withheld
from flows.night import run_night
from flows.report import RunReport
from warehouse.home import Home

T = TypeVar("T")
log = logging.getLogger("osteon.night")


class NightRefused(RuntimeError):
    """The tables were judged and refused; last night's version stays."""

    def __init__(self, report: RunReport) -> None:
        super().__init__(
            f"night of {report.as_of} refused, the last version stays: "
            + "; ".join(report.refused_because)
        )
        self.report = report


@flow(name="nightly", persist_result=False)
def nightly(home: str, as_of: date | None = None) -> RunReport:
    """One night in a home. Raises NightRefused when a critical expectation is not met.

    Parameters are a folder and a date: no frame and no patient value ever reaches Prefect.
    """
    with values_withheld():
        report = run_night(Home(Path(home)), as_of=as_of, run_step=as_task, progress=log.info)
    if report.outcome == "refused":
        # A flow that returns is green in Prefect; a refused night must not be.
        raise NightRefused(report)
    return report


def as_task(name: str, work: Callable[[], T]) -> T:
    """Run a step as a task of the current flow."""
    step = task(name=name, task_run_name=name, cache_policy=NO_CACHE, persist_result=False)(work)
    result: T = step()
    return result
