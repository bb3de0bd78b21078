"""The data of a patient's page and of the population page, beside the bare reading.

A patient's page, somebody else each time, beside reading that patient's laboratory rows from a
Parquet file sorted by patient. The population page, its data from the published tables, beside one
aggregate query over the patients. Whole pages are drawn by `make bench-dashboard`.

Run it: `make bench`, or `python tests/benchmarks/bench_pages.py --rows 100000`.
"""

import argparse
import sys
from collections.abc import Iterator
from dataclasses import asdict
from itertools import cycle
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

import duckdb
from homes import history
from stopwatch import Comparison, compare
from surroundings import BENCH, keep, load, surroundings, told

from dashboard.queries import population
from dashboard.queries.history import history as patient_history
from warehouse.reader import Reader, current_path, open_reader

PACKAGES = ("duckdb", "polars")
ENDPOINT, ORIGIN, STRATUM = "SRE5", "bone_metastasis", "all"
HEADINGS = "| ours | rows | ms | beside | ms | ratio |\n|---|--:|--:|---|--:|--:|"
AGGREGATE = """
SELECT exit_day // 30.4375 AS month, status, count(*) AS patients, sum(exit_day - entry_day) AS days
FROM derived.first_event WHERE endpoint = 'SRE5' GROUP BY ALL ORDER BY ALL
"""


def main() -> None:
    """Measure in turn, print a row for each, keep all."""
    options = _options()
    around = surroundings(PACKAGES)
    file = current_path(history(options.rows))
    sorted_rows = _sorted_parquet(file, options.rows)
    reader = open_reader(file)
    print(f"{told(around)}\n\n{HEADINGS}", flush=True)
    found = [
        _printed(each)
        for each in (
            _patient(reader, sorted_rows, options.rows, options.runs),
            _population(reader, options.rows, options.runs),
        )
    ]
    reader.close()
    kept = {"runs": options.runs, "comparisons": [asdict(each) for each in found]}
    keep(f"pages_{options.rows}", around | kept | {"load_after": load()})


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Time the data of pages.")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=30)
    return parser.parse_args()


def _sorted_parquet(file: Path, rows: int) -> Path:
    """The laboratory rows sorted by patient and time, written once for each version."""
    path = BENCH / "sorted" / f"{rows}-{file.stem}.parquet"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        with duckdb.connect(str(file), read_only=True) as connection:
            connection.execute(
                "COPY (SELECT * FROM canonical.lab_result ORDER BY patient_id, sampled_at) "
                f"TO '{path}' (FORMAT parquet, COMPRESSION zstd)"
            )
    return path


def _patient(reader: Reader, sorted_rows: Path, rows: int, runs: int) -> Comparison:
    ours, theirs = cycle(_somebody(reader)), cycle(_somebody(reader))
    connection = duckdb.connect()

    def read() -> object:
        query = f"SELECT * FROM read_parquet('{sorted_rows}') WHERE patient_id = $1"
        return connection.sql(query, params=[next(theirs)]).pl()

    return compare(
        "data of a patient's page",
        rows,
        lambda: patient_history(reader, next(ours)),
        "the patient's rows of a sorted Parquet file",
        read,
        runs=runs,
    )


def _somebody(reader: Reader) -> Iterator[str]:
    """Patients spread over the whole cohort."""
    found = reader.frame(
        "SELECT patient_id FROM derived.cohort ORDER BY md5(patient_id::VARCHAR) LIMIT 200"
    )
    return iter(found["patient_id"].to_list())


def _population(reader: Reader, rows: int, runs: int) -> Comparison:
    def ours() -> object:
        chosen = (ENDPOINT, ORIGIN, STRATUM)
        return (
            population.strata(reader, ENDPOINT, ORIGIN),
            population.curves(reader, *chosen),
            population.at_risk(reader, *chosen),
            population.rates(reader, *chosen),
            population.gray_test(reader, *chosen),
        )

    return compare(
        "data of the population page",
        rows,
        ours,
        "one aggregate query over the patients",
        lambda: reader.frame(AGGREGATE),
        runs=runs,
    )


def _printed(found: Comparison) -> Comparison:
    print(
        f"| {found.name} | {found.rows:,} | {found.our_ms:.1f} | {found.beside} "
        f"| {found.their_ms:.1f} | {found.ratio:.2g} |",
        flush=True,
    )
    return found


if __name__ == "__main__":
    main()
