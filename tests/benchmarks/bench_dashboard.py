"""How long the server of the dashboard takes with 100,000 patients and ten million results.

Run it: `make bench-dashboard`. Goals: the data of a patient's page under 100 ms, the population
page, once it was seen, under 300 ms. It prints one table and keeps the same in
`var/bench/dashboard.json`. Pages are run as Streamlit runs them, without browser or network.
"""

import argparse
import logging
import os
import sys
import warnings
from collections.abc import Iterator
from dataclasses import asdict
from itertools import cycle
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from large_warehouse import large_home
from stopwatch import Comparison, Task, compare
from streamlit.testing.v1 import AppTest
from surroundings import BENCH, ROOT, keep, surroundings, told

from dashboard.queries import history, patients
from warehouse.home import Home
from warehouse.reader import Reader, current_path, open_reader

APP = ROOT / "dashboard" / "app.py"
PAGES = sorted(path.stem for path in (ROOT / "dashboard" / "screens").glob("*.py"))
RUNS = 15
HEADINGS = "| ours | results | ms | beside | ms | ratio |\n|---|--:|--:|---|--:|--:|"

# The least that a page of this name has to ask.
BARE = {
    "patients": "SELECT * FROM derived.cohort",
    "population": "SELECT * FROM published.sre_incidence WHERE endpoint = 'SRE5'",
    "quality": "SELECT * FROM ops.verdict",
}
BARE_PATIENT = "SELECT * FROM canonical.lab_result WHERE patient_id = $1"


def main() -> None:
    """Build once, measure, print each row as it is known, keep all."""
    options = _options()
    warnings.simplefilter("ignore")
    logging.disable(logging.WARNING)  # each run of a page outside a server says so
    home = large_home(Home(options.demo), BENCH / "large")
    os.environ["OSTEON_HOME"] = str(home.root)
    reader = open_reader(current_path(home))
    facts = surroundings(("duckdb", "polars", "streamlit", "altair")) | _size(reader)
    print(f"{told(facts)}\n\n{HEADINGS}")
    found = [_printed(each) for each in comparisons(reader, int(str(facts["results"])))]
    reader.close()
    keep("dashboard", facts | {"comparisons": [asdict(each) for each in found]})


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Time the server of the dashboard.")
    parser.add_argument("--demo", type=Path, default=ROOT / "var", help="a published demo")
    return parser.parse_args()


def _size(reader: Reader) -> dict[str, object]:
    count = "SELECT (SELECT count(*) FROM {}), (SELECT count(*) FROM {})"
    known, results = reader.frame(count.format("canonical.patient", "canonical.lab_result")).row(0)
    return {"patients": known, "results": results}


def comparisons(reader: Reader, results: int) -> Iterator[Comparison]:
    """What is measured, each beside the bare query of the rows it is about."""
    yield _compare("data of the patients page", results, lambda: patients.patients(reader), reader)
    yield _patient_data(reader, results)
    for page in PAGES:
        if page != "patient":
            yield _compare(f"{page} page, seen before", results, _rerun(page), reader, page)
    yield _patient_page(reader, results, is_known=True)
    yield _patient_page(reader, results, is_known=False)


def _compare(
    name: str, results: int, ours: Task, reader: Reader, page: str = "patients"
) -> Comparison:
    bare = BARE.get(page, BARE["patients"])
    return compare(name, results, ours, "bare query", lambda: reader.frame(bare), runs=RUNS)


def _patient_data(reader: Reader, results: int) -> Comparison:
    """Somebody else every time: what was asked once is remembered by no one."""
    ours, theirs = cycle(_somebody(reader)), cycle(_somebody(reader))
    return compare(
        "data of the patient page, not seen before",
        results,
        lambda: history.history(reader, next(ours)),
        "bare query of results",
        lambda: reader.frame(BARE_PATIENT, [next(theirs)]),
        runs=RUNS,
    )


def _patient_page(reader: Reader, results: int, *, is_known: bool) -> Comparison:
    shown, asked = cycle(_somebody(reader)), cycle(_somebody(reader))
    app = _opened("patient", next(shown))

    def draw() -> None:
        if not is_known:
            app.query_params["id"] = next(shown)
        _run(app)

    return compare(
        f"patient page, {'seen' if is_known else 'not seen'} before",
        results,
        draw,
        "bare query of results",
        lambda: reader.frame(BARE_PATIENT, [next(asked)]),
        runs=RUNS,
    )


def _somebody(reader: Reader) -> list[str]:
    """Patients spread over the whole cohort, with something to show."""
    found = reader.frame(
        "SELECT DISTINCT patient_id FROM derived.skeletal_event SEMI JOIN derived.cohort "
        "USING (patient_id) ORDER BY md5(patient_id) LIMIT 100"
    )
    return [str(patient) for patient in found["patient_id"]]


def _rerun(page: str) -> Task:
    app = _opened(page)
    return lambda: _run(app)


def _opened(page: str, patient: str | None = None) -> AppTest:
    app = AppTest.from_file(str(APP), default_timeout=300).run()
    app.switch_page(f"screens/{page}.py")
    if patient is not None:
        app.query_params["id"] = patient
    return _run(app)


def _run(app: AppTest) -> AppTest:
    app.run()
    assert not app.exception, [error.message for error in app.exception]
    return app


def _printed(found: Comparison) -> Comparison:
    print(
        f"| {found.name} | {found.rows:,} | {found.our_ms:.1f} | {found.beside} "
        f"| {found.their_ms:.1f} | {found.ratio:.2g} |",
        flush=True,
    )
    return found


if __name__ == "__main__":
    main()
