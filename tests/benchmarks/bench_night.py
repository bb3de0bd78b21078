"""A night of 20,000 rows, 1,000 of them corrections, on histories of several sizes.

The same night on each history in turn, in a copy of its home; then the full rebuild of one
history, which it is a share of. Histories are loaded once and kept under var/bench.

Run it: `make bench-large`, or
`python tests/benchmarks/bench_night.py --rows 100000 1000000 --rebuild 100000`.
"""

import argparse
import shutil
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[2]))

from fresh_process import Ran, run_script
from homes import copied, deliver, history
from night_extracts import next_night
from surroundings import BENCH, keep, load, surroundings, told

PACKAGES = ("duckdb", "polars", "great-expectations")
WORK = BENCH / "work" / "night"
HEADINGS = "| work | rows of history | s | MiB | ratio to the smallest |\n|---|--:|--:|--:|--:|"


@dataclass(frozen=True)
class Night:
    """The same night on a history: median seconds of the engine, peak memory, longest steps."""

    work: str
    rows_of_history: int
    seconds: float
    peak_mib: float
    ratio: float
    stages: object


def main() -> None:
    """Measure in turn, print a row for each, keep all."""
    options = _options()
    around = surroundings(PACKAGES)
    sizes = sorted(options.rows)
    for rows in sizes:
        history(rows)
    rounds = [{rows: _night(rows) for rows in sizes} for _ in range(options.runs)]
    found = [_row(rows, sizes[0], rounds) for rows in sizes]
    print(f"{told(around)}\n\n{HEADINGS}")
    if options.rebuild:
        found += _rebuilt(options.rebuild, found)
    for night in found:
        print(_printed(night), flush=True)
    kept = {"runs": options.runs, "nights": [asdict(night) for night in found]}
    keep("night", around | kept | {"load_after": load()})


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Time a night on histories of several sizes.")
    parser.add_argument("--rows", type=int, nargs="+", default=[1_000_000, 10_000_000, 50_000_000])
    parser.add_argument("--rebuild", type=int, default=0, help="rows of the history to rebuild")
    parser.add_argument("--runs", type=int, default=3)
    return parser.parse_args()


def _night(rows: int) -> Ran:
    home = copied(history(rows), WORK / "home")
    deliver(home, next_night(rows))
    ran = run_script("engine_night.py", home.root)
    assert ran.found["outcome"] == "published", ran.found["refused_because"]
    shutil.rmtree(home.root)
    return ran


def _row(rows: int, smallest: int, rounds: list[dict[int, Ran]]) -> Night:
    runs = sorted((each[rows] for each in rounds), key=lambda ran: ran.number("seconds"))
    ratios = [each[rows].number("seconds") / each[smallest].number("seconds") for each in rounds]
    middle = runs[len(runs) // 2]
    return Night(
        "a night of 20,000 rows",
        rows,
        middle.number("seconds"),
        max(ran.peak_mib for ran in runs),
        median(ratios),
        middle.found["stages"],
    )


def _rebuilt(rows: int, nights: list[Night]) -> list[Night]:
    """The rebuild of a history, once, beside the night on the same history."""
    home = history(rows)
    ran = run_script("engine_night.py", home.root, "--rebuild-into", WORK / "again")
    shutil.rmtree(WORK / "again")
    (night,) = (night for night in nights if night.rows_of_history == rows)
    seconds = ran.number("seconds")
    print(f"the night is {night.seconds / seconds:.3f} of the rebuild of {rows:,} rows\n")
    stages = ran.found["stages"]
    return [Night("full rebuild", rows, seconds, ran.peak_mib, seconds / night.seconds, stages)]


def _printed(night: Night) -> str:
    return (
        f"| {night.work} | {night.rows_of_history:,} | {night.seconds:.1f} "
        f"| {night.peak_mib:,.0f} | {night.ratio:.2g} |"
    )


if __name__ == "__main__":
    main()
