"""Rows and their patients: an orphan waits aside, an opposed patient's rows are not kept."""

from warehouse.build import WarehouseFile
from warehouse.schema import ASIDE, CANONICAL, Table

_OPPOSED = "SELECT patient_id FROM canonical.patient_aside WHERE aside_reason = 'opposed'"
_KNOWN = "SELECT patient_id FROM canonical.patient"


def settle_patients(warehouse: WarehouseFile) -> int:
    """Hold every canonical row against the patients known tonight; returns the orphans.

    An orphan goes aside and comes back the night its patient is delivered. Both kinds are in
    ops.rejected with their file and line.
    """
    warehouse.run("DELETE FROM ops.rejected WHERE reason = 'X10'")
    orphans = 0
    for table in CANONICAL.values():
        if table.name != "patient":
            _drop_opposed(warehouse, table)
            orphans += _settle_orphans(warehouse, table)
    return orphans


def _drop_opposed(warehouse: WarehouseFile, table: Table) -> None:
    for part in (table, ASIDE[table.name]):
        warehouse.run(
            "INSERT INTO ops.rejected "
            "SELECT source_file, feed, source_line, 'opposed', 'patient_id' "
            f"FROM {part.full_name} WHERE source_line > 0 AND patient_id IN ({_OPPOSED})"
        )
        warehouse.run(f"DELETE FROM {part.full_name} WHERE patient_id IN ({_OPPOSED})")


def _settle_orphans(warehouse: WarehouseFile, table: Table) -> int:
    aside = ASIDE[table.name]
    columns = ", ".join(table.columns)
    found = f"aside_reason = 'orphan' AND patient_id IN ({_KNOWN})"
    lost = f"patient_id NOT IN ({_KNOWN})"
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
