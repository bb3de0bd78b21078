"""Judging a warehouse with every expectation, beside one SQL query that counts the same.

Run it: `make bench`, or `python tests/benchmarks/bench_judging.py --rows 100000`.
"""

import argparse
import resource
import sys
from dataclasses import asdict
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

import duckdb
import great_expectations  # noqa: F401  (imports are not what is measured)
from homes import history
from one_query import one_query
from stopwatch import compare
from surroundings import keep, load, surroundings, told

from expectations.judge import judge
from warehouse.reader import current_path

PACKAGES = ("duckdb", "great-expectations", "duckdb-engine", "sqlalchemy")
KIB_A_MIB = 1024
HEADINGS = "| ours | rows | s | beside | s | ratio |\n|---|--:|--:|---|--:|--:|"


def main() -> None:
    """Check that both say the same, measure in turn, print one row, keep it."""
    options = _options()
    around = surroundings(PACKAGES)
    file = current_path(history(options.rows))
    query = one_query()
    facts = _agreed(file, query)
    found = compare(
        f"judging, {facts['expectations']} expectations",
        options.rows,
        partial(judge, file),
        "one SQL query",
        partial(_asked, file, query),
        runs=options.runs,
    )
    print(f"{told(around)}\n\n{HEADINGS}")
    print(
        f"| {found.name} | {found.rows:,} | {found.our_ms / 1000:.1f} | {found.beside} "
        f"| {found.their_ms / 1000:.1f} | {found.ratio:.2g} |"
    )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KIB_A_MIB
    print(f"peak memory of both: {peak:,.0f} MiB; differing verdicts: {facts['differing']}")
    kept = {"comparison": asdict(found), "peak_mib": peak} | facts
    keep(f"judging_{options.rows}", around | kept | {"load_after": load()})


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Time the judging of a warehouse.")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=3)
    return parser.parse_args()


def _asked(file: Path, query: str) -> dict[str, list[int]]:
    with duckdb.connect(str(file), read_only=True) as connection:
        return dict(connection.execute(query).fetchall())


def _agreed(file: Path, query: str) -> dict[str, object]:
    """How many expectations there are, and those of which the two say different things."""
    verdicts: dict[str, list[bool]] = {}
    for verdict in judge(file):
        verdicts.setdefault(verdict.table_name, []).append(verdict.is_met)
    counted = {
        table: [count == 0 for count in counts] for table, counts in _asked(file, query).items()
    }
    differing = [
        f"{table} {place}"
        for table, met in verdicts.items()
        for place, pair in enumerate(zip(met, counted[table], strict=True))
        if pair[0] != pair[1]
    ]
    return {"expectations": sum(map(len, verdicts.values())), "differing": differing}


if __name__ == "__main__":
    main()
