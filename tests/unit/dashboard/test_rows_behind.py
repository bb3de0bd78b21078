"""From a stratum of a marker to the rows of the baselines that put patients in it."""

from datetime import date, datetime
from pathlib import Path

from dashboard.queries.behind import marker_rows
from tests.support.small_warehouse import Row, small_warehouse
from warehouse.reader import open_reader

IN_COHORT, LOW, NOT_IN_COHORT = "high-in-cohort", "low-in-cohort", "high-not-in-cohort"

# Sampled on the day of the last news: followed no longer after it.
LATE, LAST_NEWS = "high-and-followed-no-longer", date(2025, 6, 1)


def followed(patient: str) -> Row:
    return {"patient_id": patient, "entry_on": date(2025, 1, 1), "exit_on": LAST_NEWS}


def baseline(patient: str, stratum: str, value: float) -> Row:
    return {
        "patient_id": patient,
        "analyte_code": "NTX_CR",
        "baseline_on": date(2025, 3, 1),
        "baseline_value": value,
        "baseline_stratum": stratum,
        "baseline_row": f"lab_result:LIS:{patient}",
    }


def result(patient: str, line: int) -> Row:
    return {
        "patient_id": patient,
        "source_system": "LIS",
        "source_row_id": patient,
        "source_file": "a" * 64,
        "feed": "laboratory",
        "source_line": line,
        "sampled_at": datetime(2025, 3, 1, 8, 0),
    }


def test_a_stratum_opens_to_the_baseline_of_each_patient_followed_after_it(tmp_path: Path) -> None:
    path = small_warehouse(
        tmp_path / "small.duckdb",
        {
            "derived.cohort": [followed(IN_COHORT), followed(LOW), followed(LATE)],
            "derived.marker_stratum": [
                baseline(IN_COHORT, "high", 120.0),
                baseline(LOW, "low", 30.0),
                baseline(NOT_IN_COHORT, "high", 150.0),
                {**baseline(LATE, "high", 110.0), "baseline_on": LAST_NEWS},
            ],
            "canonical.lab_result": [
                result(IN_COHORT, 7),
                result(LOW, 8),
                result(NOT_IN_COHORT, 9),
                result(LATE, 10),
            ],
            "ops.file": [
                {"source_file": "a" * 64, "feed": "laboratory", "file_name": "LABORATORY_1.csv"}
            ],
        },
    )
    reader = open_reader(path)
    rows = marker_rows(reader, "NTX_CR", "baseline_stratum", "high")
    nobody = marker_rows(reader, "BALP_ACT", "baseline_stratum", "high")
    reader.close()
    assert rows.rows() == [
        (
            IN_COHORT,
            date(2025, 3, 1),
            120.0,
            f"lab_result:LIS:{IN_COHORT}",
            "LABORATORY_1.csv",
            7,
        )
    ]
    assert nobody.is_empty()
