"""Rows and their patients: an orphan waits aside, an opposed patient's rows are not kept."""

from flows.concerned import Touched
from warehouse.build import WarehouseFile
from warehouse.schema import ASIDE, CANONICAL, Table

_OPPOSED = "SELECT patient_id FROM canonical.patient_aside WHERE aside_reason = 'opposed'"
_KNOWN = "SELECT patient_id FROM canonical.patient"
# Rows of others cannot have become orphans tonight, nor have found their patient.
_LOOKED_AT = "patient_id IN (SELECT patient_id FROM wanted)"


def settle_patients(warehouse: WarehouseFile, touched: Touched) -> int:
    """Hold the canonical rows of those touched against the patients known; returns the orphans.

    An orphan goes aside and comes back the night its patient is delivered. Both kinds are in
    ops.rejected with their file and line.
    """
    warehouse.run("DELETE FROM ops.rejected WHERE reason = 'X10'")
    looked_at = "true" if touched.is_everybody else _LOOKED_AT
    has_opposed = not warehouse.frame(f"{_OPPOSED} LIMIT 1").is_empty()
    orphans = 0
    with warehouse.looking_at(touched.patients):
        for table in CANONICAL.values():
            if table.name != "patient":
                if has_opposed:
                    _drop_opposed(warehouse, table)
                orphans += _settle_orphans(warehouse, table, looked_at)
    return orphans


def _drop_opposed(warehouse: WarehouseFile, table: Table) -> None:
    for part in (table, ASIDE[table.name]):
        warehouse.run(
            "INSERT INTO ops.rejected "
            "SELECT source_file, feed, source_line, 'opposed', 'patient_id' "
            f"FROM {part.full_name} WHERE source_line > 0 AND patient_id IN ({_OPPOSED})"
        )
        warehouse.run(f"DELETE FROM {part.full_name} WHERE patient_id IN ({_OPPOSED})")


def _settle_orphans(warehouse: WarehouseFile, table: Table, looked_at: str) -> int:
    aside = ASIDE[table.name]
    columns = ", ".join(table.columns)
    found = f"aside_reason = 'orphan' AND patient_id IN ({_KNOWN})"
    lost = f"{looked_at} AND patient_id NOT IN ({_KNOWN})"
    warehouse.run(
        f"INSERT INTO {table.full_name} ({columns}) "
        f"SELECT {columns} FROM {aside.full_name} WHERE {found}"
    )
    warehouse.run(f"DELETE FROM {aside.full_name} WHERE {found}")
    warehouse.run(
        f"INSERT INTO {aside.full_name} ({columns}, is_withdrawn, aside_reason) "
        f"SELECT {columns}, false, 'orphan' FROM {table.full_name} WHERE {lost}"
    )
    warehouse.run(f"DELETE FROM {table.full_name} WHERE {lost}")
    warehouse.run(
        "INSERT INTO ops.rejected SELECT source_file, feed, source_line, 'X10', 'patient_id' "
        f"FROM {aside.full_name} WHERE aside_reason = 'orphan'"
    )
    return int(
        warehouse.frame(
            f"SELECT count(*) AS n FROM {aside.full_name} WHERE aside_reason = 'orphan'"
        ).item()
    )
