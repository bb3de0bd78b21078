"""The first load of a hospital's history, beside what would be done otherwise.

Ours is one night from files in the inbox to the published version: landed, canonical, derived,
judged. It is timed as the engine alone and as the command a user runs. Beside it, in turn: the load
floor, the same models as plain SQL, an analyst's script. Each run is a process of its own; key
results are compared, so that nobody does less.

Run it: `make bench`, or `python tests/benchmarks/bench_first_load.py --rows 100000`.
"""

import argparse
import shutil
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[2]))

from fresh_process import Ran, run, run_script
from homes import waiting_home
from hospital_extracts import extracts
from key_results import largest_difference, our_results
from surroundings import BENCH, keep, load, surroundings, told

from warehouse.home import Home

PACKAGES = ("duckdb", "polars", "prefect", "great-expectations", "pandas", "lifelines", "numpy")
WORK = BENCH / "work" / "first_load"
HEADINGS = (
    "| ours | rows | s | MiB | beside | s | MiB | ratio | largest difference |\n"
    "|---|--:|--:|--:|---|--:|--:|--:|--:|"
)


@dataclass(frozen=True)
class Beside:
    """Other work, what of ours it is set beside, and which of its seconds are meant."""

    name: str
    script: str
    ours: str
    seconds: Callable[[Ran], float]
    does_the_same: bool = True


@dataclass(frozen=True)
class FirstLoad:
    """One row of the table: medians, and the median over pairs of ours by theirs."""

    ours: str
    rows: int
    our_seconds: float
    our_peak_mib: float
    beside: str
    their_seconds: float
    their_peak_mib: float
    ratio: float
    difference: float | None


def work_of(ran: Ran) -> float:
    """The seconds of the work itself, imports apart."""
    return ran.number("seconds")


def whole(ran: Ran) -> float:
    """The seconds of the process, interpreter start included."""
    return ran.seconds


ENGINE, COMMAND = "engine, Prefect and imports apart", "`osteon nightly`, start to end"
BESIDE = {
    "floor": Beside(
        "load floor: read_csv, types, rejects", "load_floor.py", ENGINE, work_of, False
    ),
    "sql": Beside("plain SQL models", "plain_sql.py", ENGINE, work_of),
    "analyst": Beside("analyst's script, start to end", "analyst_script.py", COMMAND, whole),
}


def main() -> None:
    """Measure in turn, print a row for each, keep all."""
    options = _options()
    around = surroundings(PACKAGES)
    files = extracts(options.rows)
    print(f"{told(around)}\n\n{HEADINGS}", flush=True)
    rounds = [_round(files, options.beside) for _ in range(options.runs)]
    measured = [_row(options.rows, name, rounds) for name in options.beside]
    for row in measured:
        print(_printed(row), flush=True)
    print(_stages(rounds))
    keep(
        f"first_load_{options.rows}",
        around
        | {
            "runs": options.runs,
            "comparisons": [asdict(row) for row in measured],
            "steps": [ran.found for ran in _of(rounds, ENGINE)],
            # of the whole process: hardly moved by what else the machine does
            "cpu_seconds": {
                name: [each[name].cpu_seconds for each in rounds] for name in rounds[0]
            },
            "steps_of_plain_sql": [each["sql"].found for each in rounds if "sql" in each],
            "load_after": load(),
        },
    )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Time the first load of a history.")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--beside", nargs="*", choices=list(BESIDE), default=list(BESIDE))
    return parser.parse_args()


Round = dict[str, Ran]
_differences: dict[str, float] = {}


def _round(files: Path, beside: list[str]) -> Round:
    """Every way of doing the job once, one after the other."""
    found: Round = {ENGINE: _engine(files)}
    ours = our_results(Home(WORK / "home"))
    for name in beside:
        found[name] = _other(files, BESIDE[name])
        if BESIDE[name].does_the_same:
            difference = largest_difference(ours, found[name].found["results"])
            _differences[name] = max(difference, _differences.get(name, 0.0))
    if any(BESIDE[name].ours == COMMAND for name in beside):
        found[COMMAND] = _command(files)
    shutil.rmtree(WORK, ignore_errors=True)
    return found


def _engine(files: Path) -> Ran:
    home = waiting_home(WORK / "home", files)
    ran = run_script("engine_night.py", home.root)
    assert ran.found["outcome"] == "published", ran.found["refused_because"]
    return ran


def _command(files: Path) -> Ran:
    home = waiting_home(WORK / "command", files)
    osteon = Path(sys.executable).parent / "osteon"
    return run([str(osteon), "--home", str(home.root), "nightly"])


def _other(files: Path, beside: Beside) -> Ran:
    into = WORK / beside.script.removesuffix(".py")
    into.mkdir(parents=True)
    ran = run_script(beside.script, files, into / "result.duckdb")
    shutil.rmtree(into)
    return ran


def _of(rounds: list[Round], name: str) -> list[Ran]:
    return [each[name] for each in rounds]


def _row(rows: int, name: str, rounds: list[Round]) -> FirstLoad:
    beside = BESIDE[name]
    ours, theirs = _of(rounds, beside.ours), _of(rounds, name)
    pairs = [
        (beside.seconds(our), beside.seconds(their))
        for our, their in zip(ours, theirs, strict=True)
    ]
    return FirstLoad(
        beside.ours,
        rows,
        median(our for our, _ in pairs),
        max(ran.peak_mib for ran in ours),
        beside.name,
        median(their for _, their in pairs),
        max(ran.peak_mib for ran in theirs),
        median(our / their for our, their in pairs),
        _differences.get(name),
    )


def _printed(row: FirstLoad) -> str:
    difference = "" if row.difference is None else f"{row.difference:.0e}"
    return (
        f"| {row.ours} | {row.rows:,} | {row.our_seconds:.1f} | {row.our_peak_mib:,.0f} "
        f"| {row.beside} | {row.their_seconds:.1f} | {row.their_peak_mib:,.0f} "
        f"| {row.ratio:.2g} | {difference} |"
    )


def _stages(rounds: list[Round]) -> str:
    """Where the engine's time goes, of its median run."""
    ordered = sorted(_of(rounds, ENGINE), key=work_of)
    stages = ordered[len(ordered) // 2].found["stages"]
    assert isinstance(stages, dict)
    longest = sorted(stages.items(), key=lambda item: -item[1])[:8]
    return "\nsteps of the engine: " + ", ".join(f"{name} {took:.1f} s" for name, took in longest)


if __name__ == "__main__":
    main()
