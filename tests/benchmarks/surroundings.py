"""What a measurement depends on beyond the code, and where it is kept."""

import json
import os
import platform
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

ROOT = Path(__file__).parents[2]
BENCH = ROOT / "var" / "bench"


def surroundings(packages: Iterable[str]) -> dict[str, object]:
    """When, on which machine, under which load, with which versions."""
    measured_at = datetime.now(UTC).isoformat(timespec="seconds")
    return {"measured_at": measured_at} | machine() | {"versions": versions(packages)}


def machine() -> dict[str, str]:
    """The processor, its cores, the system, the load other work puts on it."""
    return {
        "processor": _processor(),
        "cores": str(os.cpu_count()),
        "memory_gib": f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f}",
        "system": platform.platform(),
        "python": platform.python_version(),
        "load_before": load(),
    }


def versions(packages: Iterable[str]) -> dict[str, str]:
    """The version of each package measured or beside."""
    return {name: _version(name) for name in packages}


def load() -> str:
    """How busy the machine is: the averages of 1, 5 and 15 minutes."""
    return " ".join(f"{load:.1f}" for load in os.getloadavg())


def told(facts: Mapping[str, object]) -> str:
    """The surroundings as lines above a table."""
    return "\n".join(f"{name}: {value}" for name, value in facts.items())


def keep(name: str, results: Mapping[str, object]) -> None:
    """Write the results where git does not look."""
    path = BENCH / f"{name}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(dict(results), indent=2) + "\n")
    print(f"\nkept in {path.relative_to(ROOT)}")


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
