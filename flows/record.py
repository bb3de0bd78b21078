"""What a run leaves on record: itself, its steps, its verdicts, and what became of its files."""

from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl

from expectations.verdict import Verdict
from flows.code_versions import code_version, computation_version
from flows.file_names import files_as_shown
from flows.plan import NightPlan
from flows.report import FileFate, Refusal
from flows.work import StepTime
from transforms.frames import polars_schema
from warehouse.build import WarehouseFile
from warehouse.home import Home
from warehouse.schema import OPERATIONS, definition_version


@dataclass(frozen=True)
class Run:
    """A run that has been judged: its name, its night, and what it came to."""

    run_id: str
    as_of: date
    started_at: datetime
    outcome: str

    @property
    def version(self) -> str:
        """Name of the warehouse version this run builds."""
        return f"osteon-{self.run_id}"


def record_run(
    warehouse: WarehouseFile, run: Run, times: list[StepTime], verdicts: list[Verdict]
) -> None:
    """Write the run, its steps and its verdicts into the file it built."""
    warehouse.run(
        "INSERT INTO ops.run (run_id, as_of_on, run_started_at, run_ended_at, run_outcome, "
        "warehouse_version, code_version, definition_version, computation_version) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            run.run_id,
            run.as_of,
            run.started_at,
            max(datetime.now(UTC).replace(tzinfo=None), run.started_at),
            run.outcome,
            run.version,
            code_version(),
            definition_version(),
            computation_version(),
        ],
    )
    warehouse.append(OPERATIONS["step"], _step_frame(run.run_id, times))
    warehouse.append(OPERATIONS["verdict"], _verdict_frame(run.run_id, verdicts))


def _step_frame(run_id: str, times: list[StepTime]) -> pl.DataFrame:
    rows = [
        {
            "run_id": run_id,
            "step": item.step,
            "seconds": item.seconds,
            "row_count": item.rows,
            "step_bytes": item.bytes,
        }
        for item in times
    ]
    return pl.DataFrame(rows, schema=polars_schema(OPERATIONS["step"]))


def _verdict_frame(run_id: str, verdicts: list[Verdict]) -> pl.DataFrame:
    rows = [{"run_id": run_id, **asdict(item)} for item in verdicts]
    return pl.DataFrame(rows, schema=polars_schema(OPERATIONS["verdict"]))


def failures(verdicts: list[Verdict], severity: str) -> tuple[str, ...]:
    """What was not met, of one severity, each as a sentence."""
    return tuple(
        _sentence(item)
        for item in verdicts
        if not item.is_met and item.verdict_severity == severity
    )


def refusals(verdicts: list[Verdict]) -> tuple[Refusal, ...]:
    """What refuses publication, in parts."""
    return tuple(
        Refusal(
            item.table_name,
            item.column_name,
            item.expectation,
            item.observed,
            item.clinical_reason,
        )
        for item in verdicts
        if not item.is_met and item.verdict_severity == "critical"
    )


def _sentence(verdict: Verdict) -> str:
    where = verdict.table_name + (f".{verdict.column_name}" if verdict.column_name else "")
    observed = f" ({verdict.observed})" if verdict.observed else ""
    reason = f": {verdict.clinical_reason}" if verdict.clinical_reason else ""
    return f"{where}: expected “{verdict.expectation}”{observed}{reason}"


def fates_of_files(warehouse: WarehouseFile, plan: NightPlan) -> tuple[FileFate, ...]:
    """Files read this night, and those no mapping expects."""
    read = [item.key for table in plan.tables for item in table.deliveries]
    read += [(file.source_file, "") for file in plan.unmatched]
    rows = warehouse.frame(
        "SELECT source_file, file_name AS name, feed, file_status AS status, refusal, rows_in, "
        "rows_accepted, rows_rejected, rows_superseded, rows_duplicate FROM ops.file "
        "ORDER BY extract_at, file_name, feed"
    )
    wanted = set(read)
    return tuple(
        FileFate(**{name: value for name, value in row.items() if name != "source_file"})
        for row in rows.iter_rows(named=True)
        if (row["source_file"], row["feed"]) in wanted
    )


def refused_files(warehouse: WarehouseFile, home: Home) -> list[tuple[str, str, Path]]:
    """Every file refused whole: its name as sent, the reason, its place in landing."""
    landed = {file.source_file: file for file in files_as_shown(home)}
    rows = warehouse.frame(
        "SELECT source_file, string_agg(refusal, ' | ' ORDER BY feed) AS refusal "
        "FROM ops.file WHERE file_status = 'refused' GROUP BY ALL ORDER BY source_file"
    )
    return [
        (landed[source_file].name, refusal, landed[source_file].path)
        for source_file, refusal in rows.iter_rows()
    ]
