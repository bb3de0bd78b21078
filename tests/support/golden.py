"""A table of the truth set as text that can be read and compared line by line."""

from pathlib import Path
from zlib import crc32

from tests.support.truth_hospital import TruthHospital
from warehouse.schema import Table

GOLDEN = Path(__file__).parents[1] / "golden"
SIGNIFICANT_DIGITS = 6
MOST_ROWS = 40
MISSING = "-"
# the same on every row of a night, and another one with every change of a definition
LEFT_OUT = ("definition_version",)


def golden_file(table: Table) -> Path:
    """tests/golden/<tier>/<table>.txt"""
    return GOLDEN / table.tier / f"{table.name}.txt"


def golden_text(table: Table, truth: TruthHospital) -> str:
    """A line a row in the order of the table, columns aligned, `-` for what is missing.

    Numbers have 6 significant digits; patients bear the name of their history; columns without any
    value are only named. Of a table of more than 40 rows a part is kept, chosen by the key alone: a
    new history moves no other row.
    """
    columns = [name for name in table.columns if name not in LEFT_OUT]
    rows = _rows(table, columns, truth)
    used = [n for n in range(len(columns)) if any(row[n] != MISSING for row in rows)]
    empty = [name for n, name in enumerate(columns) if n not in used]
    kept = [[row[n] for n in used] for row in _part(table, columns, rows)]
    heading = [f"{table.full_name}: {table.meaning}", f"{len(kept)} of {len(rows)} rows"]
    if empty:
        heading.append(f"without any value: {', '.join(empty)}")
    return "\n".join([*heading, "", *_aligned([[columns[n] for n in used], *kept])]) + "\n"


def _rows(table: Table, columns: list[str], truth: TruthHospital) -> list[list[str]]:
    names = {truth.patient_id(history): history.hospital_identifier for history in truth.histories}
    frame = truth.frame(f"SELECT {', '.join(columns)} FROM {table.full_name}")
    rows = [[names.get(str(cell), _cell(cell)) for cell in row] for row in frame.iter_rows()]
    first = [columns.index(name) for name in table.order]
    return sorted(rows, key=lambda row: [*(row[n] for n in first), *row])


def _cell(value: object) -> str:
    if value is None:
        return MISSING
    if isinstance(value, float):
        return f"{value:.{SIGNIFICANT_DIGITS}g}"
    if isinstance(value, list):
        return " ".join(str(item) for item in value) or "[]"
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def _part(table: Table, columns: list[str], rows: list[list[str]]) -> list[list[str]]:
    """At most 40 rows, or about: half of them, a quarter, an eighth, by a checksum of the key."""
    key = [columns.index(name) for name in table.key]
    parts = 1
    while len(rows) > MOST_ROWS * parts:
        parts *= 2
    return [row for row in rows if crc32(" ".join(row[n] for n in key).encode()) % parts == 0]


def _aligned(lines: list[list[str]]) -> list[str]:
    widths = [max(len(cell) for cell in column) for column in zip(*lines, strict=True)]
    return [
        " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    ]
