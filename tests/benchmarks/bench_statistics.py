"""How long the estimators take beside the least that could be done, and beside other libraries.

Run it: `make bench`. It prints one table and keeps the same in `var/bench/statistics.json`.
"""

import json
import os
import platform
import sys
import warnings
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from beside_bare_work import beside_bare_work
from beside_libraries import beside_libraries, not_installed
from simulated_histories import patients
from stopwatch import Comparison

ROOT = Path(__file__).parents[2]
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
KEPT_IN = ROOT / "var" / "bench" / "statistics.json"
HEADINGS = (
    "| ours | rows | ms | beside | ms | ratio | largest difference |\n|---|--:|--:|---|--:|--:|--:|"
)


def main() -> None:
    """Measure, print each row as it is known, and keep all."""
    # each call of some libraries warns (ties, empty risk sets, pandas to come): see the README
    warnings.simplefilter("ignore")
    around = {"measured_at": datetime.now(UTC).isoformat(timespec="seconds")} | machine()
    for name, value in (around | versions()).items():
        print(f"{name}: {value}")
    print(f"\n{HEADINGS}", flush=True)
    measured = [_printed(comparison) for comparison in comparisons()]
    for library in not_installed():
        print(f"{library}: not installed; `make bench` installs it")
    around["load_after"] = _load()
    keep(around | {"versions": versions(), "comparisons": [asdict(each) for each in measured]})


def comparisons() -> Iterator[Comparison]:
    """All that is measured, on the same people."""
    frame = patients()
    yield from beside_bare_work(frame)
    yield from beside_libraries(frame)


def machine() -> dict[str, str]:
    """What the times depend on beyond the code."""
    return {
        "processor": _processor(),
        "cores": str(os.cpu_count()),
        "system": platform.platform(),
        "python": platform.python_version(),
        "load_before": _load(),
    }


def versions() -> dict[str, str]:
    """The version of each package measured or beside."""
    return {name: _version(name) for name in PACKAGES}


def keep(results: dict[str, object]) -> None:
    """Write the results where git does not look."""
    KEPT_IN.parent.mkdir(parents=True, exist_ok=True)
    KEPT_IN.write_text(json.dumps(results, indent=2) + "\n")
    print(f"\nkept in {KEPT_IN.relative_to(ROOT)}")


def _printed(found: Comparison) -> Comparison:
    difference = "" if found.difference is None else f"{found.difference:.0e}"
    print(
        f"| {found.name} | {found.rows:,} | {found.our_ms:.1f} | {found.beside} "
        f"| {found.their_ms:.1f} | {found.ratio:.2g} | {difference} |",
        flush=True,
    )
    return found


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"


def _processor() -> str:
    described = Path("/proc/cpuinfo")
    lines = described.read_text().splitlines() if described.exists() else []
    named = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return named[0] if named else platform.processor() or platform.machine()


def _load() -> str:
    return " ".join(f"{load:.1f}" for load in os.getloadavg())


if __name__ == "__main__":
    main()
