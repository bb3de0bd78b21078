"""One night of a home in this process: its seconds, step by step, Prefect and imports apart.

Run it: `python tests/benchmarks/engine_night.py HOME [--rebuild-into DIR]`.
"""

import argparse
import sys
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[2]))

# What the steps would import on their way, so that the night is the engine's alone.
import great_expectations  # noqa: F401
import numba  # noqa: F401
import scipy.stats  # noqa: F401
import statsmodels.api  # noqa: F401
import survival.r  # noqa: F401
from fresh_process import tell

from expectations.judge import judge  # noqa: F401
from flows.night import run_night
from flows.rebuild import rebuild
from flows.report import RunReport
from transforms.lineage import order_of_work
from warehouse.home import Home


def main() -> None:
    """Run the night, or the rebuild, and tell what each step took."""
    parser = argparse.ArgumentParser(description="Time one night of a home.")
    parser.add_argument("home", type=Path)
    parser.add_argument("--rebuild-into", type=Path)
    options = parser.parse_args()
    order_of_work()
    began = perf_counter()
    report = (
        rebuild(Home(options.home), options.rebuild_into)
        if options.rebuild_into
        else run_night(Home(options.home))
    )
    seconds = perf_counter() - began
    tell(
        seconds=seconds,
        outcome=report.outcome,
        refused_because=report.refused_because,
        rows=sum(int(file.rows_in) for file in report.files),
        steps=[(step.step, step.seconds, step.rows) for step in report.steps],
        stages=stages(report),
    )


def stages(report: RunReport) -> dict[str, float]:
    """Seconds of the steps, by stage of the journey of a row; tables of a tier count once."""
    totals: dict[str, float] = {}
    for step in report.steps:
        if "." not in step.step:
            stage = "merge" if step.step.startswith("merge") else step.step
            totals[stage] = round(totals.get(stage, 0.0) + step.seconds, 3)
    return totals


if __name__ == "__main__":
    main()
