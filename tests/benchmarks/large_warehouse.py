"""A home as large as a big hospital's: a demo, each of whose patients is there many times over.

Simulating 100,000 patients and running their night takes the better part of an hour; copying
those of a demo takes minutes and gives pages the same work. Published tables are those of the
demo: their length depends on parts and days, not on patients.
"""

from pathlib import Path

from warehouse.build import WarehouseFile, open_for_writing
from warehouse.demo_mark import mark_as_demo
from warehouse.home import Home
from warehouse.publish import publish
from warehouse.reader import current_path
from warehouse.schema import COLUMNS, TABLES, ColumnType, Table

PATIENTS = 100_000
_VERSION = "osteon-large"
# A patient's rows are named within the table; the copy is part of the name.
_ROW_NAMES = ("source_row_id",)


def large_home(demo: Home, root: Path, patients: int = PATIENTS) -> Home:
    """The home, built from a published demo the first time and as it is afterwards."""
    home = Home(root)
    if home.current.exists():
        return home
    home.create()
    building = home.warehouse / "building-large.duckdb"
    building.unlink(missing_ok=True)
    with open_for_writing(building) as warehouse:
        warehouse.create_missing_tables()
        warehouse.run(f"ATTACH '{current_path(demo)}' AS demo (READ_ONLY)")
        there = warehouse.frame("SELECT count(*) FROM demo.canonical.patient").item()
        for table in TABLES.values():
            _copy(warehouse, table, -(-patients // there))
        warehouse.run("DETACH demo")
    publish(home, building, _VERSION)
    mark_as_demo(home)
    return home


def _copy(warehouse: WarehouseFile, table: Table, copies: int) -> None:
    times = copies if "patient_id" in table.columns else 1
    values = ", ".join(_value(name) if times > 1 else name for name in table.columns)
    order = ", ".join(("patient_id", *table.order) if times > 1 else table.key)
    warehouse.run(
        f"INSERT INTO {table.full_name} ({', '.join(table.columns)}) SELECT {values} "
        f"FROM demo.{table.full_name}, range({times}) AS copies(copy) ORDER BY {order}"
    )


def _value(column: str) -> str:
    """The column in one copy: another patient, whose rows refer to each other as before."""
    if column == "patient_id":
        return "left(md5(concat(patient_id, ':', copy)), 24) AS patient_id"
    if column == "source_rows":
        return "[concat(row, '-', copy) FOR row IN source_rows] AS source_rows"
    is_text = COLUMNS[column].type is ColumnType.TEXT
    if column in _ROW_NAMES or (column.endswith("_row") and is_text):
        return f"{column} || '-' || copy AS {column}"
    return column
