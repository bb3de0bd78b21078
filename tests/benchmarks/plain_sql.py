"""The same job as plain SQL models in DuckDB: the files of sql/ in their order, into one file.

What somebody who knows SQL well would write instead of this project: text staged, typed, rejected,
latest versions, albumin paired, calcium corrected, episodes, courses, events counted, incidence.

Run it: `python tests/benchmarks/plain_sql.py EXTRACTS FILE.duckdb`.
"""

import sys
from pathlib import Path
from time import perf_counter

import duckdb
from fresh_process import tell
from hospital_extracts import NIGHT

MODELS = Path(__file__).parent / "sql"
KEY = "a key of the hospital"
RESULTS = """SELECT
    (SELECT count(*) FROM lab_result) AS results_in_force,
    (SELECT count(*) FROM rejected WHERE feed = 'laboratory') AS results_rejected,
    (SELECT count(corrected) FROM corrected_calcium) AS corrected,
    (SELECT sum(corrected) FROM corrected_calcium) AS sum_of_corrected,
    (SELECT count(*) FROM episode) AS episodes,
    (SELECT count(*) FROM course) AS courses,
    (SELECT count(*) FROM cohort) AS patients_with_bone_metastasis,
    (SELECT count(*) FROM counted) AS events_counted,
    (SELECT arg_max(incidence, day) FROM incidence WHERE stratum = 'all' AND day <= 365)
        AS incidence,
    (SELECT arg_max(incidence_of_death, day) FROM incidence WHERE stratum = 'all' AND day <= 365)
        AS incidence_of_death"""


def main() -> None:
    """Run every model over a folder of extracts and tell the key results."""
    extracts, file = Path(sys.argv[1]), Path(sys.argv[2])
    file.unlink(missing_ok=True)
    began = perf_counter()
    with duckdb.connect(str(file)) as connection:
        connection.execute(f"SET temp_directory = '{file.parent}/sql-spill'")
        steps = run_models(connection, extracts)
        seconds = perf_counter() - began
        (found,) = connection.sql(RESULTS).pl().to_dicts()
    tell(seconds=seconds, steps=steps, results=found)


def run_models(connection: duckdb.DuckDBPyConnection, extracts: Path) -> list[tuple[str, float]]:
    """Each file of models with its seconds."""
    named = {"extracts": extracts, "sql": MODELS, "key": KEY, "as_of": NIGHT}
    for name, value in named.items():
        connection.execute(f"SET VARIABLE {name} = '{value}'")
    steps = []
    for path in sorted(MODELS.glob("*.sql")):
        began = perf_counter()
        connection.execute(path.read_text("utf-8"))
        steps.append((path.stem, round(perf_counter() - began, 3)))
    connection.execute("CHECKPOINT")
    return steps


if __name__ == "__main__":
    main()
