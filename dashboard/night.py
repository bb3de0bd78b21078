"""What the last run left behind: was it published, or refused and why."""

import json
from dataclasses import dataclass

from warehouse.home import Home

SYNTHETIC_MARK = "DEMO"


@dataclass(frozen=True)
class LastRun:
    """The report of the last run, as far as a reader of the pages needs it."""

    as_of: str
    outcome: str
    refused_because: tuple[str, ...]

    @property
    def was_refused(self) -> bool:
        return self.outcome == "refused"


class UnreadableReport(ValueError):
    """The report of the last run is there and cannot be read."""


def last_run(home: Home) -> LastRun | None:
    """The report in `warehouse/last_run.json`; None before the first run.

    Raises UnreadableReport when the file is not the JSON object a run writes.
    """
    if not home.last_run.exists():
        return None
    try:
        report = json.loads(home.last_run.read_text("utf-8"))
        return LastRun(
            as_of=str(report["as_of"]),
            outcome=str(report["outcome"]),
            refused_because=tuple(str(reason) for reason in report["refused_because"]),
        )
    except (ValueError, KeyError, TypeError) as wrong:
        raise UnreadableReport(
            f"{home.last_run}: the report of the last run cannot be read; run `osteon status`, "
            "then `osteon nightly` to write it again"
        ) from wrong


def is_synthetic(home: Home) -> bool:
    """The home holds a simulated hospital: a file named DEMO lies at its root."""
    return (home.root / SYNTHETIC_MARK).exists()
