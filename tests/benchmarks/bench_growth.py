"""How time and memory of a first load grow with its rows, all in one file.

A table and a chart, both put into the README of this folder: seconds of the engine and peak memory
of its process at each size, and the exponent of each (1 is in proportion, 0 is flat).

Run it: `make bench-large`, or `python tests/benchmarks/bench_growth.py --rows 20000 100000`.
"""

import argparse
import math
import shutil
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[2]))

import numpy as np
from fresh_process import Ran, run_script
from growth_chart import draw, write_svg
from homes import waiting_home
from hospital_extracts import extracts
from surroundings import BENCH, keep, load, surroundings, told

PACKAGES = ("duckdb", "polars", "great-expectations")
README = Path(__file__).parent / "README.md"
CHART = Path(__file__).parent / "growth.svg"
START, END = "<!-- growth: written by bench_growth.py -->", "<!-- end of growth -->"
MOST_MIB = {10_000_000: 3 * 1024, 20_000_000: 4 * 1024}
ONCE_FROM_ROWS = 5_000_000  # a larger load is timed once: it takes long enough to be steady


@dataclass(frozen=True)
class Load:
    """A first load of one size: rows of all files, median seconds, largest peak memory."""

    rows: int
    rows_read: int
    seconds: float
    peak_mib: float


def main() -> None:
    """Load each size, print the table, draw the chart, keep all."""
    options = _options()
    around = surroundings(PACKAGES)
    print(told(around), flush=True)
    loads = [_load(rows, options.runs) for rows in sorted(options.rows)]
    table = f"{around['measured_at']}, {around['processor']}, {around['cores']} cores.\n\n"
    table += _table(loads)
    print(f"\n{table}")
    if options.write:
        write_svg(draw([asdict(each) for each in loads]), CHART)
        _into_readme(table)
    kept = {"loads": [asdict(each) for each in loads], "exponents": _exponents(loads)}
    keep("growth", around | kept | {"load_after": load()})


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Time first loads of several sizes.")
    sizes = [100_000, 1_000_000, 10_000_000, 20_000_000, 50_000_000]
    parser.add_argument("--rows", type=int, nargs="+", default=sizes)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--write", action="store_true", help="into README.md and growth.svg")
    return parser.parse_args()


def _load(rows: int, runs: int) -> Load:
    ran = [_once(rows) for _ in range(1 if rows >= ONCE_FROM_ROWS else runs)]
    found = Load(
        rows,
        int(ran[0].number("rows")),
        median(each.number("seconds") for each in ran),
        max(each.peak_mib for each in ran),
    )
    most = MOST_MIB.get(rows)
    verdict = "" if most is None else f" ({'within' if found.peak_mib <= most else 'over'} {most})"
    print(f"{rows:,}: {found.seconds:.1f} s, {found.peak_mib:,.0f} MiB{verdict}", flush=True)
    return found


def _once(rows: int) -> Ran:
    home = waiting_home(BENCH / "work" / "growth", extracts(rows))
    ran = run_script("engine_night.py", home.root)
    assert ran.found["outcome"] == "published", ran.found["refused_because"]
    shutil.rmtree(home.root)
    return ran


def _exponents(loads: list[Load]) -> dict[str, float]:
    """The slope of each measure against rows, both as logarithms; none with a single size."""
    if len(loads) < 2:
        return {}
    rows = [math.log(each.rows_read) for each in loads]
    measures = {
        "seconds": [math.log(each.seconds) for each in loads],
        "peak_mib": [math.log(each.peak_mib) for each in loads],
    }
    return {name: float(np.polyfit(rows, values, 1)[0]) for name, values in measures.items()}


def _table(loads: list[Load]) -> str:
    lines = ["| laboratory rows | rows read | s | µs a row | MiB |", "|--:|--:|--:|--:|--:|"]
    lines += [
        f"| {each.rows:,} | {each.rows_read:,} | {each.seconds:.1f} "
        f"| {1e6 * each.seconds / each.rows_read:.1f} | {each.peak_mib:,.0f} |"
        for each in loads
    ]
    told = ", ".join(f"{name} {value:.2f}" for name, value in _exponents(loads).items())
    return "\n".join(lines) + (f"\n\nExponents: {told}." if told else "")


def _into_readme(table: str) -> None:
    text = README.read_text("utf-8")
    before, rest = text.split(START)
    _, after = rest.split(END)
    README.write_text(f"{before}{START}\n{table}\n\n![growth](growth.svg)\n{END}{after}", "utf-8")


if __name__ == "__main__":
    main()
