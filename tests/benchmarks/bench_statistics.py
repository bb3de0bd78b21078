"""How long the estimators take beside the least that could be done, and beside other libraries.

Run it: `make bench`. It prints one table and keeps the same in `var/bench/statistics.json`.
"""

import sys
import warnings
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from beside_bare_work import beside_bare_work
from beside_libraries import beside_libraries, not_installed
from simulated_histories import patients
from stopwatch import Comparison
from surroundings import keep, load, surroundings, told

PACKAGES = (
    "numpy",
    "polars",
    "numba",
    "scipy",
    "pandas",
    "statsmodels",
    "lifelines",
    "scikit-survival",
)
HEADINGS = (
    "| ours | rows | ms | beside | ms | ratio | largest difference |\n|---|--:|--:|---|--:|--:|--:|"
)


def main() -> None:
    """Measure, print each row as it is known, and keep all."""
    # each call of some libraries warns (ties, empty risk sets, pandas to come): see the README
    warnings.simplefilter("ignore")
    around = surroundings(PACKAGES)
    print(f"{told(around)}\n\n{HEADINGS}", flush=True)
    measured = [_printed(comparison) for comparison in comparisons()]
    for library in not_installed():
        print(f"{library}: not installed; `make bench` installs it")
    kept = {"comparisons": [asdict(each) for each in measured], "load_after": load()}
    keep("statistics", around | kept)


def comparisons() -> Iterator[Comparison]:
    """All that is measured, on the same people."""
    frame = patients()
    yield from beside_bare_work(frame)
    yield from beside_libraries(frame)


def _printed(found: Comparison) -> Comparison:
    difference = "" if found.difference is None else f"{found.difference:.0e}"
    print(
        f"| {found.name} | {found.rows:,} | {found.our_ms:.1f} | {found.beside} "
        f"| {found.their_ms:.1f} | {found.ratio:.2g} | {difference} |",
        flush=True,
    )
    return found


if __name__ == "__main__":
    main()
