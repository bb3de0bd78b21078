"""The ledger of the night: what became of each row of each file, and which feeds were silent."""

from flows.feed_nights import feed_nights
from flows.plan import NightPlan
from warehouse.build import WarehouseFile
from warehouse.landing import LandedFile, measure_landed
from warehouse.schema import ASIDE, CANONICAL, OPERATIONS

UNMATCHED = "no mapping in sources/ expects a file of this name; add one, or rename the file"


def account(warehouse: WarehouseFile, plan: NightPlan) -> int:
    """Recount every file from the tables themselves; returns the number of files.

    Accepted, superseded and rejected are counted where the rows ended, not where they were
    read, so that the balance with rows_in is a check and not a definition.
    """
    _record_unmatched(warehouse, plan.unmatched)
    _count_fates(warehouse)
    warehouse.replace(
        OPERATIONS["feed_night"], feed_nights(warehouse, plan.nightly_feeds, plan.as_of)
    )
    return warehouse.row_count(OPERATIONS["file"])


def _record_unmatched(warehouse: WarehouseFile, files: tuple[LandedFile, ...]) -> None:
    warehouse.run("DELETE FROM ops.file WHERE feed = ''")
    for file in files:
        sha256, byte_count = measure_landed(file)
        warehouse.run(
            "INSERT INTO ops.file (source_file, file_name, sha256, feed, received_at, byte_count, "
            "file_status, refusal, rows_in, rows_accepted, rows_rejected, rows_superseded, "
            "rows_duplicate) VALUES (?, ?, ?, '', ?, ?, 'refused', ?, 0, 0, 0, 0, 0)",
            [
                file.source_file,
                file.shown_name,
                sha256,
                file.received_at,
                byte_count,
                UNMATCHED,
            ],
        )


def _count_fates(warehouse: WarehouseFile) -> None:
    fates = (
        [
            f"SELECT source_file, feed, 'accepted' AS fate FROM {table.full_name}"
            for table in CANONICAL.values()
        ]
        + [
            # A withdrawal in force was accepted: it took its row away. Line 0 is no line of a file.
            "SELECT source_file, feed, CASE aside_reason WHEN 'superseded' THEN 'superseded' "
            f"ELSE 'accepted' END AS fate FROM {aside.full_name} "
            "WHERE source_line > 0 AND aside_reason <> 'orphan'"
            for aside in ASIDE.values()
        ]
        + ["SELECT source_file, feed, 'rejected' AS fate FROM ops.rejected"]
    )
    warehouse.run("UPDATE ops.file SET rows_accepted = 0, rows_rejected = 0, rows_superseded = 0")
    warehouse.run(
        "UPDATE ops.file SET rows_accepted = n.accepted, rows_rejected = n.rejected, "
        "rows_superseded = n.superseded FROM (SELECT source_file, feed, "
        "count(*) FILTER (fate = 'accepted') AS accepted, "
        "count(*) FILTER (fate = 'rejected') AS rejected, "
        "count(*) FILTER (fate = 'superseded') AS superseded "
        f"FROM ({' UNION ALL '.join(fates)}) GROUP BY ALL) AS n "
        "WHERE n.source_file = ops.file.source_file AND n.feed = ops.file.feed"
    )
