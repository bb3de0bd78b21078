"""Extracts of the simulated hospital of any size: one file a feed, made once and kept.

A million laboratory rows are one simulated cohort, written by flows/demo as its systems would
deliver it. More rows are more cohorts in the same files, their people and rows numbered on; the
laboratory lists them all by the instant of the result, as one export of one hospital. Ten cohorts
are simulated with seeds of their own; further ones are these again under other numbers.

Run it: `python tests/benchmarks/hospital_extracts.py --rows 1000000`.
"""

import argparse
import gzip
import re
import shutil
import sys
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

import duckdb
import polars as pl
from surroundings import BENCH

from flows.demo.cohort import Cohort, simulate_cohort
from flows.demo.delivery.lab_export import COLUMNS as LAB_COLUMNS
from flows.demo.extracts import write_hospital

NIGHT = date(2026, 3, 1)
ROWS_A_COHORT, PATIENTS_A_COHORT = 1_000_000, 9_500  # as the demo is calibrated
SEEDS = 10
UNKNOWN_FROM = 9_000_000  # numbers of people in no patient file stay what they are
LABORATORY = f"LABO_{NIGHT:%Y%m%d}.csv"
# Columns that name a row, a sample or a plan: the number of the cohort becomes part of them.
NAMES = {"NUM_RES", "NUM_ECH", "NUM_DIAG", "NUM_TEST", "NUM_FRACTURE", "NUM_COMPRESSION",
         "NUM_MESURE", "NUM_ACTE", "NUM_LIGNE", "NUM_RELECTURE", "seance", "plan", "administration",
         "contact"}  # fmt: skip
_NAMES_IN_JSON = re.compile(r'"(uid|numero|id)":"([^"]*)"')
_PATIENT_IN_JSON = re.compile(r'"ipp":"SYN(\d{7})"')


def extracts(rows: int) -> Path:
    """The folder of the files of one first night, made the first time."""
    folder = BENCH / "extracts" / str(rows)
    if not folder.exists():
        making = folder.with_name(f"{rows}.part")
        shutil.rmtree(making, ignore_errors=True)
        making.mkdir(parents=True)
        _write(making, cohorts_of(rows))
        making.rename(folder)
    return folder


def cohorts_of(rows: int) -> list[tuple[int, int]]:
    """Patients and seed of each cohort that together have about this many laboratory rows."""
    patients = max(round(rows * PATIENTS_A_COHORT / ROWS_A_COHORT), 1)
    whole, rest = divmod(patients, PATIENTS_A_COHORT)
    sizes = [PATIENTS_A_COHORT] * whole + ([rest] if rest else [])
    return [(size, 1 + place % SEEDS) for place, size in enumerate(sizes)]


def _write(folder: Path, cohorts: list[tuple[int, int]]) -> None:
    written = [_cohort(patients, seed) for patients, seed in cohorts]
    if len(written) == 1:
        for path in written[0].iterdir():
            shutil.copy2(path, folder / path.name)
        return
    for name in sorted(path.name for path in written[0].iterdir()):
        parts = [part / name for part in written]
        print(f"{name}: {len(parts)} cohorts", file=sys.stderr)
        if name == LABORATORY:
            _join_laboratory(parts, folder / name)
        elif name.endswith(".ndjson.gz"):
            _join_json(parts, folder / name)
        else:
            _join_table(parts, folder / name)


def _cohort(patients: int, seed: int) -> Path:
    """The files of one cohort, simulated the first time."""
    folder = BENCH / "cohorts" / f"{patients}-{seed}"
    if not folder.exists():
        print(f"simulating {patients} patients, seed {seed}", file=sys.stderr)
        making = folder.with_name(f"{folder.name}.part")
        shutil.rmtree(making, ignore_errors=True)
        cohort: Cohort = simulate_cohort(patients=patients, seed=seed, end=NIGHT)
        write_hospital(lambda _: making, cohort, nights=1, first_night=NIGHT, seed=seed)
        making.rename(folder)
    return folder


def _join_laboratory(parts: list[Path], into: Path) -> None:
    """All cohorts by the instant of the result: DuckDB sorts what memory need not hold."""
    numbered = " UNION ALL ".join(
        f"SELECT * REPLACE ({_patient(place)} AS IPP, NUM_RES || '{_suffix(place)}' AS NUM_RES, "
        f"NUM_ECH || '{_suffix(place)}' AS NUM_ECH) FROM read_csv('{part}', delim=';', "
        "header=true, all_varchar=true, encoding='latin-1', quote='\"', parallel=false)"
        for place, part in enumerate(parts)
    )
    sorted_text = into.with_suffix(".utf8")
    with duckdb.connect() as connection:
        connection.execute("SET memory_limit='12GB'")
        connection.execute(f"SET temp_directory='{into.parent}/spill'")
        connection.execute("SET preserve_insertion_order=false")
        connection.execute(
            f"COPY (SELECT {', '.join(LAB_COLUMNS)} FROM ({numbered}) "
            "ORDER BY strptime(VALIDE_LE, '%d/%m/%Y %H:%M'), NUM_RES) "
            f"TO '{sorted_text}' (FORMAT csv, DELIMITER ';', HEADER true)"
        )
    shutil.rmtree(into.parent / "spill", ignore_errors=True)
    with (
        sorted_text.open(encoding="utf-8", newline="") as read,
        into.open("w", encoding="cp1252", newline="") as write,
    ):
        while text := read.read(1 << 24):
            write.write(text.replace("\n", "\r\n"))
    sorted_text.unlink()


def _patient(place: int) -> str:
    shifted = f"'SYN' || lpad((substr(IPP, 4)::INT + {place * PATIENTS_A_COHORT})::VARCHAR, 7, '0')"
    return f"CASE WHEN substr(IPP, 4)::INT < {UNKNOWN_FROM} THEN {shifted} ELSE IPP END"


def _suffix(place: int) -> str:
    return f"-{place}" if place else ""


def _join_table(parts: list[Path], into: Path) -> None:
    is_csv = into.suffix == ".csv"
    frames = [
        _numbered(pl.read_csv(part, infer_schema=False) if is_csv else pl.read_parquet(part), place)
        for place, part in enumerate(parts)
    ]
    joined = pl.concat(frames, how="vertical_relaxed")
    if is_csv:
        joined.write_csv(into)
    else:
        joined.write_parquet(into, compression="zstd")


def _numbered(frame: pl.DataFrame, place: int) -> pl.DataFrame:
    """The rows of one cohort under numbers of their own.

    Verdicts name events by a key made of their source row: those of further cohorts, whose rows are
    named otherwise, are of events that do not exist, and are left out.
    """
    if "NUM_RELECTURE" in frame.columns and place:
        return frame.clear()
    patient = "IPP" if "IPP" in frame.columns else "ipp"
    number = pl.col(patient).str.slice(3).cast(pl.Int64)
    moved = pl.lit("SYN") + (number + place * PATIENTS_A_COHORT).cast(pl.String).str.zfill(7)
    return frame.with_columns(
        pl.when(number < UNKNOWN_FROM).then(moved).otherwise(patient).alias(patient),
        *(pl.col(name) + _suffix(place) for name in frame.columns if name in NAMES),
    )


def _join_json(parts: list[Path], into: Path) -> None:
    with gzip.open(into, "wt", encoding="utf-8", compresslevel=6) as write:
        for place, part in enumerate(parts):
            text = gzip.decompress(part.read_bytes()).decode()
            write.write(_numbered_json(text, place))


def _numbered_json(text: str, place: int) -> str:
    def patient(found: re.Match[str]) -> str:
        number = int(found[1])
        moved = number + place * PATIENTS_A_COHORT if number < UNKNOWN_FROM else number
        return f'"ipp":"SYN{moved:07d}"'

    named = _NAMES_IN_JSON.sub(rf'"\1":"\2{_suffix(place)}"', text) if place else text
    return _PATIENT_IN_JSON.sub(patient, named)


def main() -> None:
    """Make the extracts of a size, for the first benchmark that wants them."""
    parser = argparse.ArgumentParser(description="Simulate extracts and keep them.")
    parser.add_argument("--rows", type=int, default=1_000_000)
    print(extracts(parser.parse_args().rows))


if __name__ == "__main__":
    main()
