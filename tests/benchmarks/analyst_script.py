"""The same job as an analyst's script: pandas, Great Expectations on pandas, lifelines.

Written as a competent analyst would: whole columns at a time, no loop over rows but where a rule
walks along a patient's events. Reads every extract, converts, sets apart what cannot be right,
keeps the latest version, pairs albumin, corrects calcium, finds episodes, courses and events,
counts them 21 days apart, estimates, checks, and writes Parquet files.

Run it: `python tests/benchmarks/analyst_script.py EXTRACTS FOLDER`.
"""

import sys
from pathlib import Path
from time import perf_counter

import pandas as pd
from analyst_calcium import corrected_calcium, hypercalcaemia_episodes
from analyst_checks import check
from analyst_curves import estimate
from analyst_events import cohort_of, counted_events, courses_of, skeletal_events
from analyst_reading import read_extracts
from fresh_process import tell


def main() -> None:
    """Do the whole job over a folder of extracts and tell the key results."""
    extracts, folder = Path(sys.argv[1]), Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    steps: list[tuple[str, float]] = []
    started = began = perf_counter()

    def done(step: str) -> None:
        nonlocal began
        steps.append((step, round(perf_counter() - began, 3)))
        began = perf_counter()

    tables = read_extracts(extracts)
    done("read, convert, set apart, latest version")
    tables["corrected_calcium"] = corrected_calcium(tables["lab_result"])
    tables["episode"] = hypercalcaemia_episodes(tables["corrected_calcium"], tables["lab_result"])
    done("corrected calcium and episodes")
    tables["course"] = courses_of(tables["radiotherapy"])
    tables["event"] = skeletal_events(tables)
    tables["cohort"] = cohort_of(tables)
    tables["event"] = counted_events(tables["event"], tables["cohort"])
    done("courses, events, cohort")
    curves = estimate(tables["cohort"], tables["event"])
    done("incidence and survival")
    tables["check"] = check(tables)
    done("expectations")
    for name, table in tables.items():
        table.to_parquet(folder / f"{name}.parquet", index=False)
    curves.to_parquet(folder / "curves.parquet", index=False)
    done("write")
    tell(seconds=perf_counter() - started, steps=steps, results=key_results(tables, curves))


def key_results(tables: dict[str, pd.DataFrame], curves: pd.DataFrame) -> dict[str, float]:
    """What is compared with other ways of doing the job."""
    rejected, corrected = tables["rejected"], tables["corrected_calcium"]["corrected"]
    first_year = curves[curves["day"] <= 365]
    return {
        "results_in_force": len(tables["lab_result"]),
        "results_rejected": int((rejected["feed"] == "laboratory").sum()),
        "corrected": int(corrected.count()),
        "sum_of_corrected": float(corrected.sum()),
        "episodes": len(tables["episode"]),
        "courses": len(tables["course"]),
        "patients_with_bone_metastasis": len(tables["cohort"]),
        "events_counted": int(tables["event"]["is_counted"].sum()),
        "incidence": float(first_year["incidence"].max()),
        "incidence_of_death": float(first_year["incidence_of_death"].max()),
    }


if __name__ == "__main__":
    main()
