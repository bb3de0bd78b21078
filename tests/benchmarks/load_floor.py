"""The load floor: DuckDB reads the same files with types, keeps rejects, and stores them in a file.

The least anybody does before the first question can be asked: no units, no versions, no check.

Run it: `python tests/benchmarks/load_floor.py EXTRACTS FILE.duckdb`.
"""

import sys
from pathlib import Path
from time import perf_counter

import duckdb
from fresh_process import tell

LABORATORY = {
    "NUM_RES": "VARCHAR",
    "VERSION": "INTEGER",
    "IPP": "VARCHAR",
    "NUM_ECH": "VARCHAR",
    "CODE": "VARCHAR",
    "LIBELLE": "VARCHAR",
    "RESULTAT": "DOUBLE",  # limits such as "<1" go to the rejects, as a typed read has it
    "UNITE": "VARCHAR",
    "NORME_BASSE": "DOUBLE",
    "NORME_HAUTE": "DOUBLE",
    "PRELEVE_LE": "TIMESTAMP",
    "VALIDE_LE": "TIMESTAMP",
    "A_JEUN": "VARCHAR",
    "METHODE": "VARCHAR",
    "MATERIEL": "VARCHAR",
    "STATUT": "VARCHAR",
}


def main() -> None:
    """Load a folder of extracts into a new file."""
    extracts, file = Path(sys.argv[1]), Path(sys.argv[2])
    file.unlink(missing_ok=True)
    began = perf_counter()
    rows, rejects = load(extracts, file)
    tell(seconds=perf_counter() - began, rows=rows, rejects=rejects)


def load(extracts: Path, file: Path) -> tuple[int, int]:
    """Every file into a table of its own; the laboratory's rows and all rejects."""
    with duckdb.connect(str(file)) as connection:
        # The order of the file is kept by nobody's question; to keep it costs memory.
        connection.execute("SET preserve_insertion_order = false")
        connection.execute(f"SET temp_directory = '{file.parent}/floor-spill'")
        for path in sorted(extracts.iterdir()):
            table = path.name.split("_2")[0].lower()
            connection.execute(f"CREATE TABLE {table} AS SELECT * FROM {_reading(path)}")
        connection.execute("CREATE TABLE rejected AS SELECT * FROM reject_errors")
        connection.execute("CHECKPOINT")
        return _count(connection, "labo"), _count(connection, "rejected")


def _reading(path: Path) -> str:
    if path.name.startswith("LABO"):
        return (
            f"read_csv('{path}', delim=';', header=true, quote='\"', encoding='latin-1', "
            f"columns={LABORATORY}, decimal_separator=',', timestampformat='%d/%m/%Y %H:%M', "
            "store_rejects=true, auto_detect=false)"
        )
    if path.suffix == ".parquet":
        return f"read_parquet('{path}')"
    if path.suffix == ".gz":
        return f"read_json('{path}', format='newline_delimited')"
    return f"read_csv('{path}', header=true, sample_size=-1, store_rejects=true)"


def _count(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    found = connection.execute(f"SELECT count(*) FROM {table}").fetchone()
    assert found is not None
    return int(found[0])


if __name__ == "__main__":
    main()
