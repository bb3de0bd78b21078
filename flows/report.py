"""The report of a run: what arrived, what became of it, what was published or refused and why."""

import json
import os
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path

from flows.work import StepTime
from warehouse.durable import write_private
from warehouse.home import Home


@dataclass(frozen=True)
class FileFate:
    """One file of the night, as one feed read it."""

    name: str
    feed: str
    status: str
    refusal: str | None
    rows_in: int
    rows_accepted: int
    rows_rejected: int
    rows_superseded: int
    rows_duplicate: int


@dataclass(frozen=True)
class Refusal:
    """A critical expectation that was not met, in parts, so that a page says it in its language."""

    table_name: str
    column_name: str | None
    expectation: str
    observed: str | None
    clinical_reason: str


@dataclass(frozen=True)
class RunReport:
    """What a person needs to know of a run the morning after."""

    run_id: str
    as_of: str
    started_at: str
    ended_at: str
    outcome: str
    version: str | None
    refused_because: tuple[str, ...]
    warnings: tuple[str, ...]
    files: tuple[FileFate, ...]
    files_known_already: tuple[str, ...]
    files_waiting: tuple[str, ...]
    files_left_in_inbox: tuple[str, ...]
    rebuilt_tables: tuple[str, ...]
    steps: tuple[StepTime, ...]
    refused_by: tuple[Refusal, ...] = ()

    @property
    def exit_code(self) -> int:
        return 0 if self.outcome == "published" else 2


class NoRunYet(LookupError):
    """No run has left a report in this home."""


def write_report(home: Home, report: RunReport) -> None:
    """Leave the report in the home, whole or not at all."""
    content = json.dumps(asdict(report), indent=1, ensure_ascii=False)
    write_private(home.last_run, content.encode())


def read_report(home: Home) -> dict[str, object]:
    """The report of the last run. Raises NoRunYet."""
    if not home.last_run.exists():
        raise NoRunYet(f"{home.root}: no night has run yet; run `osteon nightly` or `osteon demo`")
    report: dict[str, object] = json.loads(home.last_run.read_text("utf-8"))
    return report


def in_words(report: dict[str, object]) -> str:
    """The report as a person reads it in a terminal."""
    lines = [
        f"Night of {report['as_of']}: {report['outcome']}"
        + (f" as {report['version']}" if report["outcome"] == "published" else ""),
        f"  ran {report['started_at']} to {report['ended_at']} UTC",
    ]
    lines += _listed("Refused because", report["refused_because"])
    lines += _listed("Warnings", report["warnings"])
    lines += _files(report["files"])
    lines += _listed("Delivered again, known already", report["files_known_already"])
    lines += _listed("Dated after this night, waiting", report["files_waiting"])
    lines += _listed("Left in the inbox (links or unreadable)", report["files_left_in_inbox"])
    lines += _listed("Tables read again from landing", report["rebuilt_tables"])
    return "\n".join(lines)


def _listed(title: str, items: object) -> list[str]:
    assert isinstance(items, list | tuple)
    return [f"{title}:", *(f"  - {item}" for item in items)] if items else []


def _files(files: object) -> list[str]:
    assert isinstance(files, list | tuple)
    if not files:
        return ["No new file."]
    lines = [
        f"{'file':<36}{'feed':<20}{'rows':>9}{'accepted':>10}{'rejected':>10}"
        f"{'superseded':>12}{'duplicate':>11}"
    ]
    for item in files:
        if item["status"] == "refused":
            lines.append(f"{item['name']:<35} {item['feed'] or '-':<20}refused: {item['refusal']}")
        else:
            lines.append(
                f"{item['name']:<35} {item['feed']:<20}{item['rows_in']:>9}"
                f"{item['rows_accepted']:>10}{item['rows_rejected']:>10}"
                f"{item['rows_superseded']:>12}{item['rows_duplicate']:>11}"
            )
    return lines


def run_identifier(as_of: date, started_at: datetime) -> str:
    """Name of a run: its night and the instant it began."""
    return f"{as_of:%Y%m%d}-{started_at:%Y%m%dT%H%M%S%f}"[:-3]


def rejected_mirror(home: Home, refused: list[tuple[str, str, Path]]) -> None:
    """Make `rejected/` hold exactly the refused files, each beside the reason.

    refused: file name, reason, path in landing. Each is a link into landing, so that what names
    patients rests in one place only, encrypted where landing is. A file that a mended mapping now
    reads leaves. Links have the names files were sent by: the folder is closed to others.
    """
    home.rejected.chmod(0o700)
    wanted: dict[str, tuple[str, Path]] = {}
    for name, reason, path in refused:
        unique = name if name not in wanted else f"{path.parent.name}-{name}"
        wanted[unique] = (reason, path)
    for present in home.rejected.iterdir():
        if present.is_symlink() or present.is_file():
            present.unlink()
    for name, (reason, path) in wanted.items():
        place = os.path.relpath(path.resolve(), home.rejected.resolve())
        (home.rejected / name).symlink_to(place)
        write_private(home.rejected / f"{name}.reason.txt", f"{reason}\n".encode())
